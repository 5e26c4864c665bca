"""Pages that stand only for a moment: something asked and not answered, said and not yet agreed; each brought about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from accounts import clock
from accounts.models import DatabaseMark, Person
from desk import retention
from evidence.actions.findings import add_topic, pick_focus
from evidence.actions.gaps import explain_gap
from evidence.queries.findings import to_improve
from evidence.queries.gaps import uncovered
from fieldwork.actions import meetings
from fieldwork.actions.onsite import Told, record_first_meeting
from fieldwork.models import ArrangementNotReady
from files.models import Upload
from files.uploads import WAITS
from files.workflow import QUARANTINED
from framework.versions import version
from information.actions import call_sheet, further, lines, pia
from inspections import actions
from inspections.actions import engagement_letter as letters
from inspections.actions.conduct import raise_conduct_concern
from inspections.actions.interruption import Considered
from inspections.models import Inspection
from reports import actions as replies
from tests.cast import Cast
from tests.evidence import stages as evidence
from tests.evidence import visits
from tests.evidence.test_heads import revise
from tests.fieldwork import people
from tests.information import giving
from tests.inspections import engaging, stages
from tests.reports import stages as reporting
from tests.reports import visits as letters_of_visits

ENGAGEMENT_BEFORE = clock.at(date(2026, 3, 2), 10)
ENGAGEMENT_AFTER = clock.at(date(2026, 3, 20), 10)


@dataclass
class Moment:
    """Who opens the page at which time, and what its address needs."""

    who: Person | None
    now: datetime
    ids: dict[str, Any] = field(default_factory=dict)


Bring = Callable[[Cast], Moment]
MOMENTS: dict[str, Bring] = {}


def page(*names: str) -> Callable[[Bring], Bring]:
    """The moment in which pages of these names stand."""

    def keep(bring: Bring) -> Bring:
        MOMENTS.update(dict.fromkeys(names, bring))
        return bring

    return keep


def at(inspection: Inspection, who: Person, now: datetime, **ids: Any) -> Moment:
    return Moment(who, now, {"ref": inspection.ref} | ids)


@page("demo_cast", "demo_clock")
def in_the_demo(cast: Cast) -> Moment:
    """Everybody of the cast is there to be listed."""
    DatabaseMark.objects.create(purpose="demo")
    stages.planned(cast)
    return Moment(cast.administrator, stages.PLANNED_AT)


@page("upload_check")
def file_waits(cast: Cast) -> Moment:
    """The scanner did not answer."""
    kept = {"key": "3" * 64, "sha256": "3" * 64, "size": 1, "name": "rotas.txt", "made_by": cast.link_person}
    made = Upload.objects.create(**kept, state=QUARANTINED, waiting=WAITS)
    return Moment(cast.link_person, stages.CALLED_AT, {"pk": made.pk})


@page("retention_delete")
def past_its_period(cast: Cast) -> Moment:
    inspection = stages.incomplete(cast)
    with clock.moved_to(stages.ENDED_AT):
        retention.set_period("evidence", 1, by=cast.administrator)
    ids = {"record_class": "evidence", "pk": inspection.pk}
    return Moment(cast.director, stages.ENDED_AT + timedelta(days=400), ids)


@page("date_release")
def fixed_by_hand(cast: Cast) -> Moment:
    inspection = stages.planned(cast)
    with clock.moved_to(stages.PLANNED_AT):
        actions.change_date(inspection, "draft", date(2024, 3, 5), reason="Two days later.", by=cast.lead)
    return at(inspection, cast.lead, stages.PLANNED_AT, code="draft")


@page("call_record")
def called(cast: Cast) -> Moment:
    inspection = stages.planned(cast)
    assert cast.chief_executive
    with clock.moved_to(stages.CALLED_AT):
        told = {"called_on": stages.CALLED_AT.date(), "called_time": stages.CALLED_AT.time(), "method": "phone"}
        call_sheet.save_sheet(inspection, told | {"ceo_available": "yes"}, by=cast.lead)
    return at(inspection, cast.lead, stages.RECORDED_AT)


@page("deferral_decide")
def asked_to_defer(cast: Cast) -> Moment:
    return at(stages.asked(cast), cast.decision_maker, stages.GRANTED_AT)


@page("pause_end")
def paused(cast: Cast) -> Moment:
    inspection, now = stages.announced(cast), clock.at(date(2024, 2, 6), 17)
    given = ("Chief executive", "A bereavement.", "Dara", True, "Right.", "Guidance 2024", date(2024, 2, 7), None)
    with clock.moved_to(now):
        pause = actions.decide_pause(inspection, Considered(*given), by=cast.decision_maker)
    return at(inspection, cast.decision_maker, clock.at(date(2024, 2, 12), 9), pk=pause.pk)


@page("hold_lift")
def on_hold(cast: Cast) -> Moment:
    inspection = stages.fieldwork_ended(cast)
    with clock.moved_to(stages.ENDED_AT):
        actions.put_on_hold(inspection, reason="A question of law.", by=cast.director)
    return at(inspection, cast.director, stages.ENDED_AT)


@page("conduct_concern_answer")
def concern_raised(cast: Cast) -> Moment:
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        concern = raise_conduct_concern(inspection, about_lead=False, text="Curt in a talk.", by=cast.link_person)
    return at(inspection, cast.lead, stages.ON_SITE_AT, pk=concern.pk)


@page("further_request_agree", "further_request_decline")
def request_drafted(cast: Cast) -> Moment:
    return _request(cast, cast.lead)


@page("further_request_log")
def request_agreed_by_phone(cast: Cast) -> Moment:
    return _request(cast, cast.deputy)


@page("further_request_confirm")
def request_logged(cast: Cast) -> Moment:
    return _request(cast, cast.lead, lambda made: further.log_agreed(made, by=cast.deputy))


@page("further_request_view")
def request_answered(cast: Cast) -> Moment:
    def answer(made: Any) -> None:
        made = further.agree_request(made, by=cast.lead)
        further.answer_request(made, [], leader="Director", text="By rota.", by=cast.link_person)

    return _request(cast, cast.team_inspector, answer)


def _request(cast: Cast, who: Person, then: Callable[[Any], Any] = lambda made: None) -> Moment:
    inspection = giving.announced(cast)
    with giving.at_work():
        given = {"kind": "service", "what": "Rotas", "reason": "Two notes disagree"}
        made = further.draft_request(inspection, **given, by=cast.team_inspector)
        then(made)
    return at(inspection, who, giving.GIVEN_AT, pk=made.pk)


@page("lines_told")
def lines_to_tell(cast: Cast) -> Moment:
    inspection = giving.announced(cast)
    given = {"title": "How delay is managed", "theme": "Delay", "how": "Interviews", "information_needed": "none"}
    with giving.at_work():
        lines.set_line(inspection, **given, by=cast.lead)
    return at(inspection, cast.lead, stages.ON_SITE_AT)


@page("pia_issue")
def analysis_written(cast: Cast) -> Moment:
    inspection = giving.announced(cast)
    codes = [each.code for each in version(inspection.framework_version).files.preparation.pia_contents]
    with giving.at_work():
        texts = {code: f"Of {code}" for code in codes[:8]}
        pia.write_analysis(inspection, sections=texts, priorities="Delay.", by=cast.analyst)
    return at(inspection, cast.analyst, giving.GIVEN_AT)


@page("pia_settle")
def analysis_unread_on_arrival(cast: Cast) -> Moment:
    moment = analysis_written(cast)
    inspection = Inspection.objects.get(ref=moment.ids["ref"])
    with giving.at_work():
        pia.issue_analysis(inspection, by=cast.analyst)
    return at(inspection, cast.lead, stages.ON_SITE_AT, pk=cast.deputy.pk)


@page("arrangement_ready")
def not_ready(cast: Cast) -> Moment:
    inspection = stages.announced(cast)
    told = Told(
        held_at=clock.at(stages.W1, 13),
        people="Chief executive",
        place="Headquarters",
        not_ready=[(None, "Passes for the lift")],
    )
    now = clock.at(stages.W1, 15)
    with clock.moved_to(now):
        record_first_meeting(inspection, told, by=cast.lead)
    return at(inspection, cast.link_person, now, pk=ArrangementNotReady.objects.get().pk)


@page("meeting_again")
def cancelled(cast: Cast) -> Moment:
    inspection, now = stages.announced(cast), clock.at(people.WEDNESDAY, 12)
    with clock.moved_to(now):
        meeting = people.plan(inspection, cast.deputy)
        meetings.cancel_meeting(meeting, reason="They were ill.", by=cast.deputy)
    return at(inspection, cast.deputy, now, pk=meeting.pk)


def _two_heads(cast: Cast, which: int) -> Moment:
    """A note, an individual and a shared summary: the one at that place written twice over the same version."""
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        seen = evidence.note(inspection, cast.deputy)
        own = evidence.individual(inspection, cast.deputy, [seen])
        base = (seen, own, evidence.shared(inspection, cast.deputy, [own]))[which]
        for text in ("Written at the same time", "as this one."):
            parts = evidence.words(text) if which else {"text": text}
            fields = {"area": "private"} if which else evidence.SEEN | {"area": "private"}
            revise(base, cast.deputy, parts=parts, fields=fields)
    return at(inspection, cast.deputy, stages.ON_SITE_AT, pk=base.document_id)


@page("note_merge")
def note_twice(cast: Cast) -> Moment:
    return _two_heads(cast, 0)


def _visit(cast: Cast) -> tuple[Inspection, int]:
    """A focused visit with a topic; one part is covered, and the lead said why another is not."""
    visit = visits.on_site(cast)
    with clock.moved_to(visits.ON_SITE):
        topic = add_topic(visit, kind="cohort", text="Children under 2 in public law", by=cast.decision_maker)
        visits.summary_of(visit, cast.lead, f"subject/{topic.pk}", lead=cast.lead)
        explain_gap(visit, uncovered(visit)[0].place, reason="No records of it were there.", by=cast.lead)
    return visit, topic.pk


@page("findings", "findings_agreement", "visit_topics", "topic_suggest")
def visit_on_site(cast: Cast) -> Moment:
    return at(_visit(cast)[0], cast.lead, visits.ON_SITE)


@page("topic_create")
def visit_that_waits_for_a_topic(cast: Cast) -> Moment:
    return at(_visit(cast)[0], cast.decision_maker, visits.ON_SITE)


@page("topic_take_out")
def visit_with_a_topic(cast: Cast) -> Moment:
    visit, topic = _visit(cast)
    return at(visit, cast.decision_maker, visits.ON_SITE, pk=topic)


@page("subject_create")
def visit_that_picks(cast: Cast) -> Moment:
    return at(visits.monitoring(cast), cast.lead, visits.ON_SITE)


@page("subject_take_out")
def visit_that_picked(cast: Cast) -> Moment:
    visit = visits.monitoring(cast)
    with clock.moved_to(visits.ON_SITE):
        (picked,) = pick_focus(visit, to_improve(visit)[:1], by=cast.lead)
    return at(visit, cast.lead, visits.ON_SITE, pk=picked.pk)


@page("other_area_create")
def visit_that_monitors(cast: Cast) -> Moment:
    return at(visits.monitoring(cast), cast.team_inspector, visits.ON_SITE)


@page("findings_reopening")
def findings_agreed(cast: Cast) -> Moment:
    visit = letters_of_visits.agreed(cast)
    return at(visit, cast.lead, letters_of_visits.WRITTEN_AT)


@page("case_evaluation_merge")
def case_twice(cast: Cast) -> Moment:
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        base = evidence.case(inspection, cast.deputy)
        for text in ("Written at the same time", "as this one."):
            revise(base, cast.deputy, parts=base.words.parts | {"strengths": text}, fields={"source": base.source})
    return at(inspection, cast.deputy, stages.ON_SITE_AT, pk=base.document_id)


@page("individual_summary_merge")
def individual_summary_twice(cast: Cast) -> Moment:
    return _two_heads(cast, 1)


@page("shared_summary_merge")
def shared_summary_twice(cast: Cast) -> Moment:
    return _two_heads(cast, 2)


def _named(cast: Cast, which: int) -> Moment:
    """The same three: somebody is named in the one at that place."""
    inspection, named = stages.announced(cast), "Her mum Sarah agreed."
    with clock.moved_to(stages.ON_SITE_AT):
        seen = evidence.note(inspection, cast.deputy, **({} if which else {"text": named}))
        own = evidence.individual(inspection, cast.deputy, [seen], text=named) if which else seen
        asked = own if which < 2 else evidence.shared(inspection, cast.deputy, [], text=named)
    return at(inspection, cast.deputy, stages.ON_SITE_AT, pk=asked.document_id)


@page("note_names")
def note_named(cast: Cast) -> Moment:
    return _named(cast, 0)


@page("case_evaluation_names")
def case_named(cast: Cast) -> Moment:
    inspection, named = stages.announced(cast), {"strengths": "Her mum Sarah agreed."}
    with clock.moved_to(stages.ON_SITE_AT):
        asked = evidence.case(inspection, cast.deputy, "PU-71", parts=named)
    return at(inspection, cast.deputy, stages.ON_SITE_AT, pk=asked.document_id)


@page("individual_summary_names")
def individual_summary_named(cast: Cast) -> Moment:
    return _named(cast, 1)


@page("shared_summary_names")
def shared_summary_named(cast: Cast) -> Moment:
    return _named(cast, 2)


@page("answer_create")
def commented(cast: Cast) -> Moment:
    report = reporting.draft_sent(cast)
    with clock.moved_to(reporting.IN_WINDOW):
        made = replies.comment(report, about="findings", paragraph="4", text="Not so.", by=cast.chief_executive)
    return at(report.inspection, cast.lead, reporting.IN_WINDOW, comment=made.pk)


@page("complaint_decide")
def complained(cast: Cast) -> Moment:
    report = reporting.draft_sent(cast)
    with clock.moved_to(reporting.IN_WINDOW):
        made = replies.complain(report, text="We were not heard.", by=cast.chief_executive)
    return at(report.inspection, cast.complaint_handler, reporting.IN_WINDOW, complaint=made.pk)


@page("self_evaluation_ask")
def not_asked_yet(cast: Cast) -> Moment:
    assert cast.chief_executive
    return Moment(cast.engagement_chair, engaging.ASKED_AT)


@page("self_evaluation_close")
def shared(cast: Cast) -> Moment:
    return Moment(cast.engagement_chair, engaging.SHARED_AT, {"year": engaging.shared(cast).year})


MEETING = ("edit", "decline")
AGENDA = ("engagement_agenda_edit", "engagement_agreement_create", "engagement_attendee_create")


@page(*AGENDA, *(f"engagement_meeting_{each}" for each in MEETING))
def meeting_planned(cast: Cast) -> Moment:
    return Moment(cast.engagement_chair, ENGAGEMENT_BEFORE, {"year": engaging.planned(cast).year})


@page("engagement_meeting_hold")
def meeting_over(cast: Cast) -> Moment:
    meeting = engaging.planned(cast)
    engaging.peopled(cast, meeting)
    return Moment(cast.engagement_chair, clock.at(engaging.MEETING_ON, 17), {"year": meeting.year})


@page("engagement_letter_send")
def letter_finished(cast: Cast) -> Moment:
    meeting = engaging.held(cast, engaging.planned(cast))
    with clock.moved_to(ENGAGEMENT_AFTER):
        engaging.finished(cast, engaging.letter_of(meeting))
    return Moment(cast.engagement_chair, ENGAGEMENT_AFTER, {"year": meeting.year})


@page("engagement_letter_edit", "engagement_letter_words", "engagement_letter_pdf")
def letter_begun(cast: Cast) -> Moment:
    meeting = engaging.held(cast, engaging.planned(cast))
    with clock.moved_to(ENGAGEMENT_AFTER):
        text = {"AEML-3": "Private law practice is good."}
        letters.write_letter(engaging.letter_of(meeting), text, version=None, by=cast.engagement_chair)
    return Moment(cast.engagement_chair, ENGAGEMENT_AFTER, {"year": meeting.year})
