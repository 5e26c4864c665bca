"""What every page of an inspection says at its top: a deferral, a pause, a hold, who acts, and what one owes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from accounts import clock
from accounts.access import OF_AN_INSPECTION
from accounts.models import Person
from accounts.prepared import Given, Prepared
from inspections.engagement_queries import engaged
from inspections.models import ActingRole, DeferralRequest, Hold, Inspection, InterestDeclaration, Pause, TeamMember
from inspections.workflow import SETTLED, State


@dataclass(frozen=True)
class Owed:
    """What a room above asks of a member: expressions over the member's row, and what is said of their values."""

    expressions: Callable[[], dict[str, Any]]
    banner: "Callable[[dict[str, Any], Inspection], Banner | None]"


OWED: list[Owed] = []


def announce_owed(owed: Owed) -> None:
    """Called by a room's AppConfig when the app starts."""
    if owed not in OWED:
        OWED.append(owed)


@dataclass(frozen=True)
class Banner:
    """One sentence, and the page where something can be done about it."""

    text: str
    link: str = ""
    href: str = ""
    told_cafcass: bool = False


@dataclass(frozen=True)
class Notice:
    """What an upper room says at the top: the name of the answer, its subquery, and the banner where it holds."""

    name: str
    asked: Callable[[OuterRef], Any]
    said: Callable[[Any, Inspection], Banner | None]


NOTICES: list[Notice] = []


def announce(notice: Notice) -> None:
    """Called by a room's AppConfig when the app starts."""
    if notice not in NOTICES:
        NOTICES.append(notice)


def with_banners(ref: str) -> Inspection | None:
    """The inspection with its timeline; what the banners need comes along. One query."""
    return _one(tuple(NOTICES)).first(ref=ref)


@cache
def _one(notices: tuple[Notice, ...]) -> "Prepared[Inspection]":
    return Prepared(lambda: _with_banners(notices).filter(ref=Given("ref", CharField())))


def _with_banners(notices: tuple[Notice, ...]) -> "QuerySet[Inspection]":
    mine = OuterRef("pk")
    acting = ActingRole.objects.current().filter(member__inspection=mine).order_by("id")
    paused = Pause.objects.filter(inspection=mine, granted=True, starts_on__lte=clock.TODAY)
    paused = paused.filter(Q(ends_on=None) | Q(ends_on__gte=clock.TODAY))
    return Inspection.objects.select_related("timeline").annotate(
        deferral_pending=Exists(DeferralRequest.objects.filter(inspection=mine, decision=None)),
        paused_now=Exists(paused),
        was_paused=Exists(Pause.objects.filter(inspection=mine, granted=True)),
        held_now=Exists(Hold.objects.filter(inspection=mine, lifted_at=None)),
        acting_name=Subquery(acting.values("member__person__name")[:1]),
        acting_for=Subquery(acting.values("role")[:1]),
        **{each.name: each.asked(mine) for each in notices},
    )


def _acting() -> Any:
    acts = ActingRole.objects.current().filter(member=OuterRef("pk"))
    here = {each: Given(each, BigIntegerField()) for each in ("inspection", "person")}
    return TeamMember.objects.current().annotate(acts_as=Subquery(acts.values("role")[:1])).filter(**here)


_ACTING: "Prepared[dict[str, Any]]" = Prepared(lambda: _acting().values("role", "acts_as"))


@cache
def _duties(owed: tuple[Owed, ...]) -> "Prepared[dict[str, Any]]":
    asked = {name: expression for each in owed for name, expression in each.expressions().items()}
    asked["declared"] = Exists(InterestDeclaration.objects.filter(member=OuterRef("pk")))
    asked["engaged"] = engaged(OuterRef("person"))
    return Prepared(lambda: _acting().annotate(**asked).values("role", "acts_as", *asked))


def with_acting(inspection: Inspection, person: Person) -> list[dict[str, Any]]:
    """By role that the person holds here: the one in which they act now. One query."""
    return _ACTING.rows(inspection=inspection.pk, person=person.pk)


def with_duties(inspection: Inspection, person: Person) -> list[dict[str, Any]]:
    """The same with whether they declared interests and what else is owed. One query."""
    return _duties(tuple(OWED)).rows(inspection=inspection.pk, person=person.pk)


def banners(request: Any) -> list[Banner]:
    """For the page of an inspection that this request shows. No query."""
    inspection = getattr(request, "inspection", None)
    if inspection is None or not hasattr(inspection, "deferral_pending"):
        return []
    first = [each.said(request, inspection) for each in NOTICES if getattr(inspection, each.name, None)]
    return [*filter(None, first), *_of_inspection(inspection), *_of_person(request, inspection)]


def _of_inspection(inspection: Any) -> list[Banner]:
    found = []
    page = reverse("interruption_list", args=[inspection.ref])
    if inspection.deferral_pending and inspection.state == State.ANNOUNCED:
        text = "Deferral requested. Every date stands until it is decided."
        found.append(Banner(text, "See the request", page, True))
    if inspection.paused_now and inspection.state == State.ANNOUNCED:
        found.append(Banner("Paused: nothing is planned on site.", "See the pause", page, True))
    if inspection.held_now:
        found.append(Banner("On hold: nothing is sent or published.", "See the hold", page))
    if inspection.acting_name:
        what = "lead" if inspection.acting_for == "lead" else "deputy"
        found.append(Banner(f"{inspection.acting_name} acts as {what} today."))
    return found


def _of_person(request: Any, inspection: Inspection) -> list[Banner]:
    duties = getattr(request, "duties", None)
    if duties is None or not request.roles & OF_AN_INSPECTION:
        return []
    if inspection.state in SETTLED:
        return []
    found = [owed.banner(duties.owed, inspection) for owed in OWED]
    if not duties.declared:
        address = reverse("interest_declare", args=[inspection.ref])
        found.append(Banner("You have not declared whether you have a conflict of interest.", "Declare it", address))
    return [each for each in found if each]
