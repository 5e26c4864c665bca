"""The screen of the daily meeting: what came since the last one, in the order in which a team goes through it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from evidence import headings
from evidence.kinds import INDIVIDUAL, SHARED, Kind
from evidence.models import RecordReview, TeamMeeting
from evidence.queries.documents import excerpt, standing
from evidence.queries.kept_back import of_heads
from evidence.queries.reading import shortened
from fieldwork.days import days_of
from framework.versions import version
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


def days(inspection: Inspection) -> list[Day]:
    """The days on site up to today, and any other on which the team met; a day of a pause is never missing."""
    today, known = clock.today(), days_of(inspection)
    held: dict[date, list[TeamMeeting]] = {}
    for each in TeamMeeting.objects.filter(inspection=inspection).prefetch_related("attendees__person"):
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


def last_meeting(inspection: Inspection) -> TeamMeeting | None:
    return TeamMeeting.objects.filter(inspection=inspection).order_by("id").last()


def new_individual(inspection: Inspection, since: datetime | None) -> list[Group]:
    """Individual summaries saved since the last meeting, or in no shared one yet. One query."""
    heads = standing(inspection, INDIVIDUAL)
    fresh = heads.filter(revision__received_at__gt=since) if since else heads
    return _grouped(inspection, INDIVIDUAL, heads.filter(taken=False) | fresh)


def open_shared(inspection: Inspection) -> list[Group]:
    """Shared summaries that the team has not agreed. One query."""
    return _grouped(inspection, SHARED, standing(inspection, SHARED).filter(agreed=False))


def _grouped(inspection: Inspection, kind: Kind, heads: Any) -> list[Group]:
    pinned = version(inspection.framework_version)
    words = of_heads(excerpt(f"revision__words__parts__{kind.main_part}"))
    rows = heads.annotate(excerpt=words).order_by("revision_id")
    found = {(each.area, each.heading): Group(each.code, each.label) for each in headings.every(pinned)}
    nowhere = Group("", "No area yet")
    for pk, owner, area, heading, words in rows.values_list("document_id", "owner__name", "area", "heading", "excerpt"):
        found.get((area, heading), nowhere).items.append(Item(pk, owner, shortened(words)))
    return [group for group in (*found.values(), nowhere) if group.items]
