"""What may be said of a place that looks like a name, and by whom."""

from collections.abc import Sequence

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
    return reads_all_kept_back(person, [document], leads=leads)


def reads_all_kept_back(person: Person, documents: Sequence[Document], *, leads: bool) -> bool:
    """The same of several documents of one inspection. A query at most."""
    others = [each for each in documents if each.kind != SHARED.code and each.owner_id != person.pk]
    if not others:
        return True
    members = TeamMember.objects.current().filter(inspection=others[0].inspection_id, role__in=WRITERS)
    return leads and not members.filter(person__in={each.owner_id for each in others}).exists()


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
