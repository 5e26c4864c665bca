"""Publication: a person decides on the day, and one worker's clock does it (CLEAR-12, CLEAR-13, N7)."""

import logging
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from accounts import clock
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, NotAllowed
from files.models import StoredFile
from inspections.lifecycle import advance
from inspections.models import Outcome, OutcomeGrade, PublishedFinding
from inspections.workflow import State
from reports import queries, rules
from reports.actions.drafting import taken
from reports.actions.rendering import render_later
from reports.content import Content
from reports.models import Publication, PublicationDecision, Report, Sending
from reports.outline import entries
from reports.rendering_keys import rendering_key
from reports.rules import spoken
from reports.sections import LISTED
from scheduling.actions import record_actual
from scheduling.queries import day

logger = logging.getLogger(__name__)


@transaction.atomic
def decide_publication(report: Report, *, due_on: date, reason: str = "", by: Person) -> PublicationDecision:
    """Decides on the day: never before the fifth working day, later only with a reason. Has the public PDF made."""
    report = taken(report)
    final = rules.may_decide_publication(report, by)
    earliest = day(report.inspection.timeline, "publication")
    if earliest is None or due_on < earliest:
        raise Invalid("due_on", f"The earliest day is {spoken(earliest)}, five working days after sending.", "CLEAR-13")
    if due_on > earliest and not reason.strip():
        raise Invalid("reason", f"Say why it is published later than {spoken(earliest)}.", "CLEAR-13")
    made = PublicationDecision.objects.create(
        report=report, due_on=due_on, reason=reason, content_sha256=final.content_sha256, by=by
    )
    record(
        "decided on publication", made, by=by, inspection=report.inspection.ref, after=due_on.isoformat(), reason=reason
    )
    render_later(report, "published", final.content, by=by)
    return made


def release_due() -> int:
    """What each tick does: publishes what is due and ready. Returns how many; may be called at any time and twice."""
    return sum(_released(report) for report in queries.due_for_publication(clock.today()))


def _released(report: Report) -> bool:
    try:
        return publish(report) is not None
    except NotAllowed:  # on hold, or a later day now: a later tick asks again
        return False
    except Exception:  # one report that cannot be published must not keep back the others
        logger.exception("Report %s is due and was not published; the next tick tries again.", report.pk)
        return False


@transaction.atomic
def publish(report: Report) -> Publication | None:
    """Publishes, by the worker's clock alone. None while the PDF is being made, or when it was published before."""
    report = taken(report)
    if report.inspection.state == State.PUBLISHED:
        return None
    rules.may_be_published_now(report)
    final = queries.sending(report, "final")
    assert final
    file = _public_file(report, final)
    if file is None:
        return None
    advance(report.inspection, "publish", by=None)
    published = Publication.objects.create(
        report=report,
        slug=_free_slug(final.content),
        title=final.content["title"],
        published_on=clock.today(),
        content=final.content,
        content_sha256=final.content_sha256,
        file=file,
    )
    record("published", published, by=None, inspection=report.inspection.ref, after=published.slug)
    record_actual(report.inspection.timeline, "publication", clock.today(), None, inspection=report.inspection.ref)
    _write_outcome(report, final.content)
    return published


def _public_file(report: Report, final: Sending) -> StoredFile | None:
    """The PDF without an embargo line; asked for again when the one asked for at the decision has failed."""
    key = rendering_key(report.pk, "published", final.content_sha256, None)
    rendering = queries.rendering_for(report, key)
    file = queries.file_of(rendering) if rendering else None
    if file is None:
        render_later(report, "published", final.content, by=None)
    return file


def _free_slug(content: Content) -> str:
    """Words and month of the activity, with a number behind it when another one has the same."""
    stem = f"{slugify(content['title'])[:60]}-{content['ended_on'][:7]}".strip("-")
    taken_slugs = set(Publication.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken_slugs) + 3))
    return stem if stem not in taken_slugs else next(slug for slug in numbered if slug not in taken_slugs)


def _write_outcome(report: Report, content: Content) -> None:
    """What the programme and the next plan read: plain rows in the room of inspections."""
    outcome = Outcome.objects.create(
        inspection=report.inspection,
        kind=report.inspection.kind,
        title=content["title"],
        began_on=content["began_on"] or None,
        ended_on=content["ended_on"],
        published_on=clock.today(),
    )
    OutcomeGrade.objects.bulk_create(
        OutcomeGrade(outcome=outcome, area=each["area"], area_name=each["area_label"], grade=each["grade"])
        for each in content["grades"]
    )
    PublishedFinding.objects.bulk_create(
        PublishedFinding(outcome=outcome, kind=LISTED[section["code"]], area="", text=line)
        for section in content["sections"]
        if section["listed"]
        for line in entries(section["text"])
    )
