"""The entries of some days as plain rows, with their seats: one query however many there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet

from accounts.prepared import Given, Prepared
from fieldwork.days import FieldDays
from fieldwork.flags import Days, Slot, minutes
from fieldwork.models import DiaryEntry
from fieldwork.queries.people import Team, present
from inspections.models import Inspection, SiteTravel

Status = DiaryEntry.Status
STANDING = (Status.PLANNED, Status.HELD)
FIELDS = (
    "id",
    "kind",
    "title",
    "day",
    "starts",
    "ends",
    "site_id",
    "site__code",
    "site__name",
    "site__withdrawn_at",
    "place",
    "pair_id",
    "status",
    "version",
    "with_manager",
    "manager_ground",
    "reason",
)


@dataclass(slots=True)
class Row:
    """One entry; `who` are the members who are still there for it, `left` whether somebody was who no longer is."""

    id: int
    kind: str
    title: str
    day: date
    starts: time
    ends: time
    site_id: int | None
    site_code: str | None
    site_name: str | None
    site_withdrawn_at: datetime | None
    place: str
    pair_id: int | None
    status: str
    version: int
    with_manager: bool
    ground: str
    reason: str
    who: tuple[int, ...] = ()
    left: bool = False

    def slot(self) -> Slot:
        """As the rules look at it."""
        return Slot(
            self.id,
            self.kind,
            self.title,
            self.day,
            minutes(self.starts),
            minutes(self.ends),
            frozenset(self.who),
            self.site_id,
            self.with_manager,
            self.ground,
            self.reason,
            self.site_withdrawn_at is not None and self.status == Status.PLANNED,
        )

    @property
    def where(self) -> str:
        return self.site_code or self.place


def rows(inspection: Inspection, team: Team, of: Q | None = None) -> list[Row]:
    """Every entry that stands, in order; those of which `of` holds, or all."""
    wanted = Q(inspection=inspection) & ~Q(status=Status.WITHDRAWN) & (of or Q())
    order = ("day", "starts", "id", "seats__id")
    found = DiaryEntry.objects.filter(wanted).order_by(*order).values_list(*FIELDS, "seats__member_id")
    return list(_gathered(found, team))


def _gathered(found: Iterable[tuple[Any, ...]], team: Team) -> Iterator[Row]:
    """One row for each entry from its lines, which stand together."""
    row: Row | None = None
    for *own, member in found:
        if row is None or row.id != own[0]:
            if row is not None:
                yield row
            row = Row(*own)
        _seat(row, member, team)
    if row is not None:
        yield row


def _seat(row: Row, member: int | None, team: Team) -> None:
    seated = team.get(member) if member is not None else None
    if seated is None:
        return
    if seated.is_here_for(row.day, row.starts):
        row.who += (seated.id,)
    else:
        row.left = True


def slots(found: Iterable[Row]) -> list[Slot]:
    """Those that are to be looked at by the rules: what did not happen clashes with nothing."""
    return [row.slot() for row in found if row.status in STANDING]


def _travel() -> "QuerySet[SiteTravel, tuple[int, int, int]]":
    here = SiteTravel.objects.filter(one__inspection=Given("inspection", BigIntegerField()))
    return here.values_list("one_id", "other_id", "minutes")


_TRAVEL = Prepared(_travel)


def days_for_flags(days: FieldDays, team: Team, only: frozenset[date] | None = None) -> Days:
    """The inspection's days (or of them `only` some), people and journeys as the rules need them. One query."""
    both = {(one, other): length for one, other, length in _TRAVEL.rows(inspection=days.inspection.pk)}
    return Days(
        onsite=(days.onsite if only is None else days.onsite & only) - days.paused,
        analysis=days.analysis,
        mondays=days.starts_at_lunch,
        paused=days.paused,
        off=days.off,
        names={seated.id: seated.name for seated in team.values()},
        inspectors=frozenset(seated.id for seated in present(team) if seated.is_inspector),
        travel=both | {(other, one): length for (one, other), length in both.items()},
    )
