"""Who may plan and change meetings with people, and when one may be confirmed or held. Each raises."""

from datetime import date

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed, require
from fieldwork.gaps import arrangement_is_empty, gaps
from fieldwork.models.meeting import Meeting, RiskTalk
from fieldwork.rules.entries import must_exist
from fieldwork.workflow import MEETING, OPEN
from framework.versions import version
from framework.workflow import NoSuchTransition
from inspections.models import Inspection
from inspections.roles import permit
from inspections.rules.dates import LAST_DAY
from inspections.rules.team import INSPECTORS
from inspections.workflow import State

# How far outside the weeks on site a conversation may lie: off-site weeks come before, follow-up after.
FIRST_WEEKS_BEFORE, LAST_WEEKS_AFTER = 4, 8


def may_plan(person: Person, inspection: Inspection) -> None:
    permit(person, inspection, Thing.MEETING, Verb.CREATE)
    require(inspection.state != State.CANCELLED, "This inspection was cancelled, so no meeting is planned any more.")


def may_change(person: Person, meeting: Meeting) -> None:
    """The inspector who holds it or planned it; anybody else's takes the right to edit them all."""
    own = person.pk in (meeting.inspector_id, meeting.made_by_id)
    permit(person, meeting.inspection, Thing.MEETING, Verb.EDIT_OWN if own else Verb.EDIT)


def may_give_guidance(person: Person, inspection: Inspection) -> None:
    permit(person, inspection, Thing.MEETING, Verb.EDIT)


def holds_it(inspection: Inspection, inspector: Person) -> None:
    """Somebody who is an inspector of this team now."""
    held = inspection.members.current().filter(person=inspector, role__in=INSPECTORS)
    if not held.exists():
        raise Invalid("inspector", f"{inspector} is not an inspector of this team.")


def fits_the_inspection(meeting: Meeting, planned_for: date | None = None) -> None:
    """Day, times, site and what the kind of meeting needs to be told from others.

    What was held may also lie near the day for which it was planned: a deferral moves the inspection away from it.
    """
    week = meeting.inspection.timeline.onsite_week
    if not any(_is_near(meeting.day, each) for each in (week, planned_for) if each) and not _in_long_fieldwork(meeting):
        raise Invalid("day", f"This day is not near the inspection, whose first week on site begins on {_day(week)}.")
    if meeting.starts and meeting.ends and meeting.ends <= meeting.starts:
        raise Invalid("ends", "The meeting must end after it begins.")
    for name, at in (("starts", meeting.starts), ("ends", meeting.ends)):
        if at:
            must_exist(meeting.day, at, name)
    if meeting.site and meeting.site.inspection_id != meeting.inspection_id:
        raise Invalid("site", "This is not a site of this inspection.")
    needed = {Meeting.Kind.PARTNER: "organisation", Meeting.Kind.OBSERVATION: "setting"}
    field = needed.get(Meeting.Kind(meeting.kind), "")
    if field and not getattr(meeting, field):
        raise Invalid(field, f"Select the {field}.")
    if meeting.kind == Meeting.Kind.OBSERVATION and not meeting.role:
        raise Invalid("role", "Select the role of the practitioner who is observed.", "INSP-05")


def _is_near(day: date, week: date) -> bool:
    return -FIRST_WEEKS_BEFORE <= (day - week).days // 7 <= LAST_WEEKS_AFTER


def _in_long_fieldwork(meeting: Meeting) -> bool:
    """Whether the day is near the last day on site, which a long pause moves far away from the first."""
    last = meeting.inspection.timeline.dates.filter(code=LAST_DAY).values_list("date", flat=True).first()
    return last is not None and meeting.day > meeting.inspection.timeline.onsite_week and _is_near(meeting.day, last)


def agreement_is_whole(meeting: Meeting) -> None:
    """Once somebody agreed, the rest of it is asked for; an inspector who asked says why (NOTI-13)."""
    if not meeting.agreed_by:
        return
    for field, sentence in (
        ("agreed_way", "Select how they agreed."),
        ("agreed_on", "Enter the date on which they agreed."),
        ("obtained_by", "Select who asked for the agreement."),
    ):
        if not getattr(meeting, field):
            raise Invalid(field, sentence, "INSP-04")
    if meeting.agreed_on and meeting.agreed_on > clock.today():
        raise Invalid("agreed_on", "The date on which they agreed must be today or in the past.")
    askers = {each.code: each for each in version(meeting.inspection.framework_version).meetings.agreement_askers}
    asker = askers.get(meeting.obtained_by)
    if asker is None:
        raise Invalid("obtained_by", "Select who asked for the agreement.")
    if asker.asks_reason and not meeting.obtained_reason:
        sentence = "Local Cafcass staff ask for agreement. Say why the inspector did."
        raise Invalid("obtained_reason", sentence, "NOTI-13")


def step(meeting: Meeting, name: str) -> str:
    """The state after the step. Raises NotAllowed."""
    try:
        return MEETING.target(meeting.state, name)
    except NoSuchTransition as error:
        raise NotAllowed(
            f"This cannot be done now: the meeting is marked {meeting.get_state_display().lower()}."
        ) from error


def may_change_plan(meeting: Meeting) -> None:
    require(
        meeting.state in OPEN,
        f"The meeting is marked {meeting.get_state_display().lower()}, so its plan stays. Its card can be filled.",
    )


def may_confirm(meeting: Meeting, risk: RiskTalk | None) -> None:
    """SITE-05: not while a needed arrangement is empty. VOICE-07: not when the adviser's answer was not to meet."""
    require(
        not arrangement_is_empty(meeting),
        "Help with communicating is needed and nothing is arranged yet. Name the agency and what it does on the card.",
        lifted_by=str(meeting.inspector),
        rule="SITE-05",
    )
    require(
        risk is None or risk.outcome != RiskTalk.Outcome.NOT,
        "The talk with the adviser ended in not meeting. Plan another way, or talk it over again and record that.",
        lifted_by=str(meeting.inspector),
        rule="VOICE-07",
    )


def may_hold(meeting: Meeting, risk: RiskTalk | None) -> None:
    """INSP-04: with a family only by agreement. Any other gap is recorded with a quick reason, and stays to settle."""
    agreement_is_whole(meeting)
    if meeting.with_family and not meeting.agreed:
        sentence = "It can be marked held when their agreement is recorded. If they did not agree, record that instead."
        raise Invalid("agreement", sentence, "INSP-04")
    if gaps(meeting, risk) and not meeting.gap_reason:
        raise Invalid("gap_reason", "Select why something is still open.", "SITE-05")


def is_past(meeting: Meeting) -> None:
    if meeting.day > clock.today():
        raise Invalid("day", "The day on which it was held must be today or in the past.")


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
