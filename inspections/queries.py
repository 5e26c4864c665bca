"""Reads that more than one caller needs."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts import clock
from accounts.access import OF_AN_INSPECTION, TABLE, Role, Thing
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.queries import holders
from inspections.discretion import ON_HOLD, knows_of_complaints
from inspections.models import (
    ActingRole,
    Inspection,
    InterestDeclaration,
    LinkNamed,
    Outcome,
    Pair,
    PairMember,
    Site,
    SiteChoice,
    SiteTravel,
    TeamMember,
)
from inspections.workflow import State, from_on, reached
from scheduling.models import TimelineDate, TimelineDateChange

# A page of moves is what somebody reads; the rest is in the history.
MOST_CHANGES = 100


def _sees_every_inspection(roles: frozenset[Role]) -> bool:
    """A standing post that the table gives any page of an inspection, without having been put on it."""
    standing = (roles - OF_AN_INSPECTION) & set(TABLE[Thing.PLAN])
    return bool(standing) or Role.COMPLAINT_HANDLER in roles


def visible_inspections(inspections: Any, person: Any) -> Any:
    """Those of which the person may see anything: own ones, all for some posts, announced ones for Cafcass (N0)."""
    if not isinstance(person, Person) or not person.is_active:
        return inspections.none()
    roles = standing_roles(person)
    if _sees_every_inspection(roles):
        return inspections
    if roles & {Role.CHIEF_EXECUTIVE, Role.LINK_PERSON}:
        return inspections.filter(state__in=from_on(State.ANNOUNCED))
    if Role.OFSTED not in roles:
        named = LinkNamed.objects.filter(inspection=OuterRef("pk"), person=person, until=None)
        return inspections.filter(Exists(named), state__in=from_on(State.ANNOUNCED))
    held = TeamMember.objects.current().filter(inspection=OuterRef("pk"), person=person)
    return inspections.filter(Exists(held))


def sees(roles: frozenset[Role], inspection: Inspection) -> bool:
    """The same of one inspection, for somebody whose roles on it are known already; a test holds the two together."""
    if roles & OF_AN_INSPECTION or _sees_every_inspection(roles):
        return True
    return bool(roles & {Role.CHIEF_EXECUTIVE, Role.LINK_PERSON}) and reached(inspection.state, State.ANNOUNCED)


def mine(person: Person) -> QuerySet[Inspection]:
    """The inspections that concern a person, newest first, with timeline."""
    return Inspection.objects.visible_to(person).select_related("timeline").filter(~Q(state=State.CANCELLED))


def last_outcome(kind: str = "inspection") -> Outcome | None:
    """The latest finished activity of the kind."""
    return Outcome.objects.filter(kind=kind).prefetch_related("grades").first()


def people_with_role(inspection: Inspection, role: str) -> QuerySet[Person]:
    """Whoever has the role on this inspection now, in the order in which they joined."""
    held = TeamMember.objects.current().filter(inspection=inspection, role=role)
    return Person.objects.filter(inspection_roles__in=held).order_by("inspection_roles__id")


def acting_as(inspection: Inspection, role: str) -> QuerySet[Person]:
    """Whoever has the role on this inspection now or acts in it, each once."""
    acting = ActingRole.objects.current().filter(member__inspection=inspection, role=role)
    held = TeamMember.objects.current().filter(Q(role=role) | Q(pk__in=acting.values("member")), inspection=inspection)
    return Person.objects.filter(pk__in=held.values("person")).order_by("id")


def leads_of(inspections: Iterable[Any]) -> dict[int, list[Person]]:
    """By inspection (a row or its number) whoever leads it now or acts as its lead, each once. One query."""
    acting = ActingRole.objects.current().filter(member=OuterRef("pk"), role=Role.LEAD)
    held = TeamMember.objects.current().filter(Q(role=Role.LEAD) | Exists(acting), inspection__in=list(inspections))
    found: dict[int, list[Person]] = defaultdict(list)
    for member in held.select_related("person").order_by("id"):
        if member.person not in found[member.inspection_id]:
            found[member.inspection_id].append(member.person)
    return dict(found)


def link_named(inspection: Inspection) -> LinkNamed | None:
    """Whom the chief executive has named for this inspection, as it stands now."""
    return LinkNamed.objects.filter(inspection=inspection, until=None).select_related("person").first()


def link_people(inspection: Inspection) -> list[Person]:
    """Who is told what a link person is told: the holders of the post, and whoever is named for this inspection."""
    people = holders(Role.LINK_PERSON)
    named = link_named(inspection)
    person = named.person if named else None
    return [*people, person] if person and person.is_active and person not in people else people


def is_on_team(inspection: Inspection, person: Person) -> bool:
    """Whether the person is of the team now; the QA manager never is (QA-03)."""
    return inspection.members.current().filter(person=person).exclude(role=Role.QA_MANAGER).exists()


# Of the inspector whom a shadow follows a page says the name; the whole row, for every member, is slow to read.
UNSAID_OF_PAIRED = [
    f"paired_with__{column.name}" for column in Person._meta.concrete_fields if column.name not in ("id", "name")
]
WEIGHT = {role.value: place for place, role in enumerate(role for role in Role if role in OF_AN_INSPECTION)}


def team(inspection: Inspection) -> list[TeamMember]:
    """Everybody with a role now, QA manager included, with the person, in the order of their roles' weight."""
    members = TeamMember.objects.current().filter(inspection=inspection)
    shown = members.select_related("person", "paired_with").defer(*UNSAID_OF_PAIRED).order_by("person__name", "id")
    return sorted(shown, key=lambda member: WEIGHT[member.role])


