"""Which date may be changed by whom, and until when (TIME-01, TIME-10, TIME-12, FV-02, FV-05, FV-07)."""

from datetime import date, timedelta

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed, require
from framework.versions import version
from framework.versions.shapes.dates import Notice
from inspections.kinds import timetable_kind
from inspections.models import Inspection
from inspections.roles import permit, roles_on
from inspections.rules.team import limits, need_reason
from inspections.wording import spoken
from inspections.workflow import State
from scheduling import queries as timelines
from scheduling.models import TimelineDate

CALL, LATEST_CALL, FIRST_DAY, LAST_DAY = "notification", "notification_latest", "onsite_first", "fieldwork_end"
OVER = (State.PUBLISHED, State.CANCELLED, State.INCOMPLETE, State.DEFERRED)


def notice(inspection: Inspection) -> Notice:
    """How much notice the framework gives, and who may shorten it."""
    pinned = version(inspection.framework_version)
    return pinned.timetables[timetable_kind(inspection.kind, pinned)].notice


def milestone(inspection: Inspection, code: str) -> TimelineDate:
    """The milestone as it stands. Raises Invalid when this timetable has none of that code."""
    found = inspection.timeline.dates.filter(code=code).first()
    if found is None:
        raise Invalid("day", "This timetable has no such date.")
    return found


def may_change_dates(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.PLAN, Verb.EDIT)
    require(inspection.state not in OVER, f"This is {inspection.state_label.lower()}, so its dates stand.")


def may_change_date(by: Person, inspection: Inspection, code: str) -> None:
    """A date of something that really happened stands, and so does the reckoned latest day for the call."""
    may_change_dates(by, inspection)
    found = milestone(inspection, code)
    require(not found.actual, f"{found.title} happened on {spoken(found.date)}. That date stands.")
    require(code != LATEST_CALL, "This day follows from the first on-site day. Change that one instead.")


def may_move_week(by: Person, inspection: Inspection) -> None:
    may_change_dates(by, inspection)
    require(inspection.state == State.PLANNED, "Cafcass was told of this week. A deferral is a decision of its own.")


def may_release(by: Person, inspection: Inspection, code: str) -> None:
    may_change_date(by, inspection, code)
    require(milestone(inspection, code).fixed_reason, "This date was not fixed by hand.")


def call_fits(inspection: Inspection, day: date) -> None:
    """Later than the latest day is for the programme decision-maker alone, where the framework says so (TIME-01)."""
    latest = milestone(inspection, LATEST_CALL).date
    if day > latest and needs_decision(inspection) and not decided(inspection, day):
        sentence = f"A call later than {spoken(latest)} needs the programme decision-maker's own reason."
        raise Invalid("day", sentence, "TIME-01")


def day_fits(inspection: Inspection, code: str, day: date) -> None:
    """After the call the first day on site stays in the week that Cafcass was told of (DEFER-03)."""
    if code == FIRST_DAY:
        if inspection.state != State.PLANNED and _monday(day) != inspection.timeline.onsite_week:
            sentence = "Cafcass was told of another week. A deferral is a decision of its own."
            raise Invalid("day", sentence, "DEFER-03")
        if day > milestone(inspection, LAST_DAY).date:
            raise Invalid("day", "The first on-site day cannot be after the last.")
    if code == LAST_DAY and day < milestone(inspection, FIRST_DAY).date:
        raise Invalid("day", "The last on-site day cannot be before the first.")


def needs_decision(inspection: Inspection) -> bool:
    return notice(inspection).late_needs == "decision_maker"


def decided(inspection: Inspection, day: date) -> bool:
    """Whether the programme decision-maker has let the call be as late as this."""
    return inspection.late_calls.filter(onsite_week=inspection.timeline.onsite_week, day__gte=day).exists()


def may_allow_late_call(by: Person, inspection: Inspection) -> None:
    """Their own act: neither the lead nor the scheduler can do it for them."""
    who = Role.DECISION_MAKER
    if who not in roles_on(by, inspection):
        raise NotAllowed("Only the programme decision-maker can allow a later call.", rule="TIME-01")
    require(inspection.state == State.PLANNED, "The call was made already.")
    require(needs_decision(inspection), "For a visit a reason is enough: the lead can change the date.")


def late_call_fits(inspection: Inspection, day: date) -> None:
    latest, first = milestone(inspection, LATEST_CALL).date, milestone(inspection, FIRST_DAY).date
    if day <= latest:
        raise Invalid("day", f"Up to {spoken(latest)} this needs no decision: the lead can change the date.")
    if day >= first:
        raise Invalid("day", f"The call is before the first on-site day, {spoken(first)}.")


def may_start_fieldwork(by: Person, inspection: Inspection) -> None:
    """The lead confirms the real first day on site, once."""
    if Role.LEAD not in roles_on(by, inspection):
        raise NotAllowed("Only the lead inspector can confirm the start of fieldwork.", rule="GEN-06")
    require(
        inspection.state == State.ANNOUNCED, "The start of fieldwork is confirmed after the call and before its end."
    )
    require(not milestone(inspection, FIRST_DAY).actual, "The start of fieldwork is confirmed already.")


def start_fits(inspection: Inspection, first: date, unanswered: int, reason: str) -> None:
    """In the past and after the call; with a need that nobody answered only for a reason (GEN-06)."""
    if first > clock.today():
        raise Invalid("first_day", f"{spoken(first)} has not come yet. Confirm it on the day.")
    if first <= milestone(inspection, CALL).date:
        raise Invalid("first_day", "The first on-site day comes after the call.")
    if not timelines.calendar().is_working(first):
        raise Invalid("first_day", f"{spoken(first)} is not a working day.")
    if unanswered:
        named = "1 adjustment is" if unanswered == 1 else f"{unanswered} adjustments are"
        need_reason(reason, f"{named} unanswered. Answer first, or give a reason.")


def may_end_fieldwork(by: Person, inspection: Inspection) -> None:
    """The lead confirms the real last day (TIME-12)."""
    if Role.LEAD not in roles_on(by, inspection):
        raise NotAllowed("Only the lead inspector can confirm the end of fieldwork.", rule="TIME-12")
    require(inspection.state == State.ANNOUNCED, "The end of fieldwork is confirmed once, after the call.")


def fieldwork_fits(inspection: Inspection, first: date, last: date, reason: str) -> None:
    """The real days lie in the past, in order and after the call; more than usual on a visit needs a reason (FV-05)."""
    if last > clock.today():
        raise Invalid("last_day", f"{spoken(last)} has not come yet. Confirm it when fieldwork has ended.")
    if first > last:
        raise Invalid("first_day", "The first on-site day cannot be after the last.")
    if first <= milestone(inspection, CALL).date:
        raise Invalid("first_day", "The first on-site day comes after the call.")
    usual = limits(inspection)
    if usual.onsite_days and len(timelines.calendar().in_span(first, last)) > usual.onsite_days:
        need_reason(reason, f"A visit is usually {usual.onsite_days} days on site: give a reason for more.")
    if usual.within_weeks and _monday(first) != _monday(last):
        need_reason(reason, "The days of a visit usually lie in one week: give a reason.")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
