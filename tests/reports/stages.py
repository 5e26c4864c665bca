"""The report of the inspection of 2024 brought to a stage through the product's own actions, on the real dates."""

from datetime import date
from uuid import uuid4

from accounts import clock
from accounts.models import Person
from evidence.actions.agreement import agree
from evidence.actions.capture import append
from evidence.actions.judgement import agree_judgements, give_grade
from evidence.actions.voices import note_voices
from evidence.models import Revision
from evidence.queries import agreed_summaries
from files.jobs import run_queued
from files.models import Job
from inspections.models import Inspection
from reports import actions, queries
from reports.models import Publication, Report, Sending
from reports.sections import parts_of
from tests.cast import Cast
from tests.evidence.stages import evaluated
from tests.inspections import stages
from tests.remembered import remembered

WRITTEN_AT = clock.at(date(2024, 2, 22), 10)
CLEARED_AT = clock.at(date(2024, 2, 29), 15)
DRAFT_SENT_AT = clock.at(date(2024, 3, 1), 11)
IN_WINDOW = clock.at(date(2024, 3, 6), 11)
WINDOW_OVER = clock.at(date(2024, 3, 11), 9)
FINAL_SENT_AT = clock.at(date(2024, 3, 19), 10)
DECIDED_AT = clock.at(date(2024, 3, 20), 9)
PUBLISHED_AT = clock.at(date(2024, 3, 26))
AREAS = ("private", "public", "leaders")
TEXT = "Practice is strong across the country.\nChildren are heard early."
IMPROVE = "- The quality of closing letters to independent reviewing officers\n- The time that children wait"
SECRET = "Whinchat"  # a word of the internal text that must not reach anybody too early  # pragma: allowlist secret


def agreed_summary(
    inspection: Inspection, area: str, by: Person, agreed_by: Person, heading: str | None = None
) -> Revision:
    """A note, an individual summary and a shared one of the area and its heading (the first), agreed."""
    heading = heading if heading is not None else headings(inspection)[0] if area == "leaders" else ""
    parts = {
        "statement": f"{SECRET} practice in {area}",
        "evidence": "Seen in cases",
        "difference": "Children are safer",
    }
    known = {"area": area, "heading": heading}
    noted = {"source": "Case file", "observed_on": clock.today(), "observed_at": "10:00", **known}
    note = append(inspection, kind="note", op=uuid4(), by=by, fields=noted, parts={"text": "Seen"})
    said = parts | {"extent": "All cases seen", "leaders": "Nothing to add."}
    own = append(inspection, kind="individual_summary", op=uuid4(), by=by, fields=known, parts=said, cites=[note])
    shared = append(inspection, kind="shared_summary", op=uuid4(), by=by, fields=known, parts=parts, cites=[own])
    agree(shared.document, opened=shared, narrow_reason="Nobody else could know it", by=agreed_by)
    return shared


def headings(inspection: Inspection) -> tuple[str, ...]:
    from evidence.headings import headings_of
    from framework.versions import version

    return headings_of(version(inspection.framework_version), "leaders")


@remembered
def judged(cast: Cast) -> Inspection:
    """Fieldwork is over and the four judgements are agreed: outstanding throughout, as in 2024."""
    inspection = stages.announced(cast)
    with clock.moved_to(clock.at(date(2024, 2, 15), 11)):
        evaluated(inspection, cast.lead)
        cited = {area: agreed_summary(inspection, area, cast.lead, cast.lead) for area in AREAS}
        for heading in headings(inspection)[1:]:
            agreed_summary(inspection, "leaders", cast.lead, cast.lead, heading=heading)
        for area in AREAS:
            give_grade(inspection, area, grade="outstanding", text="Why", cites=[cited[area]], by=cast.lead)
        give_grade(inspection, "overall", grade="outstanding", text="Why", cites=list(cited.values()), by=cast.lead)
        note_voices(inspection, note="Nobody could be met.", by=cast.lead)
        agree_judgements(inspection, by=cast.lead)
    with clock.moved_to(stages.ENDED_AT):
        from inspections import actions as inspecting

        inspecting.end_fieldwork(inspection, last_day=stages.FIELDWORK_ENDED_ON, by=cast.lead)
    return stages.fresh(inspection)


