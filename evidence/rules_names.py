"""What may be said of a place that looks like a name, and by whom."""

from accounts.access import Role, Verb
from accounts.models import Person
from accounts.refusals import require
from evidence.kinds import KINDS, SHARED
from evidence.models import Document, Revision
from inspections.models import TeamMember
from inspections.roles import permit, roles_on

REPLACE = "replace"
NO_NAME = {
    "place": "It is the name of a place, a court or an organisation",
    "word": "It is an ordinary word or a title",
    "published": "It names somebody only as the author of something published",
}
DECISIONS = (REPLACE, *NO_NAME)
WRITERS = (Role.LEAD, Role.DEPUTY, Role.TEAM)


def open_names(revision: Revision) -> bool:
    """Whether its writer was asked about a name and has not said that it is none. A query or two."""
    found = getattr(revision, "names_found", None)
    answer = getattr(found, "answer", None)
    return found is not None and not (answer and answer.shared)


def reads_kept_back(person: Person, document: Document, *, leads: bool) -> bool:
    """Its owner; the team, whose own text a shared summary is; the lead, where its owner writes here no more."""
    if document.kind == SHARED.code or document.owner_id == person.pk:
        return True
    return leads and not still_writes(document)


def still_writes(document: Document) -> bool:
    members = TeamMember.objects.current().filter(inspection=document.inspection, person=document.owner_id)
    return members.filter(role__in=WRITERS).exists()


def may_answer(person: Person, document: Document) -> None:
    """Raises NotAllowed, saying who can."""
    kind = KINDS[document.kind]
    leads = Role.LEAD in roles_on(person, document.inspection)
    permit(person, document.inspection, kind.thing, Verb.EDIT if kind is SHARED else Verb.EDIT_OWN)
    require(
        reads_kept_back(person, document, leads=leads),
        f"Only {document.owner}, who wrote it, is asked about names in it.",
        lifted_by=str(document.owner),
        rule="EVID-23",
    )
