"""Pairs: two inspectors, an area of their own, one deputy (TEAM-02, TEAM-03, TEAM-04)."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from accounts.access import Role
from accounts.refusals import Invalid, require
from inspections.models import Inspection, Pair, PairMember, TeamMember
from inspections.rules.team import INSPECTORS, limits, need_reason

WEEKS = ("area_week_1", "area_week_2")


def may_sit(inspection: Inspection, members: Iterable[TeamMember]) -> None:
    """Every one an inspector of this very inspection, now."""
    for member in members:
        if member.inspection_id != inspection.pk or member.until is not None or member.role not in INSPECTORS:
            raise Invalid("members", f"{member.person} is not an inspector of this team.")


def must_be_two(inspection: Inspection, members: Sequence[TeamMember], reason: str) -> None:
    size = limits(inspection).group_size
    if not members:
        raise Invalid("members", "Select the inspectors of this pair.")
    if len(members) != size:
        need_reason(reason, f"A pair has {size} inspectors and this one {len(members)}: give a reason.")


def must_sit_once(inspection: Inspection, members: Sequence[TeamMember], pair: Pair | None, reason: str) -> None:
    """An inspector in two pairs at a time needs a reason (TEAM-02)."""
    seats = PairMember.objects.filter(pair__inspection=inspection, pair__dissolved_at=None, member__in=members)
    elsewhere = seats.exclude(pair=pair).select_related("member__person", "pair").first()
    if elsewhere:
        need_reason(reason, f"{elsewhere.member.person} is in {elsewhere.pair} already: give a reason for both.")


def must_cover_apart(inspection: Inspection, areas: dict[str, str], pair: Pair | None, reason: str) -> None:
    """The same area for two pairs in the same week needs a reason (TEAM-03)."""
    if limits(inspection).different_areas:
        for other in others(inspection, pair):
            _cover_apart(other, areas, reason)


def _cover_apart(other: Pair, areas: dict[str, str], reason: str) -> None:
    for number, week in enumerate(WEEKS, start=1):
        if areas[week] and same_area(areas[week], getattr(other, week)):
            need_reason(reason, f"{other} covers {areas[week]} in week {number} too: give a reason.")


def same_area(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def others(inspection: Inspection, pair: Pair | None) -> QuerySet[Pair]:
    """The pairs that stand beside this one, or all of them for a new one."""
    standing = inspection.pairs.filter(dissolved_at=None)
    return standing.exclude(pk=pair.pk) if pair else standing


def name_is_free(inspection: Inspection, name: str, pair: Pair | None) -> None:
    if others(inspection, pair).filter(name=name).exists():
        raise Invalid("name", f"There is a pair called {name} already.")


def may_change_pair(pair: Pair) -> None:
    require(pair.dissolved_at is None, "This pair is dissolved.")


def may_confirm(pair: Pair, members: Sequence[TeamMember]) -> None:
    """Where the framework says that deputies lead the pairs, exactly one of its members is a deputy (TEAM-04)."""
    may_change_pair(pair)
    require(pair.confirmed_at is None, "This pair is confirmed already.")
    require(members, "Nobody is in this pair any more. Seat two inspectors first.")
    fault = leading_fault(pair, members)
    require(not fault, fault, rule="TEAM-04")


def seated(pair: Pair) -> list[TeamMember]:
    """Who is in the pair now."""
    return list(TeamMember.objects.current().filter(seats__pair=pair))


def leading_fault(pair: Pair, members: Sequence[TeamMember]) -> str:
    """What is wrong with who leads the pair, as a sentence; "" where nothing is, or where nobody has to (TEAM-04)."""
    deputies = sum(member.role == Role.DEPUTY for member in members)
    if deputies == 1 or not limits(pair.inspection).groups_led_by:
        return ""
    if deputies:
        return f"{pair} has {deputies} deputies: a pair is led by one."
    return f"{pair} has no deputy: choose the deputy lead who leads it."
