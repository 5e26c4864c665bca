"""What people owe in this room; `due(day, person)` for everybody when no person is named."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from accounts.due import Due
from accounts.models import Person
from inspections.due import contact_sheets, deferrals, engagement, interests, milestones

PROVIDERS = (milestones.due, deferrals.due, engagement.due, interests.due, contact_sheets.due)


def due(day: date, person: Person | None = None) -> Iterable[Due]:
    """Everything owed up to a little after that day; the desk picks what to mail and what to show."""
    return chain.from_iterable(provider(day, person) for provider in PROVIDERS)
