"""The week as the page draws it: people by pair, days, entries and what is pointed out, in so many queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from accounts import clock
from accounts.models import Person
from fieldwork.days import WEEK, FieldDays, days_of
from fieldwork.flags import Days, Flag, Share, all_flags, share
from fieldwork.queries import entries as reading
from fieldwork.queries.elsewhere import NotInDiary, beside, elsewhere
from fieldwork.queries.entries import Row
from fieldwork.queries.people import Seated, Team, present, seat_of, team_of
from fieldwork.rules.rights import PLANNING, Changes, may_change_rows
from inspections.models import Inspection

WEEKEND = 5
IN_NO_PAIR = "In no pair"


@dataclass(frozen=True)
class Wish:
    """What the page was asked to show only: a pair, a person and a site, by number."""

    pair: int | None = None
    person: int | None = None
    site: int | None = None


@dataclass(frozen=True)
class Diary:
    """One inspection's days, people and entries, read once for a page."""

    days: FieldDays
    team: Team
    rows: list[Row]
    known: Days
    flags: list[Flag]
    share: Share
    changes: Changes
    empty: bool
    not_in_diary: list[NotInDiary]

    @property
    def inspection(self) -> Inspection:
        return self.days.inspection


def diary(inspection: Inspection, reader: Person, asked: date | None = None) -> Diary:
    """The week of the day asked for, with earlier arrivals of which nothing is known; without a day, everything."""
    days, team = days_of(inspection), team_of(inspection)
    monday = days.week_of(asked) if asked else None
    rows = reading.rows(inspection, team, _of_week(monday, days) if monday else None)
    only = frozenset(monday + timedelta(days=number) for number in range(7)) if monday else None
    known = reading.days_for_flags(days, team, only)
    planned = [slot for slot in reading.slots(rows) if only is None or slot.day in only]
    span = (monday, monday + timedelta(days=6)) if monday else (days.first, days.last)
    found = beside(inspection, team, *span)
    slots = [*planned, *found.slots()]
    # Nothing planned yet is a beginning, and no fault to point out.
    flags = all_flags(slots, known, days.settings) if planned else []
    flags = sorted([*flags, *elsewhere(slots, team, found)], key=lambda flag: (flag.day, flag.rule))
    changes = may_change_rows(seat_of(team, reader), team, inspection.state in PLANNING)
    shared = share(slots, days.settings)
    return Diary(days, team, rows, known, flags, shared, changes, not planned, found.meetings)


def _of_week(monday: date, days: FieldDays) -> Q:
    waiting = Q(kind="arrival", status="planned", day__lte=clock.today())
    return Q(day__gte=monday, day__lt=monday + WEEK) | waiting | left_over(days)


def left_over(days: FieldDays) -> Q:
    """Planned entries outside the days of the inspection as they are now (DEFER-04)."""
    return Q(status="planned") & (Q(day__lt=days.first) | Q(day__gt=days.last))


def left_over_of(diary: Diary) -> list[Row]:
    """The same, of what was read for a page."""
    days = diary.days
    return [row for row in diary.rows if row.status == "planned" and not days.first <= row.day <= days.last]


@dataclass
class DayHead:
    """One column."""

    day: date
    holiday: str
    paused: bool
    onsite: bool
    flags: list[Flag] = field(default_factory=list)


@dataclass
class Cell:
    """One person's day, or the entries of nobody."""

    day: date
    rows: list[Row] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)


@dataclass
class PersonRow:
    """One line: a person's days. `seated` is None for what nobody is down for."""

    seated: Seated | None
    cells: list[Cell]


@dataclass
class Group:
    """A pair with its people."""

    name: str
    people: list[PersonRow]


@dataclass
class Week:
    """A whole week; `of_entry` are the flags by entry."""

    monday: date
    heads: list[DayHead]
    groups: list[Group]
    of_entry: Mapping[int, list[Flag]]


def week(diary: Diary, monday: date, wish: Wish) -> Week:
    """The week of that Monday, as far as it is wished for."""
    rows = [row for row in diary.rows if monday <= row.day < monday + timedelta(days=7) and _wanted(row, wish)]
    days = [monday + timedelta(days=number) for number in range(7)]
    used = {row.day for row in rows}
    days = [day for day in days if day.weekday() < WEEKEND or day in used]
    flags = [flag for flag in diary.flags if monday <= flag.day < monday + timedelta(days=7)]
    return Week(monday, [_head(diary, day, flags) for day in days], _groups(diary, rows, days, flags, wish), _by(flags))


def _wanted(row: Row, wish: Wish) -> bool:
    return (wish.site is None or row.site_id == wish.site) and (wish.person is None or wish.person in row.who)


def _head(diary: Diary, day: date, flags: Iterable[Flag]) -> DayHead:
    of_all = [flag for flag in flags if flag.day == day and flag.member is None and not flag.entries]
    return DayHead(day, diary.days.holiday(day), diary.days.is_paused(day), day in diary.days.onsite, of_all)


def _by(flags: Iterable[Flag]) -> dict[int, list[Flag]]:
    found: dict[int, list[Flag]] = defaultdict(list)
    for flag in flags:
        for number in flag.entries:
            found[number].append(flag)
    return found


def _groups(diary: Diary, rows: list[Row], days: list[date], flags: Iterable[Flag], wish: Wish) -> list[Group]:
    shown = [seated for seated in _people(diary.team, rows) if _is_shown(seated, wish)]
    cells = _cells(rows, flags)
    groups: dict[str, Group] = {}
    for seated in sorted(shown, key=lambda each: (each.pair_name == "", each.pair_name)):
        name = seated.pair_name or IN_NO_PAIR
        line = PersonRow(seated, [cells.get((seated.id, day)) or Cell(day) for day in days])
        groups.setdefault(name, Group(name, [])).people.append(line)
    nobody = [cells.get((0, day)) or Cell(day) for day in days]
    if any(cell.rows for cell in nobody) and wish.person is None and wish.pair is None:
        groups["nobody"] = Group("Nobody is down for these", [PersonRow(None, nobody)])
    return list(groups.values())


def _people(team: Team, rows: Iterable[Row]) -> list[Seated]:
    """Who is here now, and who was on the days shown."""
    seen = {number for row in rows for number in row.who}
    here = {seated.id for seated in present(team)}
    return [seated for seated in team.values() if seated.id in seen | here]


def _is_shown(seated: Seated, wish: Wish) -> bool:
    return (wish.pair is None or seated.pair_id == wish.pair) and (wish.person is None or seated.id == wish.person)


def _cells(rows: Iterable[Row], flags: Iterable[Flag]) -> dict[tuple[int, date], Cell]:
    found: dict[tuple[int, date], Cell] = {}
    for row in rows:
        for number in row.who or (0,):
            found.setdefault((number, row.day), Cell(row.day)).rows.append(row)
    for flag in flags:
        if flag.member is not None and not flag.entries:
            found.setdefault((flag.member, flag.day), Cell(flag.day)).flags.append(flag)
    return found


def missing_arrivals(diary: Diary, today: date) -> list[Row]:
    """Arrivals of days that have come, and of which nobody has said that they happened (SITE-01)."""
    first = diary.days.first
    due = [row for row in diary.rows if row.kind == "arrival" and first <= row.day <= today]
    return [row for row in due if row.status == "planned"]


def sites_of(rows: Iterable[Row]) -> list[tuple[int, str]]:
    found = {row.site_id: f"{row.site_code} {row.site_name}" for row in rows if row.site_id is not None}
    return sorted(found.items(), key=lambda site: site[1])
