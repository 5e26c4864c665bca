"""Who has which role on which inspection, now."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.access import Role, Thing, Verb, condition, verbs_for, who_may
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.refusals import NotYours
from accounts.rules import KEPT_BY_ROLES
from framework.versions import version
from inspections import engagement_queries as queries
from inspections.banners import with_acting, with_duties
from inspections.models import Inspection, LinkNamed, TeamMember
from inspections.workflow import State, from_on, reached

PAIRING = "paired_on_this_request"
ROLES = "roles_while_this_is_read"
ENGAGED = "engaged_on_this_request"
# Posts that keep people, the record or complaints apart from what inspections are about.
NO_CONTENT = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.COMPLAINT_HANDLER})


@dataclass(frozen=True)
class Duties:
    """What somebody with a role still owes: whether they declared their interests, and what rooms above ask."""

    declared: bool
    owed: dict[str, Any] = field(default_factory=dict)


def roles_and_duties(person: Person | AnonymousUser, inspection: Inspection) -> tuple[frozenset[Role], Duties | None]:
    """Standing roles and those on this inspection now, one in which they act for another too. One query more."""
    standing = standing_roles(person)
    if not isinstance(person, Person):
        return standing, None
    if Role.OFSTED not in standing:
        return standing | _link_of(person, inspection, standing), None
    held = with_duties(inspection, person)
    duties = Duties(all(row["declared"] for row in held), held[0]) if held else None
    if held:
        person.__dict__[ENGAGED] = held[0]["engaged"]
    return standing | _held(held), duties


def _link_of(person: Person, inspection: Inspection, standing: frozenset[Role]) -> frozenset[Role]:
    """Named link person of this inspection; whoever has the post already is not asked about."""
    if standing & {Role.LINK_PERSON, Role.CHIEF_EXECUTIVE} or Role.SIGNED_IN not in standing:
        return frozenset()
    named = LinkNamed.objects.filter(inspection=inspection, person=person, until=None).exists()
    return frozenset({Role.LINK_PERSON}) if named else frozenset()


def remember_roles(person: Person | AnonymousUser, inspection: Inspection, roles: frozenset[Role]) -> None:
    """For a page that is only read, on the request's own Person; what is done asks again, under the lock."""
    if isinstance(person, Person):
        person.__dict__[ROLES] = {inspection.pk: roles}


@contextmanager
def roles_held(person: Person, inspection: Inspection) -> Iterator[None]:
    """Within the block they are asked once: for an action that holds the row which whoever ends a role takes."""
    before = person.__dict__.get(ROLES)
    remember_roles(person, inspection, roles_on(person, inspection))
    try:
        yield
    finally:
        person.__dict__.pop(ROLES)
        if before is not None:
            person.__dict__[ROLES] = before


def roles_on(person: Person | AnonymousUser, inspection: Inspection) -> frozenset[Role]:
    """Standing roles and those on this inspection at this moment; what is owed costs ten times as much."""
    known: dict[int, frozenset[Role]] = getattr(person, ROLES, {})
    if inspection.pk in known:
        return known[inspection.pk]
    standing = standing_roles(person)
    if not isinstance(person, Person) or Role.OFSTED not in standing:
        return roles_and_duties(person, inspection)[0]
    return standing | _held(with_acting(inspection, person))


def _held(rows: Iterable[dict[str, Any]]) -> frozenset[Role]:
    return frozenset(Role(each) for row in rows for each in (row["role"], row["acts_as"]) if each)


def kept_by_roles(person: Person) -> str:
    """Whoever has a role on an inspection works for Ofsted: the role is ended before they change sides."""
    held = TeamMember.objects.current().filter(person=person).select_related("inspection").first()
    if held is None:
        return ""
    return f"{person} is {held.get_role_display().lower()} of {held.inspection}. End that role first."


KEPT_BY_ROLES.append(kept_by_roles)


