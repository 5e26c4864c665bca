"""Whoever sits in two inspections is not in two places at once (SITE-06). One query."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fieldwork.flags import Flag, Slot, minutes, said
from fieldwork.models import DiaryEntry
from fieldwork.queries.people import Team
from inspections.models import Inspection

Status = DiaryEntry.Status
STANDING = (Status.PLANNED, Status.HELD)


@dataclass(frozen=True, slots=True)
class Busy:
    """A time, in minutes of the day, at which somebody is down for something of another inspection."""

    starts: int
    ends: int


Held = Mapping[tuple[int, date], list[Busy]]


def elsewhere(inspection: Inspection, team: Team, slots: Iterable[Slot]) -> list[Flag]:
    """What overlaps with the other inspection; of that one nothing is told but the time."""
    own = list(slots)
    if not own:
        return []
    held = _held(inspection, team, {slot.day for slot in own})
    return [flag for slot in own for flag in _of_slot(slot, team, held)] if held else []


def _held(inspection: Inspection, team: Team, days: set[date]) -> Held:
    people = {seated.person_id for seated in team.values() if seated.until is None}
    found = DiaryEntry.objects.filter(
        day__range=(min(days), max(days)), status__in=STANDING, seats__member__person__in=people
    ).exclude(inspection=inspection)
    found = found.filter(seats__member__until=None).order_by("day", "starts", "id")
    held: dict[tuple[int, date], list[Busy]] = defaultdict(list)
    for person, day, starts, ends in found.values_list("seats__member__person", "day", "starts", "ends"):
        held[person, day].append(Busy(minutes(starts), minutes(ends)))
    return held


def _of_slot(slot: Slot, team: Team, held: Held) -> Iterator[Flag]:
    for member in sorted(slot.who):
        seated = team.get(member)
        busy = held.get((seated.person_id, slot.day), []) if seated else []
        clash = next((each for each in busy if each.starts < slot.ends and slot.starts < each.ends), None)
        if seated and clash:
            when = f"from {said(clash.starts)} to {said(clash.ends)}"
            text = f"{seated.name} is down for another inspection or visit {when}."
            yield Flag("SITE-06", text, slot.day, (slot.id,), member)
