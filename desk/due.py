"""What is due in all rooms: shown to whoever owes it, at home and in their week, and mailed by the daily job."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from scheduling.calendar import NoHolidayData
from scheduling.queries import calendar

logger = logging.getLogger(__name__)
Provider = Callable[[date], Iterable[Due]]
# A room that owes nothing has no such module.
MODULES = ("inspections.due", "fieldwork.due", "fieldwork.due_meetings", "evidence.due", "reports.due")

TOMORROW, TODAY, OVERDUE = "tomorrow", "today", "overdue"


@cache
def providers() -> tuple[Provider, ...]:
    return tuple(import_module(name).due for name in MODULES if find_spec(name))


@dataclass(frozen=True)
class Owed:
    """One thing owed, and how near it is."""

    due: Due
    stage: str

    @property
    def tag(self) -> tuple[str, str]:
        if self.due.suggestion:
            return ("Suggested", "grey")
        return {TOMORROW: ("Next", "blue"), TODAY: ("Today", "yellow"), OVERDUE: ("Overdue", "red")}[self.stage]


def next_working_day(today: date) -> date:
    """The day up to which "tomorrow" reaches: on a Friday, Monday. Raises NoHolidayData."""
    return calendar().offset(today, 1)


def gather(today: date) -> list[Owed]:
    """Everything that anybody owes by the next working day, the earliest first. A room that fails spoils no other's."""
    until = next_working_day(today)
    found = [each for provider in providers() for each in _asked(provider, until)]
    active = [each for each in found if each.person.is_active and each.day <= until]
    return [Owed(each, stage_of(each, today)) for each in sorted(active, key=lambda due: (due.day, due.key))]


def _asked(provider: Provider, until: date) -> list[Due]:
    try:
        return list(provider(until))
    except Exception:
        logger.exception("%s could not say what is due.", provider.__module__)
        return []


def stage_of(due: Due, today: date) -> str:
    """Today, tomorrow or overdue; a suggestion is never overdue (SELF-02)."""
    if due.day > today:
        return TOMORROW
    return OVERDUE if due.day < today and not due.suggestion else TODAY


def owed_by(person: Person) -> list[Owed]:
    """What this person owes now; nothing where the calendar does not reach."""
    try:
        return [each for each in gather(clock.today()) if each.due.person.pk == person.pk]
    except NoHolidayData:
        return []
