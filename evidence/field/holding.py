"""Why a save of a device waits for a person: asked when it arrives, and asked again when somebody takes it in."""

from uuid import UUID

from django.db.models import UUIDField

from accounts.access import Role
from accounts.prepared import Given, Prepared
from accounts.refusals import NotAllowed, NotYours
from evidence import rules
from evidence.kinds import KINDS
from evidence.models import Document, FieldSave

WRITERS = (Role.LEAD, Role.DEPUTY, Role.TEAM)
# Further off than this, a date that the device filled in may be wrong, and its author is asked.
CLOCK_LIMIT_MS = 10 * 60 * 1000
NOT_YOURS, NOT_ON_TEAM, CLOSED, CLOCK = "held_not_yours", "held_not_on_team", "held_closed", "held_clock"
UNFIT = "held_unfit"
# What came after its author left the team, or after a document was closed, is for the lead to let in.
FOR_THE_LEAD = frozenset({NOT_ON_TEAM, CLOSED})


_KNOWN = Prepared(
    lambda: Document.objects.filter(pk=Given("pk", UUIDField())).select_related("inspection", "owner", "withdrawal")
)


def known_document(pk: UUID) -> Document | None:
    return _KNOWN.first(pk=pk)


def fits(document: Document, save: FieldSave) -> bool:
    """Whether the save may belong to this document at all: its inspection, its kind, and its author's to write."""
    same = (document.inspection_id, document.kind) == (save.inspection_id, save.kind)
    return same and rules.owns(save.author, document)


def grounds(save: FieldSave, document: Document | None) -> list[str]:
    """Everything that stands in the way of the save now, in order: ownership, team, closing, clock.

    `document` is the one that it names, where that is known.
    """
    found = []
    if document is not None and not fits(document, save):
        found.append(NOT_YOURS)
        document = None
    try:
        if document is not None:
            rules.may_revise(save.author, document)
        else:
            rules.may_write(save.author, save.inspection, KINDS[save.kind])
    except NotYours:
        found.append(NOT_ON_TEAM)
    except NotAllowed:
        found.append(CLOSED)
    return [*found, CLOCK] if abs(save.clock_offset_ms) > CLOCK_LIMIT_MS else found