def team_now(inspection: Inspection) -> list[TeamMember]:
    """The same as a list; read once for the inspection of a page that asked for it with `with_team`."""
    known: list[TeamMember] | None = inspection.__dict__.get("_team_now")
    return team(inspection) if known is None else known


def with_team(inspection: Inspection) -> Inspection:
    """Keeps the team on a page's own instance, so that several parts of the page read it once."""
    inspection.__dict__["_team_now"] = team(inspection)
    return inspection


def former_members(inspection: Inspection) -> QuerySet[TeamMember]:
    """Roles that have ended, latest first."""
    return inspection.members.filter(until__lte=clock.now()).select_related("person").order_by("-until", "-id")


def stand_ins(inspection: Inspection) -> QuerySet[ActingRole]:
    """Who acts for whom, now and on days to come."""
    found = ActingRole.objects.standing().filter(member__inspection=inspection)
    return found.select_related("member__person", "instead_of__person").order_by("since", "id")


def pairs(inspection: Inspection) -> QuerySet[Pair]:
    """The pairs that stand, each with its seats and people."""
    seats = PairMember.objects.select_related("member__person")
    standing = Site.objects.filter(withdrawn_at=None)
    return inspection.pairs.filter(dissolved_at=None).prefetch_related(
        Prefetch("seats", queryset=seats), Prefetch("sites", queryset=standing, to_attr="standing_sites")
    )


def sites(inspection: Inspection) -> QuerySet[Site]:
    """The sites that stand, each with its pair, in the order of their codes."""
    return inspection.sites.filter(withdrawn_at=None).select_related("pair")


def site_choices(inspection: Inspection) -> QuerySet[SiteChoice]:
    """Why sites were added, changed and withdrawn, latest first; the last of many."""
    found = SiteChoice.objects.filter(site__inspection=inspection).select_related("site", "by")
    return found.order_by("-id")[:MOST_CHANGES]


def travels(inspection: Inspection) -> QuerySet[SiteTravel]:
    """The ways for which minutes were set, both sites with them."""
    standing = {"one__inspection": inspection, "one__withdrawn_at": None, "other__withdrawn_at": None}
    return SiteTravel.objects.filter(**standing).select_related("one", "other").order_by("one__code", "other__code")


def next_dates(inspection: Inspection, count: int = 4) -> list[TimelineDate]:
    """The next milestones from today on, soonest first; at most `count`."""
    dates = inspection.timeline.dates.all()
    coming = dates.filter(Q(date__gte=clock.today()) | Q(end__gte=clock.today())).filter(actual=False)
    return list(coming.exclude(code="notification_latest").order_by("date", "id")[:count])


def programme(person: Any) -> QuerySet[Inspection]:
    """The inspections a person may open, latest on-site week first."""
    return Inspection.objects.visible_to(person).select_related("timeline").order_by("-timeline__onsite_week", "-id")


def outcomes() -> QuerySet[Outcome]:
    """Every finished activity with its grades, latest first."""
    return Outcome.objects.select_related("inspection").prefetch_related("grades")


def shown_changes(inspection: Inspection, roles: frozenset[Role]) -> list[TimelineDateChange]:
    """Every move of a date, latest first; that a complaint held one is told only to those who may read it."""
    moves = list(inspection.timeline.changes.order_by("-id")[:MOST_CHANGES])
    found = [change for change in moves if change.old_date]
    _join_cancelled(moves)
    if not knows_of_complaints(roles, inspection):
        for change in found:
            if change.why.startswith("complaint"):
                change.why = ON_HOLD
    return found


def _join_cancelled(moves: Iterable[Any]) -> None:
    """A date that was let go, as by a deferral, and stands again later shows as one move: what took its place."""
    later: dict[str, Any] = {}
    for change in moves:  # latest first
        if change.old_date is None:
            later[change.code] = change
        elif change.new_date is None and change.code in later:
            taken = later.pop(change.code)
            change.new_date, change.new_end = taken.new_date, taken.new_end


def roles_in_words(people: Iterable[Person]) -> dict[int, list[str]]:
    """By the person's id, what they are on which inspection now. One query for everybody."""
    found: dict[int, list[str]] = defaultdict(list)
    held = TeamMember.objects.current().filter(person__in=people).select_related("inspection")
    for member in held.order_by("-inspection__made_at", "id"):
        found[member.person_id].append(f"{member.get_role_display()}, {member.inspection}")
    return found


def standing_declarations(inspection: Inspection) -> list[tuple[TeamMember, InterestDeclaration | None]]:
    """Everybody with a role now, with what they declared last; who has not declared yet first. Three queries."""
    members = team(inspection)
    said = InterestDeclaration.objects.filter(member__in=members).select_related("decision__by").order_by("id")
    latest = {each.member_id: each for each in said}
    rows = [(member, latest.get(member.pk)) for member in members]
    return sorted(rows, key=lambda row: row[1] is not None)


def open_adjustments(inspection: Inspection) -> int:
    """How many needs have no answer (GEN-06)."""
    return inspection.adjustments.filter(answered_on=None).count()
