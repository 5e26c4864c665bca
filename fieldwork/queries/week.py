"""What one person does on which day, across the inspections on whose team they are now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

from django.db.models import QuerySet

from accounts import clock
from accounts.models import Person
from fieldwork.gaps import Gap
from fieldwork.models import DiaryEntry, EntrySeat, Meeting
from fieldwork.queries.meetings import COLOURS, open_gaps, with_open_things
from fieldwork.workflow import CONFIRMED, HELD, PLANNED
from inspections.models import Inspection, Pause, TeamMember
from inspections.rules.pause import in_pause
from inspections.workflow import State

# Neither counts any more, but a calendar that showed it must hear of it.
OFF = ("withdrawn", "did_not_happen")
# While one of these holds, nothing that is planned for the inspection takes place.
LET_GO = (State.DEFERRED, State.INCOMPLETE)
ENTRY_COLOURS = {"planned": "grey", "held": "green", "did_not_happen": "yellow"}


@dataclass(frozen=True)
class Item:
    """One line of a day: an entry of the diary or a meeting."""

    day: date
    starts: time | None
    ends: time | None
    title: str
    place: str
    inspection: Inspection
    state: str
    colour: str
    meeting: Meeting | None = None
    entry: DiaryEntry | None = None
    gaps: tuple[Gap, ...] = ()
    label: str = ""

    @property
    def let_go(self) -> bool:
        return self.meeting is not None and is_let_go(self.meeting, self.meeting.state)

    @property
    def open(self) -> bool:
        return bool(self.gaps) or (self.meeting is not None and self.meeting.state != HELD)

    @property
    def order(self) -> tuple[Any, ...]:
        return (self.day, self.starts or time.min, self.label)


def seats(person: Person) -> QuerySet[EntrySeat]:
    """The person's seats in entries, by a role that they hold now, of inspections that go on."""
    held = TeamMember.objects.current().filter(person=person)
    found = EntrySeat.objects.filter(member__in=held).exclude(entry__inspection__state=State.CANCELLED)
    return found.exclude(entry__status="proposed")


def was_removed(person: Person) -> bool:
    """Whether they had a role on some team and have none any more. Whoever waits for their first was not removed."""
    held = TeamMember.objects.filter(person=person)
    return held.exists() and not held.current().exists()


def own_meetings(person: Person) -> QuerySet[Meeting]:
    """The meetings that the person holds, of inspections on whose team they are now."""
    held = TeamMember.objects.current().filter(person=person).values("inspection")
    found = Meeting.objects.filter(inspector=person, inspection__in=held)
    return found.exclude(inspection__state=State.CANCELLED)


def entries_of(person: Person, first: date, last: date) -> list[DiaryEntry]:
    """One query."""
    found = DiaryEntry.objects.filter(seats__in=seats(person), day__range=(first, last))
    return list(found.select_related("inspection", "site").distinct())


def meetings_of(person: Person, first: date, last: date) -> list[Meeting]:
    return list(with_open_things(own_meetings(person).filter(day__range=(first, last))))


def is_let_go(row: DiaryEntry | Meeting, state: str) -> bool:
    """Whether it was planned for today or later in an inspection that was deferred or broken off."""
    return row.inspection.state in LET_GO and state in (PLANNED, CONFIRMED) and row.day >= clock.today()


def items(person: Person, first: date, last: date) -> tuple[dict[date, list[Item]], list[Item]]:
    """By day, in order, an entry that is a meeting standing once, as the meeting; and earlier meetings that are open.

    Open is a meeting about which something is to settle, or of which nobody said whether it was held. Three queries.
    """
    until = max(last, clock.today())
    found = with_open_things(own_meetings(person).filter(day__lte=until, state__in=[PLANNED, CONFIRMED, HELD]))
    meetings = [_of_meeting(each) for each in found]
    shown = [each for each in meetings if first <= each.day <= last and not each.let_go]
    taken = {each.meeting.entry_id for each in shown if each.meeting}
    standing = [each for each in entries_of(person, first, last) if each.status not in OFF]
    entries = [each for each in standing if each.pk not in taken and not is_let_go(each, each.status)]
    earlier = [each for each in meetings if each.day < clock.today() and each.open]
    return by_day([*map(_of_entry, entries), *shown]), earlier


def by_day(found: Iterable[Item]) -> dict[date, list[Item]]:
    days: dict[date, list[Item]] = defaultdict(list)
    for item in sorted(found, key=lambda each: each.order):
        days[item.day].append(item)
    return days


def _of_entry(entry: DiaryEntry) -> Item:
    place = str(entry.site) if entry.site else entry.place
    colour = ENTRY_COLOURS.get(entry.status, "grey")
    words = (entry.title, place, entry.inspection, entry.get_status_display(), colour)
    return Item(entry.day, entry.starts, entry.ends, *words, entry=entry, label=entry.get_kind_display())


def _of_meeting(meeting: Meeting) -> Item:
    place = str(meeting.site) if meeting.site else meeting.place
    title = " · ".join(part for part in (meeting.get_kind_display(), meeting.case_ref) if part)
    words = (title, place, meeting.inspection, meeting.get_state_display(), COLOURS[meeting.state])
    return Item(meeting.day, meeting.starts, meeting.ends, *words, meeting=meeting, gaps=open_gaps(meeting))


@dataclass(frozen=True)
class Slot:
    """One event of the calendar feed: an identity, times, a place and a state of its standard, and nothing else."""

    uid: str
    day: date
    starts: time
    ends: time
    place: str
    sequence: int
    state: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
    made_at: Any


def slots(person: Person, first: date) -> list[Slot]:
    """Everything from that day on, for the feed; a place is a site, because a free text might say too much."""
    last = date(clock.today().year + 2, 12, 31)
    meetings = [each for each in meetings_of(person, first, last) if each.starts]
    entries = entries_of(person, first, last)
    listed = {each.pk for each in entries}
    lonely = [each for each in meetings if each.entry_id not in listed]
    pauses = _pauses({each.inspection_id for each in entries} | {each.inspection_id for each in lonely})
    found = [
        _slot("entry", each, each.status, each.status in OFF or is_let_go(each, each.status), pauses)
        for each in entries
    ]
    return found + [_slot("meeting", each, each.state, _is_off(each), pauses) for each in lonely]


def _pauses(inspections: set[int]) -> dict[int, list[Pause]]:
    """Granted ones, by inspection. One query."""
    held: dict[int, list[Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(inspection__in=inspections, granted=True):
        held[pause.inspection_id].append(pause)
    return held


def _is_off(meeting: Meeting) -> bool:
    return meeting.state not in (PLANNED, CONFIRMED, HELD) or is_let_go(meeting, meeting.state)


def _slot(kind: str, row: Any, state: str, cancelled: bool, pauses: Mapping[int, list[Pause]]) -> Slot:
    """What is planned on a day of a pause is tentative: it waits to be moved or taken out (ENG-10)."""
    paused = state in (PLANNED, CONFIRMED) and in_pause(pauses.get(row.inspection_id, ()), row.day) is not None
    said: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"] = "TENTATIVE" if paused else "CONFIRMED"
    ends = row.ends or time(min(row.starts.hour + 1, 23), row.starts.minute if row.starts.hour < 23 else 59)
    place = str(row.site) if row.site else ""
    return Slot(
        f"{kind}-{row.pk}",
        row.day,
        row.starts,
        ends,
        place,
        row.version - 1,
        "CANCELLED" if cancelled else said,
        row.made_at,
    )
