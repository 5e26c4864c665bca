"""What a home page shows of inspections, in a few queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts import clock
from accounts.access import Role, Thing, verbs_for
from accounts.models import Person
from inspections.models import Inspection, TeamMember
from scheduling.models import TimelineDate

DATES_SHOWN = 3


@dataclass(frozen=True)
class Line:
    """One inspection on somebody's home page: their roles on it, its next dates, and whether they may open its plan."""

    inspection: Inspection
    roles: tuple[Role, ...]
    dates: tuple[TimelineDate, ...]
    opens: bool


def lines(inspections: Sequence[Inspection], person: Person, standing: frozenset[Role]) -> list[Line]:
    """Two queries for any number of inspections; no date for a reader who may not open the plan."""
    roles, dates = _roles(inspections, person), _dates(inspections)
    return [_line(each, tuple(roles[each.pk]), dates[each.timeline_id], person, standing) for each in inspections]


def _line(
    inspection: Inspection, held: tuple[Role, ...], dates: list[TimelineDate], person: Person, standing: frozenset[Role]
) -> Line:
    opens = bool(verbs_for(standing | set(held), Thing.PLAN, person, inspection))
    return Line(inspection, held, tuple(dates[:DATES_SHOWN]) if opens else (), opens)


def _roles(inspections: Iterable[Inspection], person: Person) -> dict[Any, list[Role]]:
    held = TeamMember.objects.current().filter(inspection__in=inspections, person=person)
    found: dict[Any, list[Role]] = defaultdict(list)
    for inspection_id, role in held.values_list("inspection_id", "role"):
        found[inspection_id].append(Role(role))
    return found


def _dates(inspections: Iterable[Inspection]) -> dict[Any, list[TimelineDate]]:
    """What is still to come of each timeline, soonest first."""
    today, of = clock.today(), [inspection.timeline_id for inspection in inspections]
    coming = TimelineDate.objects.filter(Q(date__gte=today) | Q(end__gte=today), timeline__in=of, actual=False)
    found: dict[Any, list[TimelineDate]] = defaultdict(list)
    # The latest permissible notification is a limit, not something that happens.
    for row in coming.exclude(code="notification_latest").order_by("date", "id"):
        found[row.timeline_id].append(row)
    return found
