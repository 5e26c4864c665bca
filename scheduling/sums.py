"""How a date shows where it comes from: "Fri 16 Feb + 22 working days = Tue 19 Mar; passed over: none". Pure."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from scheduling.calendar import WorkingDays

MINUS = "−"


@lru_cache(maxsize=4096)
def said(day: date, *, with_year: bool = False) -> str:
    """The day as "Fri 16 Feb", or with its year."""
    return f"{day:%a} {day.day} {day:%b %Y}" if with_year else f"{day:%a} {day.day} {day:%b}"


def span_said(first: date, last: date | None) -> str:
    return said(first) if last in (None, first) else f"{said(first)} to {said(last)}"


def working_days_said(number: int) -> str:
    return f"{number} working day" if number == 1 else f"{number} working days"


def working_days_sum(start: date, number: int, end: date, calendar: WorkingDays) -> str:
    """The whole sum; years are shown only where it crosses into another one."""
    crosses = start.year != end.year
    sign = MINUS if number < 0 else "+"
    left, right = said(start, with_year=crosses), said(end, with_year=crosses)
    return f"{left} {sign} {working_days_said(abs(number))} = {right}; {passed_over(start, end, calendar)}"


def passed_over(start: date, end: date, calendar: WorkingDays) -> str:
    return f"passed over: {named(calendar.passed_over(start, end)) or 'none'}"


def named(holidays: Iterable[tuple[date, str]]) -> str:
    return ", ".join(f"{said(day)} ({name})" for day, name in holidays)


def days_sum(start: date, end: date) -> str:
    """A sum of calendar days from the Monday of on-site week 1."""
    number, crosses = (end - start).days, start.year != end.year
    if number == 0:
        return f"Monday of on-site week 1, {said(start)}"
    sign, unit = (MINUS if number < 0 else "+"), "day" if abs(number) == 1 else "days"
    return f"{said(start, with_year=crosses)} {sign} {abs(number)} {unit} = {said(end, with_year=crosses)}"
