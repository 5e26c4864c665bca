"""What is put in beforehand: the days of the timetable, filled as the framework's settings say. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accounts.access import Role
from fieldwork.days import FieldDays
from fieldwork.queries.people import Seated
from framework.versions.shapes.diary import SkeletonLine
from inspections.models import Site

ALL = "all"


@dataclass(frozen=True)
class Beforehand:
    """One entry to put in. `key` is the same each time, so that what is there already is known again."""

    key: str
    line: SkeletonLine
    day: date
    starts: time
    ends: time
    members: tuple[int, ...]
    pair_id: int | None = None
    site: Site | None = None

    @property
    def title(self) -> str:
        return f"{self.line.title}, {self.site.code}" if self.site else self.line.title


@dataclass(frozen=True)
class Group:
    """Whom a line is for: a pair, those in no pair, the lead, or everybody."""

    name: str
    members: tuple[int, ...]
    pair_id: int | None = None


def skeleton(days: FieldDays, team: Sequence[Seated], sites: Iterable[Site]) -> list[Beforehand]:
    """Every entry of the plan, by day and time; of people and sites as they are now."""
    filling = Filling(days, team, list(sites))
    return sorted(filling.everything(), key=lambda each: (each.day, each.starts, each.key))


def lacking(team: Sequence[Seated], sites: Iterable[Site]) -> list[str]:
    """What should be there before the plan is put in, because whoever comes later is in none of its entries."""
    inspectors = [seated for seated in team if seated.is_inspector]
    pairs = {seated.pair_id: seated.pair_name for seated in inspectors if seated.pair_id is not None}
    alone = [seated.name for seated in inspectors if seated.pair_id is None and seated.role != Role.LEAD]
    homes = {site.pair_id for site in sites}
    nowhere = sorted(name for pair, name in pairs.items() if pair not in homes)
    found = []
    if not pairs:
        found.append("There are no pairs yet, so no visits and journeys are put in.")
    if pairs and alone:
        found.append(f"In no pair: {', '.join(alone)}.")
    if nowhere:
        found.append(f"No site is given to {', '.join(nowhere)}, so no visits and arrivals are put in for them.")
    return found


class Filling:
    """Works the lines out for one inspection."""

    def __init__(self, days: FieldDays, team: Sequence[Seated], sites: Sequence[Site]) -> None:
        self.days, self.whole_team = days, team
        self.team = [seated for seated in team if seated.role != Role.ANALYST]
        self.headquarters = next((site for site in sites if site.headquarters), None)
        self.stays = self._stays(sites)
        self.opens = self._opens()

    def everything(self) -> Iterator[Beforehand]:
        kind = self.days.inspection.kind
        for line in self.days.settings.diary.skeleton:
            if not line.kinds or kind in line.kinds:
                yield from self._line(line)

    def _line(self, line: SkeletonLine) -> Iterator[Beforehand]:
        for code in line.lines:
            for day in self.days.by_line.get(code, ()):
                for group in self._groups(line):
                    if group.members and self._comes(line, group, day):
                        yield self._entry(line, group, day)

    def _entry(self, line: SkeletonLine, group: Group, day: date) -> Beforehand:
        starts, ends = self._times(line, day)
        key = f"{line.code}:{day.isoformat()}:{group.name}"
        return Beforehand(key, line, day, starts, ends, group.members, group.pair_id, self._site(line, group, day))

    def _times(self, line: SkeletonLine, day: date) -> tuple[time, time]:
        """Nothing on site begins before the day does, which on some Mondays is lunchtime."""
        begins = max(line.starts, self.opens.get(day, line.starts)) if line.site or line.before_start else line.starts
        if line.before_start:
            return later(begins, -line.minutes), begins
        return begins, line.ends or later(begins, line.minutes)

    def _groups(self, line: SkeletonLine) -> list[Group]:
        if line.who == "everyone":
            return [Group(ALL, tuple(seated.id for seated in self.team))]
        if line.who == "whole_team":
            return [Group(ALL, tuple(seated.id for seated in self.whole_team))]
        if line.who == "lead":
            return [Group("lead", tuple(seated.id for seated in self.team if seated.role == Role.LEAD))]
        pairs = self._pairs()
        if line.who == "each_pair_and_others":
            apart = tuple(seated.id for seated in self.team if seated.pair_id is None and seated.is_inspector)
            return [*pairs, Group("others", apart)]
        return pairs

    def _pairs(self) -> list[Group]:
        held: dict[int, list[int]] = {}
        for seated in self.team:
            if seated.pair_id is not None:
                held.setdefault(seated.pair_id, []).append(seated.id)
        for seated in self.team:
            pair = self._pair_followed(seated)
            if pair in held:
                held[pair].append(seated.id)
        return [Group(f"pair-{pair}", tuple(members), pair) for pair, members in sorted(held.items())]

    def _pair_followed(self, seated: Seated) -> int:
        """The pair of the inspector whom a shadow follows, and goes with everywhere (TEAM-06); 0: none."""
        if seated.role != Role.SHADOW:
            return 0
        return next((each.pair_id or 0 for each in self.team if each.person_id == seated.follows), 0)

    def _site(self, line: SkeletonLine, group: Group, day: date) -> Site | None:
        if line.site == "headquarters":
            return self.headquarters
        return self.stays.get((group.pair_id, day)) if line.site == "of_pair" else None

    def _comes(self, line: SkeletonLine, group: Group, day: date) -> bool:
        """A line for each site comes on the pair's first day there, and no other (SITE-01)."""
        if not line.each_site:
            return True
        days = sorted(self.days.onsite)
        site = self.stays.get((group.pair_id, day))
        return next(each for each in days if self.stays.get((group.pair_id, each)) == site) == day

    def _stays(self, sites: Sequence[Site]) -> Mapping[tuple[int | None, date], Site]:
        """Where each pair is on each day: its sites in order, as evenly as the days allow."""
        days = sorted(self.days.onsite)
        held: dict[int, list[Site]] = {}
        for site in sites:
            if site.pair_id is not None:
                held.setdefault(site.pair_id, []).append(site)
        return {
            (pair, day): own[number * len(own) // len(days)]
            for pair, own in held.items()
            for number, day in enumerate(days)
        }

    def _opens(self) -> Mapping[date, time]:
        lunch = self.days.settings.onsite_monday_from
        return dict.fromkeys(self.days.starts_at_lunch, lunch)


def later(at: time, minutes: int) -> time:
    return (datetime.combine(date(2000, 1, 1), at) + timedelta(minutes=minutes)).time()