@remembered
def begun(cast: Cast, inspection: Inspection | None = None, document: str = "report") -> Report:
    """Begun and empty."""
    with clock.moved_to(WRITTEN_AT):
        return actions.create_report(inspection or judged(cast), document=document, by=cast.lead)


def write(report: Report, by: Person) -> None:
    """Fills every section and the four boxes."""
    parts = parts_of(report)
    texts = {part.code: f"{part.code}: {TEXT} {SECRET}." for part in parts}
    texts.update({part.code: IMPROVE for part in parts if part.listed})
    cites = list(agreed_summaries(report.inspection))
    actions.save_texts(report, texts, version=None, cites=cites, by=by)
    for part in parts if not cites else ():
        actions.mark_section(report, part.code, True, by=by)


@remembered
def drafted(cast: Cast) -> Report:
    """Written and not yet submitted."""
    report = begun(cast)
    with clock.moved_to(WRITTEN_AT):
        write(report, cast.lead)
        actions.save_childrens_summary(report, f"Cafcass listens to you. {SECRET}.", version=None, by=cast.lead)
    return fresh(report)


@remembered
def cleared(cast: Cast, report: Report | None = None) -> Report:
    """Cleared by the QA manager and by the national director."""
    report = report or drafted(cast)
    with clock.moved_to(CLEARED_AT):
        clear(cast, report)
    return fresh(report)


def clear(cast: Cast, report: Report) -> None:
    """Submitted and cleared, now."""
    actions.submit(report, version=None, by=cast.lead)
    actions.review(report, outcome="cleared", version=None, by=cast.qa_manager)
    if report.document == "report":
        actions.review(report, outcome="cleared", version=None, by=cast.director)


def make_pdf(report: Report, stage: str, by: Person, embargo_until: date | None = None) -> None:
    """Has the worker make it."""
    rendering = actions.ask_for_pdf(report, stage, embargo_until=embargo_until, by=by)
    run_queued()
    job = queries.job_for(rendering.key)
    assert job
    assert job.state == Job.State.DONE, job.error


def draft_sent(cast: Cast, report: Report | None = None) -> Report:
    """The draft went to the chief executive on Friday 1 March 2024; the window is 4 to 8 March."""
    report = report or cleared(cast)
    cast.chief_executive, cast.link_person, cast.complaint_handler  # noqa: B018
    with clock.moved_to(DRAFT_SENT_AT):
        make_pdf(report, "draft", cast.lead)
        actions.send_draft(report, by=cast.lead)
    return fresh(report)


def send_final(cast: Cast, report: Report) -> Sending:
    """Makes the PDF and sends, at the moment that the clock shows."""
    from reports.dates import publication_if_sent

    make_pdf(report, "final", cast.lead, publication_if_sent(report.inspection.timeline, clock.today()))
    return actions.send_final(report, by=cast.lead)


def final_sent(cast: Cast, report: Report | None = None) -> Report:
    """The final version went out on Tuesday 19 March 2024."""
    report = report or draft_sent(cast)
    with clock.moved_to(FINAL_SENT_AT):
        send_final(cast, report)
    return fresh(report)


def decided(cast: Cast, report: Report | None = None) -> Report:
    """The director decided on Tuesday 26 March 2024; the public PDF is made."""
    report = report or final_sent(cast)
    with clock.moved_to(DECIDED_AT):
        actions.decide_publication(report, due_on=date(2024, 3, 26), by=cast.director)
        run_queued()
    return fresh(report)


def published(cast: Cast, report: Report | None = None) -> Publication:
    """Published by the worker's tick on that day."""
    report = report or decided(cast)
    with clock.moved_to(PUBLISHED_AT):
        actions.release_due()
    return Publication.objects.get(report=report)


def fresh(report: Report) -> Report:
    """The same row read anew."""
    return Report.objects.select_related("inspection__timeline").get(pk=report.pk)