def permit(person: Person, inspection: Inspection, thing: Thing, verb: Verb, sentence: str = "") -> None:
    """Every rule's first question: does the access table let this person do this here? Raises NotAllowed."""
    if verb not in verbs_for(roles_on(person, inspection), thing, person, inspection):
        raise NotYours(sentence or f"Only {who_may(thing, verb)} can do this.")


@condition("after_call")
def after_call(person: Person, inspection: Inspection) -> bool:
    """Nothing of an activity shows to Cafcass before the call is recorded (N0)."""
    return reached(inspection.state, State.ANNOUNCED)


@condition("paired")
def paired(person: Person, inspection: Inspection) -> bool:
    """A shadowing inspector reads while paired to a named inspector."""
    known = person.__dict__.get(PAIRING, {})
    return known[inspection.pk] if inspection.pk in known else _paired(person, inspection)


def remember_pairing(person: Person | AnonymousUser, inspection: Inspection, roles: frozenset[Role]) -> None:
    """Asked once a request, on the request's own Person: every menu entry and step would ask again."""
    if Role.SHADOW in roles and isinstance(person, Person):
        person.__dict__[PAIRING] = {inspection.pk: _paired(person, inspection)}


def _paired(person: Person, inspection: Inspection) -> bool:
    return inspection.members.current().filter(person=person, role=Role.SHADOW).exclude(paired_with=None).exists()


@condition("review")
def review(person: Person, inspection: Inspection) -> bool:
    """The director reads the evidence only when there is something to review: from the end of fieldwork on."""
    return reached(inspection.state, State.FIELDWORK_ENDED)


@condition("graded")
def graded(person: Person, inspection: Inspection) -> bool:
    """Only a full inspection has judgements; for a visit there is no such page (JUDG-14)."""
    return inspection.graded


@condition("visit")
def has_findings(person: Person, inspection: Inspection) -> bool:
    """A visit that ends in a letter has findings in place of judgements."""
    return version(inspection.framework_version).activity_type(inspection.kind).outcome_document == "letter"


@condition("focused")
def focused(person: Person, inspection: Inspection) -> bool:
    """Only a focused visit has topics (FV-11)."""
    return inspection.kind == "focused_visit"


@condition("focused_told")
def focused_told(person: Person, inspection: Inspection) -> bool:
    return focused(person, inspection) and after_call(person, inspection)


@condition("draft_sent")
def draft_sent(person: Person, inspection: Inspection) -> bool:
    return reached(inspection.state, State.DRAFT_SENT)


@condition("final_sent")
def final_sent(person: Person, inspection: Inspection) -> bool:
    return reached(inspection.state, State.FINAL_SENT)


@condition("published")
def published(person: Person, inspection: Inspection) -> bool:
    return inspection is not None and inspection.state == State.PUBLISHED


@condition("named_link")
def named_link(person: Person, inspection: Inspection | None) -> bool:
    """Named link person of some inspection that Cafcass was told of."""
    held = LinkNamed.objects.filter(person=person, until=None, inspection__state__in=from_on(State.ANNOUNCED))
    return person.side == Person.Side.CAFCASS and held.exists()


@condition("inspector")
def inspector(person: Person, inspection: Inspection | None) -> bool:
    """An inspector plans what they will lead themselves."""
    return person.grade != Person.Grade.NONE


@condition("engagement")
def engagement(person: Person, inspection: Inspection | None) -> bool:
    """Whoever at Ofsted works on inspections reads of the engagement: an inspector, an analyst, a meeting's chair."""
    if standing_roles(person) & NO_CONTENT:
        return False
    if person.grade != Person.Grade.NONE:
        return True
    known = person.__dict__
    if ENGAGED not in known:
        known[ENGAGED] = queries.is_engaged(person)
    return bool(known[ENGAGED])


@condition("delegated")
def delegated(person: Person, inspection: Inspection | None) -> bool:
    """A contributor puts together the self-evaluation that was given to them, while it is put together."""
    return queries.is_delegated(person)


@condition("names_attendees")
def names_attendees(person: Person, inspection: Inspection | None) -> bool:
    """A contributor whom the chief executive asked to say who comes to the engagement meeting."""
    return queries.names_attendees(person)
