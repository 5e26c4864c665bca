"""What an inspection asks of Cafcass, counted for those who lead it (GEN-04). Rooms above announce what they ask."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from accounts.access import Thing
from inspections import counted
from inspections.models import Inspection


@dataclass(frozen=True)
class Measure:
    """One number: its words, the names under which it is counted (`counted`), and the page that lists it."""

    label: str
    counts: tuple[str, ...]
    page: str
    thing: Thing
    order: int


@dataclass(frozen=True)
class Counted:
    """A number as the overview shows it; `href` is "" for whoever may not open the list."""

    label: str
    number: int
    href: str


MEASURES: list[Measure] = []


def announce(measure: Measure) -> None:
    """Called by a room's AppConfig when the app starts."""
    if measure not in MEASURES:
        MEASURES.append(measure)
        MEASURES.sort(key=lambda known: known.order)


def burden(inspection: Inspection, reads: Callable[[Thing], bool]) -> list[Counted]:
    """In order. One query, the overview's own."""
    numbers = counted.counted(inspection)

    def row(each: Measure) -> Counted:
        href = reverse(each.page, args=[inspection.ref]) if reads(each.thing) else ""
        return Counted(each.label, sum(numbers[name] for name in each.counts), href)

    return [row(each) for each in MEASURES]
