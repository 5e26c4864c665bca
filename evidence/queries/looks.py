"""Who was asked to look for more on an area or heading, and has recorded nothing there since."""

from collections import defaultdict
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet

from accounts.models import Person
from accounts.prepared import Given, Prepared
from evidence.headings import Place
from evidence.models import LookAsked, Revision
from evidence.queries.daily import GATHER
from inspections.models import Inspection, TeamMember


def may_be_asked(inspection: Inspection) -> list[Person]:
    """Everybody who gathers evidence on it now, by name. One query."""
    held = TeamMember.objects.current().filter(inspection=inspection, role__in=GATHER)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("name"))


def open_looks() -> QuerySet[LookAsked]:
    """Of everybody: those whose person has written nothing there since, while they gather evidence on it."""
    here = {"inspection": OuterRef("inspection"), "area": OuterRef("area"), "heading": OuterRef("heading")}
    answered = Revision.objects.filter(**here, author=OuterRef("person"), received_at__gte=OuterRef("at"))
    held = TeamMember.objects.current().filter(
        inspection=OuterRef("inspection"), person=OuterRef("person"), role__in=GATHER
    )
    return LookAsked.objects.filter(~Exists(answered), Exists(held))


def asked_about(inspection: Inspection, place: Place) -> list[LookAsked]:
    """One query."""
    found = open_looks().filter(inspection=inspection, area=place.area, heading=place.heading)
    return list(found.select_related("person", "by"))


def _asked() -> "QuerySet[LookAsked, Any]":
    here: Any = Given("inspection", BigIntegerField())
    return open_looks().filter(inspection=here).order_by("id").values_list("area", "heading", "person__name")


_ASKED: "Prepared[Any]" = Prepared(_asked)


def asked_by_place(inspection: Inspection) -> dict[tuple[str, str], list[str]]:
    """By area and heading the names of those who were asked and have recorded nothing there. One query."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for area, heading, name in _ASKED.rows(inspection=inspection.pk):
        if name not in found[area, heading]:
            found[area, heading].append(name)
    return dict(found)
