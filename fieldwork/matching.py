"""Interviews in bulk: pasted lines read, and each given to the pair that is free and near. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from fieldwork.flags import Days, Slot, needing_reason, of_person, of_slot, said
from framework.versions.shapes.about import Settings
from govuk import words
from govuk.fields import MONTHS, hour_of

SEPARATOR = re.compile(r"\s*[,;\t]\s*")
WHEN = re.compile(
    r"(?:(?:[a-z]{3,9}\s+)?(?P<day>\d{1,2})(?:\s+(?P<month>[a-z]{3,9})|/(?P<number>\d{1,2}))\s+)?"
    r"(?P<time>\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)",
    re.IGNORECASE | re.ASCII,
)
CLOCK = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE | re.ASCII)
# Two words with a capital each, one after the other: a name, unless the words are those of a post.
NAME = re.compile(r"\b([A-Z][a-z]+(?:[-'][A-Z]?[a-z]+)?)\s+([A-Z][a-z]+(?:[-'][A-Z]?[a-z]+)?)\b")
# fmt: off
POSTS = frozenset((
    "Family", "Court", "Adviser", "Advisers", "Children", "Child", "Guardian", "Guardians", "Service", "Manager",
    "Assistant", "Director", "Head", "Practice", "Supervisor", "Business", "Support", "Officer", "Social", "Worker",
    "Senior", "Enhanced", "Team", "Early", "Intervention", "Private", "Public", "Law", "Operational", "National",
    "Improvement", "Legal", "Data", "Quality", "Newly", "Qualified", "Contact", "Centre", "Local", "Area", "Judge",
))
# fmt: on


@dataclass(frozen=True)
class Line:
    """One pasted line as read; `fault` says what could not be."""

    number: int
    text: str
    day: date | None = None
    starts: time | None = None
    practitioner: str = ""
    site: int | None = None
    fault: str = ""

    @property
    def looks_named(self) -> bool:
        """Whether it seems to hold somebody's name, where a role or a reference belongs."""
        return looks_like_a_name(self.practitioner)


def looks_like_a_name(text: str) -> bool:
    return any(one not in POSTS or two not in POSTS for one, two in NAME.findall(text))


def read(pasted: str, usual_day: date | None, days: Iterable[date], sites: Mapping[str, int]) -> list[Line]:
    """Each line that is not empty. A line without a day is meant for `usual_day`; the year is the inspection's."""
    known = list(days)
    lines = enumerate(pasted.splitlines(), start=1)
    return [_read(number, text.strip(), usual_day, known, sites) for number, text in lines if text.strip()]


def untaken_lines(pasted: str, taken: Collection[str]) -> str:
    """The lines that were not taken, as they were typed."""
    lines = enumerate(pasted.splitlines(), start=1)
    return "\n".join(text for number, text in lines if text.strip() and str(number) not in taken)


def _read(number: int, text: str, usual: date | None, days: Sequence[date], sites: Mapping[str, int]) -> Line:
    parts = [part for part in SEPARATOR.split(text) if part]
    line = Line(number, text)
    if len(parts) != 3:
        return replace(line, fault="Write a time, a role or reference, and a site, with commas between.")
    when, practitioner, place = parts
    found = WHEN.fullmatch(when)
    starts = _time(found["time"]) if found else None
    if not found or starts is None:
        return replace(line, fault="Begin with a time, such as 10:00 or 6 Feb 10:00.")
    line = replace(line, starts=starts, practitioner=practitioner, day=_day(found, usual, days))
    if line.day is None:
        return replace(line, fault=f"Name a working day of this inspection, {_span(days)}.")
    site = sites.get(place.split()[0].casefold(), sites.get(place.casefold()))
    return replace(line, site=site, fault="" if site else "No site of this inspection has this code.")


def _span(days: Sequence[date]) -> str:
    return f"from {words.short_day(days[0])} to {words.short_day(days[-1])}" if days else "which has none yet"


def _time(text: str) -> time | None:
    found = CLOCK.fullmatch(text.strip())
    try:
        return time(hour_of(found), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def _day(found: re.Match[str], usual: date | None, days: Sequence[date]) -> date | None:
    if not found["day"]:
        return usual if usual in days else None
    named = (found["month"] or "").lower()
    month = next((each for name, each in MONTHS.items() if len(named) >= 3 and name.startswith(named)), 0)
    wanted = (int(found["day"]), month or int(found["number"] or 0))
    return next((day for day in days if (day.day, day.month) == wanted), None)


@dataclass(frozen=True)
class Match:
    """A line with the pair that takes it; `why` says why no pair does, `noted` what a rule points out all the same."""

    line: Line
    pair: int | None = None
    ends: int = 0
    why: str = ""
    noted: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return str(self.line.number)


def match(
    lines: Iterable[Line],
    pairs: Mapping[int, frozenset[int]],
    held: Iterable[Slot],
    days: Days,
    settings: Settings,
    home: Mapping[int, int],
) -> list[Match]:
    """Every line in the order of its time; `home` says which pair a site belongs to."""
    taken, load, found = list(held), Counter[int](), []
    for line in sorted(lines, key=lambda each: (each.day or date.min, each.starts or time.min, each.number)):
        if line.fault or line.day is None or line.starts is None:
            found.append(Match(line, why=line.fault))
            continue
        wanted = _slot(line, line.day, line.starts, settings)
        free = [pair for pair, who in pairs.items() if fits(wanted._replace(who=who), taken, days, settings)]
        if not free:
            found.append(Match(line, ends=wanted.ends, why=_why_not(wanted, days, settings)))
            continue
        pair = min(
            free,
            key=lambda each: (
                not _is_there(pairs[each], wanted, taken),
                home.get(wanted.site or 0) != each,
                load[each],
                each,
            ),
        )
        load[pair] += 1
        seated = wanted._replace(who=pairs[pair])
        taken.append(seated)
        noted = tuple(flag.text for flag in of_slot(seated, days, settings))
        found.append(Match(line, pair, wanted.ends, noted=noted))
    return found


def _slot(line: Line, day: date, starts: time, settings: Settings) -> Slot:
    begins = starts.hour * 60 + starts.minute
    ends = begins + settings.diary.interview_minutes
    return Slot(-line.number, "interview", line.practitioner, day, begins, ends, site=line.site)


def fits(wanted: Slot, taken: Sequence[Slot], days: Days, settings: Settings) -> bool:
    """Nothing of theirs overlaps, the journeys before and after are long enough, and no rule asks for a reason."""
    own = [slot for slot in taken if slot.day == wanted.day and slot.who & wanted.who]
    if needing_reason(wanted, own, days, settings):
        return False
    for member in wanted.who:
        theirs = sorted([*(slot for slot in own if member in slot.who), wanted], key=lambda slot: slot.starts)
        if any(wanted.id in flag.entries for flag in of_person(member, theirs, days, settings)):
            return False
    return True


def _is_there(who: frozenset[int], wanted: Slot, taken: Sequence[Slot]) -> bool:
    """Whether the pair spends that day at the site anyway."""
    return any(
        slot.kind == "visit" and slot.day == wanted.day and slot.site == wanted.site and slot.who & who
        for slot in taken
    )


def _why_not(wanted: Slot, days: Days, settings: Settings) -> str:
    own = [flag.text for flag in of_slot(wanted, days, settings) if flag.needs_reason]
    if own:
        return f"{' '.join(own)} Add it as an entry, with a reason."
    return f"No pair is free from {said(wanted.starts)} to {said(wanted.ends)} with time for the journey."
