"""Everybody who is or was on an inspection, with the pair they sit in and for whom they act. One query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import BigIntegerField, OuterRef, Subquery

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.prepared import Given, Prepared
from fieldwork.models import DiaryEntry
from inspections.models import ActingRole, Inspection, TeamMember
from inspections.rules.team import INSPECTORS

NOBODY = "Nobody"
ORDER = {Role.LEAD: 0, Role.DEPUTY: 1, Role.TEAM: 2, Role.SHADOW: 3, Role.ANALYST: 4}


@dataclass(frozen=True)
class Seated:
    """A member with the pair where they sit now (None: in none), and when their role began and ended.

    `follows` is the person whom a shadow follows. `acts_as` is the role in which they act at this moment, in the place
    of the member `acts_for`.
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
    acts_as: Role | None = None
    acts_for: int | None = None

    @property
    def leads(self) -> bool:
        """Whether they have the lead's rights now."""
        return Role.LEAD in (self.role, self.acts_as)

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


def _members() -> Any:
    acting = ActingRole.objects.current().filter(member=OuterRef("pk"))
    acts = [Subquery(acting.values(name)[:1]) for name in ("role", "instead_of")]
    rows = TeamMember.objects.filter(inspection=Given("inspection", BigIntegerField())).exclude(role=Role.QA_MANAGER)
    return rows.order_by("person__name", "id").values_list(*FIELDS, *SEAT, *acts)


_MEMBERS: "Prepared[tuple[Any, ...]]" = Prepared(_members)


def team_of(inspection: Inspection) -> dict[int, Seated]:
    """By the member's number, in the order of roles and names; the QA manager is never of the team (QA-03)."""
    found: dict[int, Seated] = {}
    for *own, pair, name, dissolved, acts_as, acts_for in _MEMBERS.rows(inspection=inspection.pk):
        number, person, called, role, since, until, follows = own
        at, called_pair = (pair, name) if pair and dissolved is None else (None, "")
        if number not in found or (found[number].pair_id is None and at):
            seat = (at, called_pair, follows, Role(acts_as) if acts_as else None, acts_for)
            found[number] = Seated(number, person, called, Role(role), since, until, *seat)
    return dict(sorted(found.items(), key=lambda item: (ORDER.get(item[1].role, len(ORDER)), item[1].name)))


def present(team: Team) -> list[Seated]:
    """Those who are on the team now."""
    now = clock.now()
    return [seated for seated in team.values() if seated.is_here(now) and seated.since <= now]


def seat_of(team: Team, person: Person) -> Seated | None:
    """The person's own seat now, or None."""
    return next((seated for seated in present(team) if seated.person_id == person.pk), None)


def pairs_led(team: Team, seated: Seated) -> frozenset[int]:
    """The pairs whose entries the member plans as a deputy: their own, and that of a deputy for whom they act."""
    own = seated.pair_id if seated.role == Role.DEPUTY else None
    other = team.get(seated.acts_for) if seated.acts_as == Role.DEPUTY and seated.acts_for else None
    return frozenset(filter(None, (own, other.pair_id if other else None)))


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
