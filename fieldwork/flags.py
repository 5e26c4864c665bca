"""What the diary points out, by rule: overlaps, travel, late ends, no time to record, and the like. Pure.

It takes entries as slots, the inspection's days and the framework's settings, and knows nothing of the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from typing import NamedTuple

from framework.versions.shapes.about import Settings

HOUR = 60
WRITING = ("recording", "analysis")
# What each rule is about, for the line below the calendar.
MEANINGS = {
    "ENG-10": "planned on a day of a pause",
    "OFF-10": "at a site that was withdrawn",
    "SITE-06": "an overlap, or too little time for the way",
    "SITE-07": "no time to record, to think or to meet as a team",
    "SITE-08": "the line manager is there and nobody has said why",
    "SITE-11": "nobody is down for it",
    "SITE-12": "on site later than usual",
    "TIME-07": "on site in the week that is spent off site",
    "TIME-08": "on site before lunchtime on the first Monday",
    "TIME-10": "on a day that is no working day",
}


def minutes(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * HOUR + at.minute


def said(number: int) -> str:
    return f"{number // HOUR:02d}:{number % HOUR:02d}"


class Slot(NamedTuple):
    """One entry as the rules look at it; `who` are the members, by number.

    `site_gone`: it is planned at a site that was withdrawn from the inspection.
    """

    id: int
    kind: str
    title: str
    day: date
    starts: int
    ends: int
    who: frozenset[int] = frozenset()
    site: int | None = None
    with_manager: bool = False
    ground: str = ""
    reason: str = ""
    site_gone: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The inspection's days: on site, off site, the Mondays on which the team comes on site, and those of a pause.

    `off` are the days between them that are no working days, with the name of a bank holiday.
    """

    onsite: frozenset[date] = frozenset()
    analysis: frozenset[date] = frozenset()
    mondays: frozenset[date] = frozenset()
    paused: frozenset[date] = frozenset()
    off: Mapping[date, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    inspectors: frozenset[int] = frozenset()
    # Minutes from one site to another where they are not the usual ones; both directions are named.
    travel: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing pointed out: by which rule, on which day, of which entries, of whom. `needs_reason`: to be saved."""

    rule: str
    text: str
    day: date
    entries: tuple[int, ...] = ()
    member: int | None = None
    needs_reason: bool = False
    explained: bool = False


def all_flags(slots: Iterable[Slot], days: Days, settings: Settings) -> list[Flag]:
    """Everything to point out in these entries, by day."""
    found: list[Flag] = []
    by_day: dict[date, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_day[slot.day].append(slot)
        found += of_slot(slot, days, settings)
    for day, held in by_day.items():
        found += _of_day(day, held, days, settings)
    found += _empty_days(by_day, days)
    return sorted(found, key=lambda flag: (flag.day, flag.rule))


def is_onsite(slot: Slot, settings: Settings) -> bool:
    """Work at a site of Cafcass; time to record, travel and the team's own meetings never are (SITE-12)."""
    diary = settings.diary
    if slot.kind in diary.never_onsite_kinds:
        return False
    return slot.kind in diary.onsite_kinds or slot.site is not None


def of_slot(slot: Slot, days: Days, settings: Settings) -> Iterator[Flag]:
    """What is to be said of one entry alone."""
    if is_onsite(slot, settings):
        yield from _of_onsite(slot, days, settings)
    # A bank holiday that is proclaimed later finds what was planned on it.
    if slot.day in days.off and slot.kind != "travel":
        what = days.off[slot.day] or "no working day"
        yield _on(slot, "TIME-10", f"This day is {what}: move the entry or take it out.")
    if slot.site_gone:
        text = "This site was withdrawn from the inspection: select another, or take the entry out."
        yield _on(slot, "OFF-10", text)
    if slot.with_manager and not slot.ground:
        text = "The practitioner's line manager is there, and nobody has said who asked for that."
        yield _on(slot, "SITE-08", text, needs_reason=True)
    if not slot.who:
        yield _on(slot, "SITE-11", "Nobody is down for this.")


def _of_onsite(slot: Slot, days: Days, settings: Settings) -> Iterator[Flag]:
    latest, lunch = minutes(settings.onsite_latest_end), minutes(settings.onsite_monday_from)
    if slot.ends > latest:
        yield _on(slot, "SITE-12", f"On site after {said(latest)}, until {said(slot.ends)}.", needs_reason=True)
    if slot.day in days.analysis:
        text = "This week the team evaluates off site, and this entry is on site."
        yield _on(slot, "TIME-07", text, needs_reason=True)
    if slot.day in days.paused:
        yield _on(slot, "ENG-10", "The inspection is paused on this day: move the entry or take it out.")
    if slot.day in days.mondays and slot.starts < lunch:
        yield _on(slot, "TIME-08", f"The team is usually on site from lunchtime, {said(lunch)}, on this Monday.")


def _on(slot: Slot, rule: str, text: str, needs_reason: bool = False) -> Flag:
    explained = needs_reason and bool(slot.reason)
    return Flag(rule, text, slot.day, (slot.id,), None, needs_reason, explained)


def _of_day(day: date, held: Sequence[Slot], days: Days, settings: Settings) -> Iterator[Flag]:
    by_member: dict[int, list[Slot]] = defaultdict(list)
    for slot in held:
        for member in slot.who:
            by_member[member].append(slot)
    for member, own in by_member.items():
        own.sort(key=lambda slot: (slot.starts, slot.ends))
        yield from of_person(member, own, days, settings)
    if day in days.onsite:
        for member in sorted(days.inspectors):
            yield from _time_to_think(day, member, by_member.get(member, ()), days, settings)
        if not any(slot.kind == "team_meeting" for slot in held):
            yield Flag("SITE-07", "No time for the team together on this day.", day)


def _empty_days(by_day: Mapping[date, Sequence[Slot]], days: Days) -> Iterator[Flag]:
    """A day on site of which nothing is planned at all; whose fault that is, needs no line a person."""
    for day in days.onsite - by_day.keys():
        yield Flag("SITE-07", "Nothing is planned on this day on site.", day)


def of_person(member: int, own: Sequence[Slot], days: Days, settings: Settings) -> Iterator[Flag]:
    """Overlaps and journeys of one person's day, whose slots come in order of their start."""
    for number, one in enumerate(own, start=1):
        for two in own[number:]:
            # What starts when the one has ended does not overlap it, nor does anything after.
            if two.starts >= one.ends:
                break
            if _is_clash(one, two, settings):
                yield _clash(one, two, member, days)
    frames = settings.diary.frame_kinds
    places = [slot for slot in own if slot.site is not None and slot.kind not in ("travel", *frames)]
    for one, two in pairwise(places):
        yield from _journey(one, two, member, days, settings)


def overlap(one: Slot, two: Slot) -> bool:
    return one.starts < two.ends and two.starts < one.ends


def holds(frame: Slot, slot: Slot, settings: Settings) -> bool:
    """Whether the one is the frame of a day, such as being at a site, inside which the other may take place."""
    frames = settings.diary.frame_kinds
    if frame.kind not in frames or slot.kind in frames:
        return False
    return slot.site is None or frame.site is None or slot.site == frame.site


def _is_clash(one: Slot, two: Slot, settings: Settings) -> bool:
    return overlap(one, two) and not holds(one, two, settings) and not holds(two, one, settings)


def _clash(one: Slot, two: Slot, member: int, days: Days) -> Flag:
    who = days.names.get(member, "Somebody")
    text = (
        f"{who}: {one.title} ({said(one.starts)} to {said(one.ends)}) overlaps {two.title} (from {said(two.starts)})."
    )
    explained = bool(one.reason or two.reason)
    return Flag("SITE-06", text, one.day, (one.id, two.id), member, needs_reason=True, explained=explained)


def _journey(one: Slot, two: Slot, member: int, days: Days, settings: Settings) -> Iterator[Flag]:
    if one.site == two.site or overlap(one, two):
        return
    assert one.site is not None
    assert two.site is not None
    needed = days.travel.get((one.site, two.site), settings.travel_minutes_default)
    left = two.starts - one.ends
    if left < needed:
        who = days.names.get(member, "Somebody")
        text = f"{who}: {left} minutes from {one.title} to {two.title} at another site; {needed} are to be allowed."
        yield Flag("SITE-06", text, one.day, (one.id, two.id), member)


def has_time_to_write(own: Iterable[Slot]) -> bool:
    """Whether somebody's day has time to record and to write summaries (EVID-07)."""
    return any(slot.kind in WRITING for slot in own)


def _time_to_think(day: date, member: int, own: Sequence[Slot], days: Days, settings: Settings) -> Iterator[Flag]:
    who = days.names.get(member, "Somebody")
    if not has_time_to_write(own):
        yield Flag("SITE-07", f"{who}: no time to record and analyse.", day, member=member)
    if own and free_minutes(own, settings) < settings.diary.free_minutes_a_day:
        yield Flag("SITE-07", f"{who}: fully booked, with no room to follow a line of enquiry.", day, member=member)


def free_minutes(own: Iterable[Slot], settings: Settings) -> int:
    """What is left of the working day between activities; being at a site is no activity, nor is time to record."""
    starts, ends = minutes(settings.diary.day_starts), minutes(settings.diary.day_ends)
    frames = settings.diary.frame_kinds
    busy = sorted((slot.starts, slot.ends) for slot in own if slot.kind not in frames)
    free, reached = 0, starts
    for begins, stops in busy:
        free += max(0, min(begins, ends) - reached)
        reached = max(reached, stops)
    return free + max(0, ends - reached)


def needing_reason(slot: Slot, others: Iterable[Slot], days: Days, settings: Settings) -> list[Flag]:
    """What must be explained before the entry may be saved beside the others of its people on that day."""
    found = [flag for flag in of_slot(slot, days, settings) if flag.needs_reason]
    for other in others:
        shared = slot.who & other.who
        if shared and other.id != slot.id and other.day == slot.day and _is_clash(slot, other, settings):
            found.append(_clash(slot, other, min(shared), days))
    return found


@dataclass(frozen=True)
class Share:
    """How many of the planned minutes with Cafcass are direct practice (INSP-01)."""

    direct: int
    planned: int
    wanted_percent: int

    @property
    def is_low(self) -> bool:
        return self.planned > 0 and self.direct * 100 < self.planned * self.wanted_percent

    @property
    def text(self) -> str:
        return f"{_hours(self.direct)} of {_hours(self.planned)} hours on direct practice"


def _hours(number: int) -> str:
    return f"{number / HOUR:.1f}".removesuffix(".0")


def share(slots: Iterable[Slot], settings: Settings) -> Share:
    """Counted once for each entry; frames, travel, recording and analysis are neither practice nor meetings."""
    diary = settings.diary
    left_out = {*diary.frame_kinds, "travel", "recording", "analysis"}
    counted = [slot for slot in slots if slot.kind not in left_out]
    direct = sum(slot.ends - slot.starts for slot in counted if slot.kind in diary.direct_practice_kinds)
    planned = sum(slot.ends - slot.starts for slot in counted)
    return Share(direct, planned, diary.direct_practice_percent)
