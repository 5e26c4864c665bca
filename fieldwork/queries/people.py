"""Everybody who is or was on an inspection, with the pair they sit in. One query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from fieldwork.models import DiaryEntry
from inspections.models import Inspection, TeamMember
from inspections.rules.team import INSPECTORS

NOBODY = "Nobody"
ORDER = {Role.LEAD: 0, Role.DEPUTY: 1, Role.TEAM: 2, Role.SHADOW: 3, Role.ANALYST: 4}


@dataclass(frozen=True)
class Seated:
    """A member with the pair where they sit now (None: in none), and when their role began and ended.

    `follows` is the person whom a shadow follows.
    """

    id: int
    person_id: int
    name: str
    role: Role
    since: datetime
    until: datetime | None
    pair_id: int | None = None
    pair_name: str = ""
    follows: int | None = None

    @property
    def is_inspector(self) -> bool:
        return self.role in INSPECTORS

    def is_here(self, moment: datetime) -> bool:
        """Whether the role is held at that moment; what was planned before somebody joined is theirs too."""
        return self.until is None or self.until > moment

    def is_here_for(self, day: date, starts: time) -> bool:
        # Asked for every seat of a week, so the sum is done only for those who have left.
        return self.until is None or self.until > clock.at(day, starts.hour, starts.minute)


Team = Mapping[int, Seated]
FIELDS = ("id", "person_id", "person__name", "role", "since", "until", "paired_with_id")
SEAT = ("seats__pair_id", "seats__pair__name", "seats__pair__dissolved_at")


def team_of(inspection: Inspection) -> dict[int, Seated]:
    """By the member's number, in the order of roles and names; the QA manager is never of the team (QA-03)."""
    rows = TeamMember.objects.filter(inspection=inspection).exclude(role=Role.QA_MANAGER)
    found: dict[int, Seated] = {}
    for *own, pair, name, dissolved in rows.order_by("person__name", "id").values_list(*FIELDS, *SEAT):
        number, person, called, role, since, until, follows = own
        at, called_pair = (pair, name) if pair and dissolved is None else (None, "")
        if number not in found or (found[number].pair_id is None and at):
            found[number] = Seated(number, person, called, Role(role), since, until, at, called_pair, follows)
    return dict(sorted(found.items(), key=lambda item: (ORDER.get(item[1].role, len(ORDER)), item[1].name)))


def present(team: Team) -> list[Seated]:
    """Those who are on the team now."""
    now = clock.now()
    return [seated for seated in team.values() if seated.is_here(now) and seated.since <= now]


def seat_of(team: Team, person: Person) -> Seated | None:
    """The person's own seat now, or None."""
    return next((seated for seated in present(team) if seated.person_id == person.pk), None)


def pair_of(team: Team, members: Iterable[int]) -> int | None:
    """The one pair in which all of them sit; shadows follow whom they follow and do not count."""
    seats = [team[number] for number in members if number in team and team[number].role != Role.SHADOW]
    pairs = {seated.pair_id for seated in seats}
    return pairs.pop() if len(pairs) == 1 else None


def names(team: Team, members: Iterable[int]) -> str:
    called = [team[number].name for number in members if number in team]
    return ", ".join(called) or NOBODY


def who_of(entry: DiaryEntry) -> list[int]:
    return [seat.member_id for seat in entry.seats.all()]
