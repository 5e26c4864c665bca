"""Whoever sits in two inspections is not in two places at once (SITE-06), and what is in no diary yet. One query."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db.models import IntegerField, QuerySet, Value

from fieldwork.flags import HOUR, Flag, Slot, minutes, said
from fieldwork.models import DiaryEntry, Meeting
from fieldwork.queries.people import Team
from fieldwork.workflow import OPEN
from inspections.models import Inspection

Status, Kind = DiaryEntry.Status, DiaryEntry.Kind
STANDING = (Status.PLANNED, Status.HELD)
# What a meeting with people is in a diary.
KINDS = {
    "child": Kind.CONVERSATION,
    "parent": Kind.CONVERSATION,
    "carer": Kind.CONVERSATION,
    "observation": Kind.OBSERVATION,
    "partner": Kind.PARTNER,
}
SAME = ("day", "starts", "ends", "kind", "site_id", "with_manager", "manager_ground")


@dataclass(frozen=True, slots=True)
class Busy:
    """A time, in minutes of the day, at which somebody is down for something of another inspection."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class NotInDiary:
    """A meeting with people of which the diary knows nothing yet; whose it is, by the member's number and name."""

    id: int
    member: int
    name: str
    day: date
    starts: time | None
    ends: time | None
    kind: str
    site: int | None
    with_manager: bool
    ground: str

    def slot(self) -> Slot | None:
        """As the rules look at it, an hour long where no end is said; its number is no entry's."""
        if self.starts is None:
            return None
        begins = minutes(self.starts)
        ends = minutes(self.ends) if self.ends else begins + HOUR
        kind, title = KINDS.get(self.kind, Kind.INTERVIEW), "a meeting that is not in the diary yet"
        who = frozenset({self.member})
        return Slot(-self.id, kind, title, self.day, begins, ends, who, self.site, self.with_manager, self.ground)


@dataclass(frozen=True)
class Beside:
    """What people of the team are down for, beside the entries of this diary."""

    held: Mapping[tuple[int, date], list[Busy]] = field(default_factory=dict)
    meetings: list[NotInDiary] = field(default_factory=list)

    def slots(self) -> list[Slot]:
        return [slot for each in self.meetings if (slot := each.slot())]


def beside(inspection: Inspection, team: Team, first: date, last: date) -> Beside:
    """Of these days, both included."""
    members = {seated.person_id: seated for seated in team.values() if seated.until is None}
    held: dict[tuple[int, date], list[Busy]] = defaultdict(list)
    meetings = []
    for person, number, *same in _found(inspection, members.keys(), first, last):
        if number:
            seated = members[person]
            meetings.append(NotInDiary(number, seated.id, seated.name, *same))
        else:
            held[person, same[0]].append(Busy(minutes(same[1]), minutes(same[2])))
    return Beside(held, sorted(meetings, key=lambda each: (each.day, each.starts or time.min, each.id)))


def _found(inspection: Inspection, people: Iterable[int], first: date, last: date) -> "QuerySet[Any, Any]":
    """Entries of other inspections, under the number 0, and this one's meetings without an entry."""
    days = {"day__range": (first, last)}
    entries = DiaryEntry.objects.filter(status__in=STANDING, seats__member__person__in=people, **days)
    entries = entries.exclude(inspection=inspection).filter(seats__member__until=None)
    meetings = Meeting.objects.filter(inspection=inspection, entry=None, state__in=OPEN, **days)
    meetings = meetings.filter(inspector__in=people)
    none = entries.order_by().annotate(number=Value(0, IntegerField()))
    return none.values_list("seats__member__person", "number", *SAME).union(
        meetings.order_by().values_list("inspector", "id", *SAME), all=True
    )


def elsewhere(slots: Iterable[Slot], team: Team, found: Beside) -> list[Flag]:
    """What overlaps with the other inspection; of that one nothing is told but the time."""
    return [flag for slot in slots for flag in _of_slot(slot, team, found)] if found.held else []


def _of_slot(slot: Slot, team: Team, found: Beside) -> Iterator[Flag]:
    for member in sorted(slot.who):
        seated = team.get(member)
        busy = found.held.get((seated.person_id, slot.day), []) if seated else []
        clash = next((each for each in busy if each.starts < slot.ends and slot.starts < each.ends), None)
        if seated and clash:
            when = f"from {said(clash.starts)} to {said(clash.ends)}"
            text = f"{seated.name} is down for another inspection or visit {when}."
            yield Flag("SITE-06", text, slot.day, (slot.id,), member)
