"""What somebody owes in this room. Each module answers `due(day)` with everything due on that day or before it."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from accounts.due import Due
from inspections.due import milestones

PARTS = (milestones,)


def due(day: date) -> Iterable[Due]:
    return chain.from_iterable(part.due(day) for part in PARTS)
