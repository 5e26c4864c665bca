"""Working days of England and Wales: every day but Saturdays, Sundays and bank holidays (GEN-07, TIME-11). Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, compress

from accounts.refusals import Invalid
from framework.holidays import bank_holidays

SATURDAY = 5


class NoHolidayData(Invalid):
    """A sum needs a year whose bank holidays nobody has entered; guessing would promise a wrong date (GEN-07)."""

    def __init__(self, year: int) -> None:
        super().__init__("day", f"No bank-holiday data for {year}", "GEN-07")
        self.year = year


@dataclass(frozen=True)
class WorkingDays:
    """The working days from `first_year` to `last_year`; years after `published_until` are expected only."""

    holidays: Mapping[date, str]
    first_year: int
    last_year: int
    published_until: int
    _days: list[date] = field(init=False, repr=False, compare=False)
    _closed: list[date] = field(init=False, repr=False, compare=False)
    # For each day of the calendar, how many working days have passed by its end: a sum is then a look-up.
    _passed: list[int] = field(init=False, repr=False, compare=False)
    _before: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first, end = date(self.first_year, 1, 1), date(self.last_year + 1, 1, 1)
        every = [first + timedelta(days=number) for number in range((end - first).days)]
        working = [day.weekday() < SATURDAY and day not in self.holidays for day in every]
        object.__setattr__(self, "_days", list(compress(every, working)))
        object.__setattr__(self, "_closed", sorted(day for day in self.holidays if day.weekday() < SATURDAY))
        object.__setattr__(self, "_passed", list(accumulate(working)))
        object.__setattr__(self, "_before", first.toordinal())

    def is_working(self, day: date) -> bool:
        """Raises NoHolidayData outside the years that are known."""
        self._place(day)
        return self._is_working(day)

    def name_of(self, day: date) -> str:
        """The bank holiday's name, "" for any other day."""
        self._place(day)
        return self.holidays.get(day, "")

    def offset(self, day: date, number: int) -> date:
        """The day so many working days after `day` (before it when negative); `day` itself is day 0 (TIME-11)."""
        passed = self._passed[self._place(day)]
        if number > 0:
            at = passed + number - 1
        elif number:
            at = passed + number - self._is_working(day)
        else:
            return day
        if at < 0:
            raise NoHolidayData(self.first_year - 1)
        if at >= len(self._days):
            raise NoHolidayData(self.last_year + 1)
        return self._days[at]

    def between(self, start: date, end: date) -> int:
        """The working days after `start` up to and including `end`; negative when `end` comes first."""
        return self._passed[self._place(end)] - self._passed[self._place(start)]

    def in_span(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from `first` to `last`, both included."""
        self._place(first)
        self._place(last)
        return tuple(self._days[bisect_left(self._days, first) : bisect_right(self._days, last)])

    def on_or_before(self, day: date) -> date:
        return day if self.is_working(day) else self.offset(day, -1)

    def holidays_in(self, first: date, last: date) -> tuple[tuple[date, str], ...]:
        """The bank holidays on weekdays from `first` to `last`, both included, in order."""
        self._place(first)
        self._place(last)
        found = self._closed[bisect_left(self._closed, first) : bisect_right(self._closed, last)]
        return tuple((day, self.holidays[day]) for day in found)

    def passed_over(self, start: date, end: date) -> tuple[tuple[date, str], ...]:
        """The bank holidays that a sum from one day to the other did not count, in either direction."""
        first, last = sorted((start, end))
        return tuple(each for each in self.holidays_in(first, last) if each[0] not in (start, end))

    def is_expected(self, day: date) -> bool:
        """Whether the holidays of that year are worked out and not yet published."""
        return day.year > self.published_until

    def proclaiming(self, holidays: Mapping[date, str]) -> "WorkingDays":
        """The same calendar with further holidays."""
        return WorkingDays({**self.holidays, **holidays}, self.first_year, self.last_year, self.published_until)

    def _is_working(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.holidays

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._before
        if not 0 <= place < len(self._passed):
            raise NoHolidayData(day.year)
        return place


@cache
def published() -> WorkingDays:
    """The calendar as the product carries it, without what an administrator has entered since."""
    data = bank_holidays()
    return WorkingDays(data.by_date, data.first_year, data.last_year, data.published_until)
