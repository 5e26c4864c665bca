"""A person settles held words: takes them into the record for their author, or leaves them out with a reason."""

from uuid import UUID, uuid4

from django.db import transaction

from accounts.access import Role
from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from evidence import rules
from evidence.field import holding
from evidence.field.reading import mended
from evidence.field.receiving import into_the_record
from evidence.kinds import KINDS
from evidence.models import Document, FieldSave, HeldSettled, HeldWords, Revision
from inspections.lifecycle import locked
from inspections.roles import roles_on


def take_in(held: HeldWords, *, by: Person) -> Revision:
    """Raises NotAllowed, and Invalid for words that cannot stand in the record at all.

    The author settles a wrong clock, odd characters and a document that is not theirs; what came after removal or
    closing, the lead. Whatever it was held for, ownership, team, closing and clock are all asked again.
    """
    with transaction.atomic():
        save = _taken(held, by)
        grounds = {held.reason, *holding.grounds(save, holding.known_document(save.document))}
        require(
            (save.author_id == by.pk and not grounds & holding.FOR_THE_LEAD) or _leads(by, save),
            "Only the lead inspector can take this into the record.",
        )
        rules.may_write(by, save.inspection, KINDS[save.kind])
        require(save.content.blanked_at is None, "These words were removed, so there is nothing to take in.")
        document, known_as = _target(save)
        parts = {part: mended(text) for part, text in save.content.parts.items()}
        revision = into_the_record(save, parts, save.content.extra, document=document, known_as=known_as, admitted=True)
        _settled(held, by, document=revision.document)
        return revision


def leave_out(held: HeldWords, *, reason: str, by: Person) -> HeldSettled:
    """The words stay as they are, and nobody is asked about them any more. Raises NotAllowed, Invalid."""
    with transaction.atomic():
        save = _taken(held, by)
        require(
            save.author_id == by.pk or _leads(by, save), "Only its author or the lead inspector can leave this out."
        )
        rules.refuse_unless(bool(reason.strip()), "reason", "Enter why this is left out of the record.")
        return _settled(held, by, reason=reason)


def _taken(held: HeldWords, by: Person) -> FieldSave:
    """The save with its inspection held until the transaction ends. Raises NotAllowed where it was settled before."""
    save = FieldSave.objects.select_related("author", "content").get(pk=held.pk)
    save.inspection = locked(save.inspection)
    require(not HeldSettled.objects.filter(held=held).exists(), "Somebody has settled this already.")
    return save


def _leads(person: Person, save: FieldSave) -> bool:
    return Role.LEAD in roles_on(person, save.inspection)


def _target(save: FieldSave) -> tuple[Document | None, UUID]:
    """Where the words go: their document if it may take them, else one of their own, the same for all of them."""
    document = holding.known_document(save.document)
    if document is None or _takes(document, save):
        return document, save.document
    before = HeldSettled.objects.filter(held__save_of__author=save.author, held__save_of__document=save.document)
    for each in before.exclude(document=None).order_by("-id"):
        if each.document and _takes(each.document, save):
            return each.document, each.document.pk
    return None, uuid4()


def _takes(document: Document, save: FieldSave) -> bool:
    return holding.fits(document, save) and not rules.withdrawn(document)


def _settled(held: HeldWords, by: Person, *, document: Document | None = None, reason: str = "") -> HeldSettled:
    row = HeldSettled.objects.create(held=held, by=by, document=document, reason=reason)
    verb, ref = "took in" if document else "left out", held.save_of.inspection.ref
    record(verb, row, by=by, inspection=ref, before=held.reason, reason=reason)
    return row
