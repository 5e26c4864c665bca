"""What somebody owes of the evidence; each module says one side of it."""

from collections.abc import Iterator
from datetime import date

from accounts.due import Due
from accounts.models import Person
from evidence.due import devices, lines, looks, names, quality, uncovered


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """All of it, or what this person owes."""
    yield from devices.due(day, person)
    yield from quality.due(day, person)
    yield from lines.due(day, person)
    yield from names.due(day, person)
    yield from looks.due(day, person)
    yield from uncovered.due(day, person)
