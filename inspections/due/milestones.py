"""The dates of the timetables, each owed by whoever the framework names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from django.urls import reverse

from accounts.access import OUTSIDERS, Role
from accounts.due import Due
from accounts.models import Person, Post
from framework.versions import FrameworkVersion, version
from inspections.confirmation import one_line
from inspections.models import Inspection, TeamMember
from inspections.queries import leads_of
from inspections.workflow import State
from scheduling.models import TimelineDate

# The framework's roles that owe a date, as the access table knows them.
OWNERS = {
    "lead_inspector": Role.LEAD,
    "analytical_officer": Role.ANALYST,
    "link_person": Role.LINK_PERSON,
    "ceo": Role.CHIEF_EXECUTIVE,
    "publisher": Role.ADMINISTRATOR,
}
# What the product is told of when it happens, so that it can tell what is overdue; of the rest it only says when.
RECORDED = frozenset({"notification", "fieldwork_end", "draft", "final", "publication"})
OVER = (State.PUBLISHED, State.CANCELLED)
# The end of a span is owed, so one that began long ago still counts.
AHEAD = timedelta(days=14)


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Milestones that have not happened, up to two weeks ahead. Four queries, however many there are."""
    rows = list(_rows(day))
    holders = _holders(rows, person)
    for row, inspection in rows:
        role = owner(version(inspection.framework_version), row.timeline.kind, row.code)
        if role is None or (role in OUTSIDERS and not inspection.has_reached(State.ANNOUNCED)):
            continue
        for who in holders.get((role, inspection.pk), holders.get((role, None), ())):
            yield _due(row, inspection, role, who)


def _rows(day: date) -> Iterable[tuple[TimelineDate, Inspection]]:
    dates = TimelineDate.objects.filter(date__lte=day + AHEAD, actual=False).select_related("timeline")
    known = {each.timeline_id: each for each in Inspection.objects.exclude(state__in=OVER)}
    return ((row, known[row.timeline_id]) for row in dates.filter(timeline__in=known) if row.timeline_id in known)


def _holders(
    rows: Iterable[tuple[TimelineDate, Inspection]], person: Person | None
) -> dict[tuple[Role, int | None], list[Person]]:
    """By role and inspection (None: everywhere), the people who hold it now and can sign in."""
    inspections = {inspection.pk for _, inspection in rows}
    of_team = [role for role in OWNERS.values() if role != Role.LEAD]
    members = TeamMember.objects.current().filter(inspection__in=inspections, role__in=of_team)
    posts = Post.objects.held().filter(post__in=OWNERS.values(), person__suspended_at=None)
    if person:
        members, posts = members.filter(person=person), posts.filter(person=person)
    found: dict[tuple[Role, int | None], list[Person]] = defaultdict(list)
    for member in members.filter(person__suspended_at=None).select_related("person"):
        found[Role(member.role), member.inspection_id].append(member.person)
    for number, leads in leads_of(inspections).items():
        found[Role.LEAD, number] = [each for each in leads if each.suspended_at is None and person in (None, each)]
    for post in posts.select_related("person"):
        found[Role(post.post), None].append(post.person)
    return dict(found)


@cache
def owner(pinned: FrameworkVersion, kind: str, code: str) -> Role | None:
    """Who owes the milestone, by the framework; None where it names nobody whom the product could remind."""
    entries = (entry for week in pinned.timetables[kind].weeks for entry in week.entries)
    named = {entry.code: entry.owner for entry in entries} | {step.code: step.owner for step in pinned.milestones[kind]}
    return OWNERS.get(named.get(code, ""))


def _due(row: TimelineDate, inspection: Inspection, role: Role, who: Person) -> Due:
    theirs = role in OUTSIDERS
    page = reverse("cafcass_inspection" if theirs else "timetable", args=[inspection.ref])
    # A window ends on its last day, which the reader has until midnight.
    title = f"{row.title}: last day" if row.end else row.title
    return Due(
        key=f"{row.code}-{inspection.ref}",
        person=who,
        day=row.last,
        title=f"{title} ({one_line(inspection.title)})",
        page=page,
        inspection=inspection.ref,
        suggestion=row.code not in RECORDED,
    )
