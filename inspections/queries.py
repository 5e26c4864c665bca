"""Reads that more than one caller needs."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access import OF_AN_INSPECTION, TABLE, Role, Thing
from accounts.gate import standing_roles
from accounts.models import Person
from inspections.models import Inspection, Outcome, TeamMember
from inspections.workflow import ORDER, State


def _sees_every_inspection(roles: frozenset[Role]) -> bool:
    """A standing post that the table gives any page of an inspection, without having been put on it."""
    standing = (roles - OF_AN_INSPECTION) & set(TABLE[Thing.PLAN])
    return bool(standing) or Role.COMPLAINT_HANDLER in roles


def visible_inspections(inspections: Any, person: Any) -> Any:
    """Those of which the person may see anything: their own, all for some posts, the announced ones for Cafcass (N0)."""
    if not isinstance(person, Person) or not person.is_active:
        return inspections.none()
    roles = standing_roles(person)
    if _sees_every_inspection(roles):
        return inspections
    if roles & {Role.CHIEF_EXECUTIVE, Role.LINK_PERSON}:
        return inspections.filter(state__in=ORDER[ORDER.index(State.ANNOUNCED) :])
    held = TeamMember.objects.current().filter(inspection=OuterRef("pk"), person=person)
    return inspections.filter(Exists(held))


def mine(person: Person) -> QuerySet[Inspection]:
    """The inspections that concern a person, newest first, with timeline."""
    return Inspection.objects.visible_to(person).select_related("timeline").filter(~Q(state=State.CANCELLED))


def last_outcome(kind: str = "inspection") -> Outcome | None:
    """The latest finished activity of the kind."""
    return Outcome.objects.filter(kind=kind).prefetch_related("grades").first()
