"""Pairs: made, rearranged, confirmed, dissolved."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both
from inspections.lifecycle import locked
from inspections.models import Inspection, Pair, PairMember, TeamMember
from inspections.rules import pairs as rules
from inspections.rules.team import may_change_team


@dataclass(frozen=True)
class Arrangement:
    """What a pair is to be: its name, who is in it, its area in each week, and the reason where a rule asks for one."""

    name: str
    members: Sequence[TeamMember]
    area_week_1: str = ""
    area_week_2: str = ""
    reason: str = ""

    @property
    def areas(self) -> dict[str, str]:
        return {"area_week_1": self.area_week_1, "area_week_2": self.area_week_2}


@transaction.atomic
def make_pair(inspection: Inspection, wanted: Arrangement, *, by: Person) -> Pair:
    """Raises Invalid beside what a rule finds, NotAllowed."""
    row = locked(inspection)
    may_change_team(by, row)
    _check(row, wanted, None)
    pair = Pair.objects.create(inspection=row, name=wanted.name, reason=wanted.reason, **wanted.areas)
    _seat(pair, wanted.members)
    record("made pair", pair, by=by, inspection=row.ref, reason=wanted.reason)
    return pair


@transaction.atomic
def rearrange_pair(pair: Pair, wanted: Arrangement, *, version: int | None, by: Person) -> Pair:
    """Changes name, members or areas; other members take its confirmation away. Raises Stale with both texts."""
    row = locked(pair.inspection)
    may_change_team(by, row)
    stored = Pair.objects.select_for_update().get(pk=pair.pk)
    rules.may_change_pair(stored)
    check_version(stored.version, version, lambda: _both(stored, wanted))
    _check(row, wanted, stored)
    _apply(stored, wanted)
    record("rearranged pair", stored, by=by, inspection=row.ref, reason=wanted.reason)
    return stored


def _check(row: Inspection, wanted: Arrangement, pair: Pair | None) -> None:
    rules.name_is_free(row, wanted.name, pair)
    rules.may_sit(row, wanted.members)
    rules.must_be_two(row, wanted.members, wanted.reason)
    rules.must_sit_once(row, wanted.members, pair, wanted.reason)
    rules.must_cover_apart(row, wanted.areas, pair, wanted.reason)


def _apply(pair: Pair, wanted: Arrangement) -> None:
    seated = {seat.member_id for seat in pair.seats.all()}
    if seated != {member.pk for member in wanted.members}:
        pair.confirmed_at = None
        pair.seats.all().delete()
        _seat(pair, wanted.members)
    pair.name, pair.reason = wanted.name, wanted.reason
    pair.area_week_1, pair.area_week_2 = wanted.area_week_1, wanted.area_week_2
    pair.version += 1
    pair.save()


def _seat(pair: Pair, members: Sequence[TeamMember]) -> None:
    PairMember.objects.bulk_create(PairMember(pair=pair, member=member) for member in members)


def _both(stored: Pair, wanted: Arrangement) -> list[Both]:
    names = ", ".join(str(seat.member.person) for seat in stored.seats.select_related("member__person"))
    return [
        Both("Name", wanted.name, stored.name),
        Both("Inspectors", ", ".join(str(member.person) for member in wanted.members), names),
        Both("Area in week 1", wanted.area_week_1, stored.area_week_1),
        Both("Area in week 2", wanted.area_week_2, stored.area_week_2),
        Both("Reason", wanted.reason, stored.reason),
    ]


@transaction.atomic
def confirm_pair(pair: Pair, *, by: Person) -> Pair:
    """Says that the pair stands. Raises NotAllowed when no one deputy leads it (TEAM-04)."""
    row = locked(pair.inspection)
    may_change_team(by, row)
    stored = Pair.objects.select_for_update().get(pk=pair.pk)
    rules.may_confirm(stored, rules.seated(stored))
    stored.confirmed_at, stored.version = clock.now(), stored.version + 1
    stored.save(update_fields=["confirmed_at", "version"])
    record("confirmed pair", stored, by=by, inspection=row.ref)
    return stored


@transaction.atomic
def dissolve_pair(pair: Pair, *, by: Person) -> Pair:
    """Ends the pair; its inspectors are free for others."""
    row = locked(pair.inspection)
    may_change_team(by, row)
    stored = Pair.objects.select_for_update().get(pk=pair.pk)
    rules.may_change_pair(stored)
    stored.dissolved_at, stored.version = clock.now(), stored.version + 1
    stored.save(update_fields=["dissolved_at", "version"])
    record("dissolved pair", stored, by=by, inspection=row.ref)
    return stored
