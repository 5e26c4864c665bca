"""When a date may be recorded, fixed or moved; each returns or raises a refusal with a sentence."""

from datetime import date

from accounts import clock
from accounts.access import Thing, Verb
from accounts.gate import Access, pass_or_refuse, standing_roles
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import version
from scheduling.calendar import WorkingDays
from scheduling.models import Extension, Timeline, TimelineDate
from scheduling.sums import said
from scheduling.timetable import Facts, Timetable


def must_be_open(timeline: Timeline) -> None:
    require(timeline.closed_at is None, "This timeline is closed: its dates are history.")


def may_record(row: TimelineDate | None, code: str, day: date, reason: str) -> None:
    """A milestone of one day, not in the future; what was recorded before is corrected only with a reason."""
    if row is None or code.endswith("_latest"):
        raise Invalid("day", f"This timeline has no milestone '{code}' that can be recorded.")
    require(row.end is None or row.actual, f"{row.title} is a span: it follows from other dates.")
    must_have_come(day)
    corrects = row.actual and row.date != day
    require(
        not corrects or reason.strip(),
        f"{row.title} is recorded as {said(row.date, with_year=True)}. Give a reason to correct it.",
    )


def must_have_come(day: date) -> None:
    if day > clock.today():
        raise Invalid("day", f"{said(day, with_year=True)} has not come yet.")


def may_fix(row: TimelineDate | None, day: date, reason: str, calendar: WorkingDays) -> TimelineDate:
    """A date still ahead, on a working day, with a reason (TIME-10)."""
    if row is None:
        raise Invalid("day", "This timeline has no such milestone.")
    require(not row.actual, f"{row.title} has happened: its date cannot be set by hand.")
    if not reason.strip():
        raise Invalid("reason", "Enter a reason for the date.", "TIME-10")
    if not calendar.is_working(day):
        name = calendar.name_of(day) or f"a {day:%A}"
        raise Invalid("day", f"{said(day, with_year=True)} is {name}, not a working day.", "TIME-11")
    return row


def must_hold(row: TimelineDate, day: date, made: Timetable) -> None:
    """The fixed day must be what the timetable then says; it says a later one where the day is too early."""
    earliest = made.day(row.code)
    if earliest and earliest != day:
        raise Invalid("day", f"{row.title}: the earliest day is {said(earliest, with_year=True)}.", row.rule)


def may_open(timeline: Timeline, kind: str, received: date) -> None:
    must_be_open(timeline)
    must_have_come(received)
    if kind not in dict(Extension.KINDS):
        raise Invalid("kind", f"'{kind}' does not stop the clock.")


def may_decide(extension: Extension, decided: date) -> None:
    require(extension.decided is None, "This has been decided already.")
    must_have_come(decided)
    if decided < extension.received:
        raise Invalid("decided", f"It was received on {said(extension.received, with_year=True)}, after that day.")


def may_release(code: str, facts: Facts) -> None:
    require(code in facts.fixed, "This date is not fixed by hand.")


def may_have_priority_action(timeline: Timeline) -> None:
    steps = version(timeline.framework_version).milestones[timeline.kind]
    possible = any(step.only_if == "priority_action" for step in steps)
    require(possible, "Only a focused visit's letter can have a priority action.")


def may_replan(timeline: Timeline, reason: str) -> None:
    must_be_open(timeline)
    if not reason.strip():
        raise Invalid("reason", "Enter a reason for the other week.")
    ended = timeline.dates.filter(code="fieldwork_end", actual=True).exists()
    require(not ended, "Fieldwork has ended: its week cannot change any more.")


def may_proclaim(by: Person, day: date, name: str, calendar: WorkingDays) -> None:
    """An administrator enters a weekday that is a working day until then."""
    pass_or_refuse(standing_roles(by), Access(Thing.HOLIDAYS, Verb.READ, Verb.CREATE), "POST", by)
    if not name.strip():
        raise Invalid("name", "Enter the holiday's name.")
    if not calendar.first_year <= day.year <= calendar.last_year:
        raise Invalid("day", f"No bank-holiday data for {day.year}", "GEN-07")
    if not calendar.is_working(day):
        raise Invalid("day", f"{said(day, with_year=True)} is already no working day.")
