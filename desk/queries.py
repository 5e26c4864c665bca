"""What a home page shows of inspections, in a few queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse

from accounts import clock
from accounts.access import Role, Thing, verbs_for
from accounts.models import Person
from desk.models import StandingDue
from evidence.queries.coverage import unsummarised
from files.mail_trouble import open_trouble
from files.models import OutgoingMail
from inspections.confirmation import told_dates
from inspections.models import Inspection, TeamMember
from inspections.navigation import places_for
from scheduling.models import TimelineDate
from scheduling.timetable import Milestone

DATES_SHOWN = 3


@dataclass(frozen=True)
class Line:
    """One inspection on somebody's home page: their roles on it, its next dates, and the address that they may open.

    `unsummarised`: their own notes that are in no summary yet (EVID-08). `quality`: where its QA manager works.
    """

    inspection: Inspection
    roles: tuple[Role, ...]
    dates: tuple[TimelineDate, ...]
    address: str
    unsummarised: int = 0
    notes: str = ""
    quality: str = ""


def lines(inspections: Sequence[Inspection], person: Person, standing: frozenset[Role]) -> list[Line]:
    """Three queries for any number of inspections. None for one of which the reader may open no page yet."""
    roles, dates = _roles(inspections, person), _dates(inspections)
    left = unsummarised(inspections, person)
    found = (_line(each, tuple(roles[each.pk]), dates[each.timeline_id], person, standing) for each in inspections)
    return [_with_notes(line, left.get(line.inspection.pk, 0), person) for line in found if line.address]


def _with_notes(line: Line, count: int, person: Person) -> Line:
    """Only those whose roles write notes have any, and whoever left the team opens the list no more."""
    if not (count and verbs_for(line.roles, Thing.NOTE, person, line.inspection)):
        return line
    address = f"{_address('note_list', line.inspection)}?whose={person.pk}"
    return replace(line, unsummarised=count, notes=address)


def _line(
    inspection: Inspection, held: tuple[Role, ...], dates: list[TimelineDate], person: Person, standing: frozenset[Role]
) -> Line:
    roles = standing | set(held)
    if verbs_for(roles, Thing.PLAN, person, inspection):
        quality = _address("quality", inspection) if Role.QA_MANAGER in held else ""
        shown = tuple(dates[:DATES_SHOWN])
        return Line(inspection, held, shown, _address("inspection_detail", inspection), quality=quality)
    # A complaint handler has one page of it, and no dates.
    places = places_for(frozenset(roles), person, inspection)
    return Line(inspection, held, (), _address(places[0].url_name, inspection) if places else "")


def _address(name: str, inspection: Inspection) -> str:
    return reverse(name, kwargs={"ref": inspection.ref})


@dataclass(frozen=True)
class ToldLine:
    """One inspection as Cafcass's home page shows it: with the next of the dates that Cafcass was told, if any."""

    inspection: Inspection
    next_date: Milestone | None


def told_lines(inspections: Sequence[Inspection]) -> list[ToldLine]:
    """One query for any number of inspections."""
    prefetch_related_objects([inspection.timeline for inspection in inspections], "dates")
    return [ToldLine(each, _next_told(each)) for each in inspections]


def _next_told(inspection: Inspection) -> Milestone | None:
    today = clock.today()
    return next((each for each in told_dates(inspection) if each.last >= today and not each.actual), None)


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


def trouble_seen_by(person: Person, roles: frozenset[Role]) -> list[OutgoingMail]:
    """Mail that did not arrive and nobody has seen to: all for the administrator, a lead's own inspections for them."""
    trouble = open_trouble()
    if not verbs_for(roles, Thing.MAIL_TROUBLE, person):
        led = TeamMember.objects.current().filter(person=person, role=Role.LEAD)
        # That a complaint was written is not the lead's to know, and a mail about one goes to who handles it.
        handlers = Person.objects.filter(posts__post=Role.COMPLAINT_HANDLER).values("email")
        trouble = trouble.filter(inspection__in=led.values("inspection__ref")).exclude(to__in=handlers)
    return list(trouble.prefetch_related(None)[:DATES_SHOWN])


def due_of(person: Person) -> list[StandingDue]:
    """What the person owes, as the worker saw it last. One query, whatever the rooms had to ask."""
    return list(StandingDue.objects.filter(person=person))
