"""Puts the lines of the framework's weeks on days, around bank holidays (TIME-10, FV-05)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from framework.versions.shapes.dates import Entry, Week, WeekPlan
from scheduling.calendar import WorkingDays
from scheduling.sums import days_sum, named, said
from scheduling.timetable.shapes import Facts

FRIDAY = 4


@dataclass(frozen=True)
class Placed:
    """One entry on its days. `slot` is where it would stand in a week without bank holidays."""

    entry: Entry
    week: Week
    slot: date
    days: tuple[date, ...]
    sum: str
    moved: bool = False
    actual: bool = False
    fixed_reason: str = ""

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]

    @property
    def given(self) -> bool:
        """Whether a person gave the date, so that nothing else moves it."""
        return self.actual or bool(self.fixed_reason)

    @property
    def is_span(self) -> bool:
        return len(self.entry.days) != 1 and self.entry.first_working_day_from is None

    def on(self, day: date, sum: str) -> "Placed":
        """The same entry on another single day."""
        return replace(self, days=(day,), sum=sum)


@dataclass(frozen=True)
class Dropped:
    """An entry that finds no day, and why not."""

    entry: Entry
    slot: date
    holiday: str


def place(plan: WeekPlan, monday: date, facts: Facts, calendar: WorkingDays) -> list[Placed | Dropped]:
    """Every entry of every week, as planned; what really happened is laid over it later."""
    return [placed for week in plan.weeks for placed in _week(week, monday, facts, calendar)]


def _week(week: Week, onsite: date, facts: Facts, calendar: WorkingDays) -> Iterator[Placed | Dropped]:
    monday = onsite + timedelta(weeks=week.week)
    single = {
        each.code: _single(each, week, monday, onsite, facts, calendar) for each in week.entries if _is_single(each)
    }
    taken = {each.first: each for each in single.values() if isinstance(each, Placed) and each.moved}
    for entry in week.entries:
        yield single[entry.code] if entry.code in single else _span(entry, week, monday, taken, calendar)


def _is_single(entry: Entry) -> bool:
    return len(entry.days) == 1 or entry.first_working_day_from is not None


def _single(
    entry: Entry, week: Week, monday: date, onsite: date, facts: Facts, calendar: WorkingDays
) -> Placed | Dropped:
    if entry.first_working_day_from is not None:
        return _nth(entry, week, monday, facts, calendar)
    slot = monday + timedelta(days=entry.days[0])
    if calendar.is_working(slot):
        return Placed(entry, week, slot, (slot,), days_sum(onsite, slot))
    if entry.dropped_on_holiday:
        return Dropped(entry, slot, calendar.name_of(slot))
    day = _moved(slot, monday, calendar)
    sum = f"{days_sum(onsite, slot)}, {calendar.name_of(slot)}; moved to {said(day)}"
    return Placed(entry, week, slot, (day,), sum, moved=True)


def _moved(slot: date, monday: date, calendar: WorkingDays) -> date:
    """Within the week: Friday's entries to the working day before, others to the next, or before if none is left."""
    before = calendar.in_span(monday, slot)
    after = calendar.in_span(slot, monday + timedelta(days=FRIDAY))
    if after:
        return after[0]
    return before[-1] if before else calendar.offset(slot, 1)


def _nth(entry: Entry, week: Week, monday: date, facts: Facts, calendar: WorkingDays) -> Placed:
    """The nth working day from a weekday on, or from the day on which the team really came on site."""
    slot = monday + timedelta(days=(entry.first_working_day_from or 0) + entry.nth - 1)
    start = _started(facts) or monday + timedelta(days=entry.first_working_day_from or 0)
    day = calendar.offset(start - timedelta(days=1), entry.nth)
    lost = named(calendar.holidays_in(start, day))
    sum = f"working day {entry.nth} from {said(start)} = {said(day)}; passed over: {lost or 'none'}"
    return Placed(entry, week, slot, (day,), sum, moved=bool(lost))


def _started(facts: Facts) -> date | None:
    fixed = facts.fixed.get("onsite_first")
    return facts.actual.get("onsite_first") or (fixed.day if fixed else None)


def _span(entry: Entry, week: Week, monday: date, taken: dict[date, Placed], calendar: WorkingDays) -> Placed | Dropped:
    """A span loses bank holidays, and the day that a moved entry takes; an entry for any day loses holidays only."""
    weekdays = entry.days or tuple(range(FRIDAY + 1))
    slots = [monday + timedelta(days=number) for number in weekdays]
    lost_to = taken if entry.days else {}
    days = tuple(day for day in slots if calendar.is_working(day) and day not in lost_to)
    if not days:
        return Dropped(entry, slots[0], named(calendar.holidays_in(slots[0], slots[-1])))
    out = [f"{said(day)} ({_why(day, lost_to, calendar)})" for day in slots if day not in days]
    count = "any of" if not entry.days else f"{len(days)} working days,"
    sum = f"{count} {said(slots[0])} to {said(slots[-1])}; left out: {', '.join(out) or 'none'}"
    return Placed(entry, week, slots[0], days, sum)


def _why(day: date, taken: dict[date, Placed], calendar: WorkingDays) -> str:
    return calendar.name_of(day) or f"taken by: {taken[day].entry.activity}"
