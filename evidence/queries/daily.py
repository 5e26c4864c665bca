"""The screen of the daily meeting: what came since the last one, in the order in which a team goes through it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from evidence import headings
from evidence.kinds import INDIVIDUAL, SHARED, Kind
from evidence.models import RecordReview, TeamMeeting, TeamMeetingAttendee
from evidence.queries.documents import excerpt, standing
from evidence.queries.kept_back import of_heads
from evidence.queries.reading import shortened
from fieldwork.days import days_of
from framework.versions import FrameworkVersion, version
from inspections.models import Inspection, TeamMember

GATHER = (Role.LEAD, Role.DEPUTY, Role.TEAM)
TEAM = (*GATHER, Role.SHADOW, Role.ANALYST)


def could_attend(inspection: Inspection) -> list[Person]:
    """Everybody who is on the team now, by name; the QA manager is apart from it."""
    return _people(inspection, TEAM)


def _people(inspection: Inspection, roles: tuple[Role, ...]) -> list[Person]:
    members = TeamMember.objects.current().filter(inspection=inspection, role__in=roles).select_related("person")
    return list({each.person_id: each.person for each in members.order_by("person__name")}.values())


@dataclass
class Day:
    """A day on site: its meetings, and whether it went by without one (EVID-09)."""

    day: date
    meetings: list[TeamMeeting]
    missing: bool


def meetings_of(inspection: Inspection) -> list[TeamMeeting]:
    """In the order in which they were recorded, each with who was there. Two queries."""
    there = Prefetch("attendees", TeamMeetingAttendee.objects.select_related("person"))
    meetings = TeamMeeting.objects.filter(inspection=inspection).select_related("by")
    return list(meetings.prefetch_related(there).order_by("id"))


def days(inspection: Inspection, meetings: Iterable[TeamMeeting]) -> list[Day]:
    """The days on site up to today, and any other on which the team met; a day of a pause is never missing."""
    today, known = clock.today(), days_of(inspection)
    held: dict[date, list[TeamMeeting]] = {}
    for each in meetings:
        held.setdefault(each.day, []).append(each)
    wanted = {day for day in known.onsite if day <= today and not known.is_paused(day)}
    return [
        Day(day, held.get(day, []), day in wanted and day < today and day not in held)
        for day in sorted(wanted | held.keys())
    ]


def reviews_of(inspection: Inspection, day: date) -> list[RecordReview]:
    """What inspectors said of that day's record. One query."""
    return list(RecordReview.objects.filter(inspection=inspection, day=day).select_related("person"))


def not_reviewed(inspection: Inspection, reviews: Iterable[RecordReview]) -> list[Person]:
    """The inspectors without a word among these that they looked through the record (EVID-19). One query."""
    done = {each.person_id for each in reviews}
    return [each for each in _people(inspection, GATHER) if each.pk not in done]


@dataclass(frozen=True)
class Item:
    """One summary on the screen."""

    pk: Any
    owner: str
    excerpt: str


@dataclass
class Group:
    """The summaries of one area and heading."""

    code: str
    label: str
    items: list[Item] = field(default_factory=list)


def new_summaries(inspection: Inspection, since: datetime | None) -> tuple[list[Group], list[Group]]:
    """Individual summaries saved since the last meeting or in no shared one yet, and shared ones that the team has not
    agreed. One query."""
    heads = standing(inspection, INDIVIDUAL)
    fresh = heads.filter(revision__received_at__gt=since) if since else heads
    individual = _rows(INDIVIDUAL, heads.filter(taken=False) | fresh)
    shared = _rows(SHARED, standing(inspection, SHARED).filter(agreed=False))
    rows = list(individual.union(shared, all=True).order_by("revision_id"))
    pinned = version(inspection.framework_version)
    return _grouped(pinned, INDIVIDUAL, rows), _grouped(pinned, SHARED, rows)


def _rows(kind: Kind, heads: Any) -> Any:
    words = of_heads(excerpt(f"revision__words__parts__{kind.main_part}"))
    columns = ("kind", "document_id", "owner__name", "area", "heading", "excerpt", "revision_id")
    return heads.annotate(excerpt=words).order_by().values_list(*columns)


def _grouped(pinned: FrameworkVersion, kind: Kind, rows: Iterable[tuple[Any, ...]]) -> list[Group]:
    found = {(each.area, each.heading): Group(each.code, each.label) for each in headings.every(pinned)}
    nowhere = Group("", "No area yet")
    for of_kind, pk, owner, area, heading, words, _ in rows:
        if of_kind == kind.code:
            found.get((area, heading), nowhere).items.append(Item(pk, owner, shortened(words)))
    return [group for group in (*found.values(), nowhere) if group.items]
