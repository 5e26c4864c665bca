"""Who may plan and change meetings with people, and when one may be confirmed or held. Each raises."""

from datetime import date

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed, require
from fieldwork.gaps import arrangement_is_empty, gaps
from fieldwork.models.meeting import Meeting, RiskTalk
from fieldwork.rules.entries import must_exist
from fieldwork.workflow import MEETING, OPEN
from framework.versions import version
from framework.workflow import NoSuchTransition
from information.models import SampledChild
from inspections.models import Inspection
from inspections.roles import permit, roles_on
from inspections.rules.dates import LAST_DAY
from inspections.rules.team import INSPECTORS
from inspections.workflow import State

# How far outside the weeks on site a conversation may lie: off-site weeks come before, follow-up after.
LOCAL_AUTHORITY = "local_authority"
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
    _says_with_whom(meeting)


def _says_with_whom(meeting: Meeting) -> None:
    if meeting.kind == Meeting.Kind.PARTNER and meeting.organisation == LOCAL_AUTHORITY and not meeting.area:
        raise Invalid("area", "Enter the area of the local authority.", "PART-01")
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


def is_leads(person: Person, inspection: Inspection) -> bool:
    """Whether the lead's own word is theirs to give: the lead, or whoever acts as lead."""
    return Verb.DECIDE in verbs_for(roles_on(person, inspection), Thing.MEETING, person, inspection)


def may_ask_for(person: Person, meeting: Meeting) -> None:
    """A group of staff: by the lead alone, where nothing else would do, for a line that arises from a case (ENG-02)."""
    _manager_has_a_ground(meeting)
    if meeting.line and meeting.line.inspection_id != meeting.inspection_id:
        raise Invalid("line", "This is not a line of enquiry of this inspection.")
    if meeting.kind != Meeting.Kind.GROUP:
        return
    permit(person, meeting.inspection, Thing.MEETING, Verb.DECIDE, "Only the lead inspector asks for a group.")
    if not meeting.line:
        raise Invalid("line", "Select the line of enquiry that it is for.", "ENG-02")
    known = SampledChild.objects.filter(inspection=meeting.inspection, taken_out_at=None)
    if not known.filter(reference=meeting.case_ref).exists():
        sentence = "Enter the reference of the sampled case from which the line of enquiry arises."
        raise Invalid("case_ref", sentence, "ENG-02")
    if not meeting.no_other_way:
        raise Invalid("no_other_way", "Enter why there is no other way to cross-check.", "ENG-02")


def _manager_has_a_ground(meeting: Meeting) -> None:
    """Staff speak freely; their line manager is there only where somebody asked for that (ENG-04, SITE-08)."""
    if meeting.with_manager and not meeting.manager_ground:
        raise Invalid("manager_ground", "Select who asked for the line manager to be there.", "ENG-04")


def may_agree_to(person: Person, meeting: Meeting) -> None:
    permit(person, meeting.inspection, Thing.MEETING, Verb.DECIDE, "Only the lead inspector agrees to this meeting.")
    _waits_for_the_lead(meeting)


def may_log(person: Person, meeting: Meeting) -> None:
    permit(person, meeting.inspection, Thing.MEETING, Verb.EDIT, "Only a deputy logs what the lead said.")
    _waits_for_the_lead(meeting)


def _waits_for_the_lead(meeting: Meeting) -> None:
    require(meeting.asked_by_lead, "This meeting needs no agreement of the lead.", rule="NOTI-12")
    require(meeting.lead_agreed != Meeting.Agreed.AGREED, "The lead has agreed to it already.")


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
    if meeting.with_family and gaps(meeting, risk) and not meeting.gap_reason:
        raise Invalid("gap_reason", "Select why something is still open.", "SITE-05")


def is_past(meeting: Meeting) -> None:
    if meeting.day > clock.today():
        raise Invalid("day", "The day on which it was held must be today or in the past.")


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
