"""The timetable as a picture: a row a week, a cell a day, numbered marks; and the same as a table. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.utils.safestring import SafeString

from scheduling import svg
from scheduling.calendar import SATURDAY, WorkingDays
from scheduling.sums import said, span_said
from scheduling.timetable import Milestone, Timetable

# Widths in user units. 352 in all, so that text of 12 units stays legible on a phone 360 pixels wide.
LABEL, WORKDAY, WEEKEND, ROW, LINE, TOP = 58, 54, 12, 34, 17, 24
WIDTH = LABEL + 5 * WORKDAY + 2 * WEEKEND
AFTER = "After fieldwork"
# The picture ends with publication; what comes weeks later stands in the table only.
LAST = "publication"


@dataclass(frozen=True)
class Mark:
    """One milestone with the number that it has in the picture, "" where it stands in the table only."""

    number: str
    when: str
    year: int
    milestone: Milestone


@dataclass(frozen=True)
class Cell:
    """One day: where it is drawn, its look ("onsite", "offsite", "working", "holiday", "weekend") and its numbers."""

    x: int
    y: int
    width: int
    day: date
    look: str
    numbers: str
    today: bool

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def is_weekend(self) -> bool:
        return self.look == "weekend"


@dataclass(frozen=True)
class Line:
    """A line of text above or below the cells of a week."""

    y: int
    text: str


@dataclass(frozen=True)
class WeekRow:
    y: int
    label: str
    name: Line | None
    cells: tuple[Cell, ...]
    notes: tuple[Line, ...]

    @property
    def cells_y(self) -> int:
        return self.cells[0].y

    @property
    def drawn(self) -> SafeString:
        return svg.cells(self.cells)


@dataclass(frozen=True)
class Picture:
    """All that the fragment draws. `title` and `description` say it in words for somebody who cannot see it."""

    title: str
    description: str
    width: int
    height: int
    columns: tuple[tuple[float, str], ...]
    weeks: tuple[WeekRow, ...]
    marks: tuple[Mark, ...]


def picture(timetable: Timetable, calendar: WorkingDays, today: date | None = None) -> Picture:
    """The picture of a timetable; `today` is outlined where it falls in it. Raises NoHolidayData."""
    marks = _marks(timetable)
    mondays = _mondays(timetable)
    names = _names(timetable, mondays)
    heights = [_height(monday, names, calendar) for monday in mondays]
    tops = list(accumulate(heights, initial=TOP))
    sketch = _Sketch(timetable, calendar, today, marks, names)
    weeks = tuple(sketch.week(monday, y) for monday, y in zip(mondays, tops, strict=False))
    title = f"Timetable of {len(weeks)} weeks from {said(mondays[0], with_year=True)}"
    return Picture(title, _description(marks), WIDTH + 2, tops[-1] + 2, _columns(), weeks, marks)


def _marks(timetable: Timetable) -> tuple[Mark, ...]:
    last = timetable.milestone(LAST)
    shown = [each for each in timetable.milestones if last is None or each.date <= last.date]
    later = [each for each in timetable.milestones if each not in shown]
    numbered = [_mark(str(number), each) for number, each in enumerate(shown, start=1)]
    return (*numbered, *(_mark("", each) for each in later))


def _mark(number: str, each: Milestone) -> Mark:
    return Mark(number, span_said(each.date, each.end), each.date.year, each)


def _mondays(timetable: Timetable) -> list[date]:
    days = [day for each in timetable.entries for day in each.days]
    days += [each.date for each in timetable.milestones if each.code in ("notification", LAST)]
    first, last = _monday(min(days)), _monday(max(days))
    return [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _names(timetable: Timetable, mondays: list[date]) -> dict[date, str]:
    """The framework's name of each week, and one name for the weeks of writing and clearing."""
    names = {_monday(each.days[-1]): each.week for each in reversed(timetable.entries)}
    after = next((monday for monday in mondays if monday > max(names)), None)
    return _first_of_each(names | ({after: AFTER} if after else {}))


def _first_of_each(names: dict[date, str]) -> dict[date, str]:
    """An evaluation that moved to the week before shares that week's name, which is said once."""
    first = {name: day for day, name in sorted(names.items(), reverse=True)}
    return {day: name for name, day in first.items()}


def _height(monday: date, names: dict[date, str], calendar: WorkingDays) -> int:
    return ROW + LINE * (len(_holidays(monday, calendar)) + (monday in names))


def _holidays(monday: date, calendar: WorkingDays) -> tuple[tuple[date, str], ...]:
    return calendar.holidays_in(monday, monday + timedelta(days=4))


@dataclass(frozen=True)
class _Sketch:
    timetable: Timetable
    calendar: WorkingDays
    today: date | None
    marks: tuple[Mark, ...]
    names: dict[date, str]

    def week(self, monday: date, y: int) -> WeekRow:
        name = Line(y + LINE - 5, self.names[monday]) if monday in self.names else None
        top = y + LINE if name else y
        cells = tuple(self._cells(monday, top))
        below = top + ROW - 6
        notes = tuple(
            Line(below + LINE * at, f"{said(day)}: {holiday}")
            for at, (day, holiday) in enumerate(_holidays(monday, self.calendar), start=1)
        )
        return WeekRow(y, f"{monday.day} {monday:%b}", name, cells, notes)

    def _cells(self, monday: date, y: int) -> Iterator[Cell]:
        x = LABEL
        for number in range(7):
            day = monday + timedelta(days=number)
            width = WORKDAY if number < SATURDAY else WEEKEND
            yield Cell(x, y, width, day, self._look(day), self._numbers(day), day == self.today)
            x += width

    def _look(self, day: date) -> str:
        if day.weekday() >= SATURDAY:
            return "weekend"
        if not self.calendar.is_working(day):
            return "holiday"
        looks = {"onsite" if each.onsite else "offsite" for each in self.timetable.entries if day in each.days}
        return "onsite" if "onsite" in looks else "offsite" if looks else "working"

    def _numbers(self, day: date) -> str:
        return " ".join(mark.number for mark in self.marks if mark.number and _holds(mark.milestone, day))


def _holds(milestone: Milestone, day: date) -> bool:
    """A span is marked where it starts and where it ends."""
    return day in (milestone.date, milestone.last)


def _columns() -> tuple[tuple[float, str], ...]:
    names = ("Mon", "Tue", "Wed", "Thu", "Fri")
    return tuple((LABEL + WORKDAY * (number + 0.5), name) for number, name in enumerate(names))


def _description(marks: tuple[Mark, ...]) -> str:
    said_of = [f"{mark.number}: {mark.milestone.title}, {mark.when}" for mark in marks if mark.number]
    return "Each row is a week and each numbered mark a date. " + ". ".join(said_of) + "."
