"""Takes one save of a device: kept once, whatever the network does, and never refused for what it says."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, NotAllowed, Stale, require
from evidence import rules
from evidence.actions.capture import append
from evidence.field.reading import Sent, fields
from evidence.kinds import KINDS
from evidence.models import Document, FieldDevice, FieldSave, Head, HeldTaken, HeldWords, Revision
from framework.versions import version
from inspections.lifecycle import locked
from inspections.models import Inspection

WRITERS = (Role.LEAD, Role.DEPUTY, Role.TEAM)
# Further off than this, a date that the device filled in may be wrong, and its author is asked.
CLOCK_LIMIT_MS = 10 * 60 * 1000
HELD_TEAM, HELD_CLOCK, CLOSED = "held_not_on_team", "held_clock", "after_closing"


class NeverAWriter(Exception):
    """Somebody who never had an evidence-writing role on the inspection, or no such inspection: nothing is stored."""


class Reused(Exception):
    """The operation id stands for other bytes, or for somebody else's: the first stays, and the sender keeps theirs."""


class Odd(Exception):
    """A fault of the program that sent it, such as a document that is somebody else's. The device keeps the text."""


@dataclass(frozen=True)
class Receipt:
    """The proof that a save is stored: what a device needs before it lets go of its own copy."""

    op: UUID
    sha256: str
    seq: int | None
    heads: list[str]
    status: str
    new: bool


def receive(sent: Sent, *, by: Person) -> Receipt:
    """Stores the save once. Raises NeverAWriter, Reused and Odd; then nothing is stored."""
    found = Inspection.objects.filter(ref=sent.ref, members__person=by, members__role__in=WRITERS).first()
    if found is None:
        raise NeverAWriter
    with transaction.atomic():
        inspection = locked(found)
        if not _insert(sent, inspection, by):
            return _again(sent, by)
        reason = _held_because(sent, inspection, by)
        save = FieldSave.objects.get(op=sent.op)
        if reason:
            HeldWords.objects.create(save_of=save, reason=reason, parts=sent.parts)
        else:
            _into_the_record(save, sent.parts, by=by)
        return receipt(save, new=True)


def _insert(sent: Sent, inspection: Inspection, by: Person) -> bool:
    """One statement decides who came first: True for the row that was not there before."""
    row = FieldSave(
        op=sent.op,
        author=by,
        inspection=inspection,
        device=_device(sent, by),
        document=sent.document,
        parent=sent.parent,
        merged=sent.merged,
        kind=sent.kind,
        seq=sent.seq,
        captured_at=sent.captured_at,
        clock_offset_ms=sent.clock_offset_ms,
        received_at=clock.now(),
        sha256=sent.sha256,
        extra=sent.extra,
    )
    columns = FieldSave._meta.local_concrete_fields
    values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in columns]
    names, marks = ", ".join(f'"{f.column}"' for f in columns), ", ".join(["%s"] * len(columns))
    table = FieldSave._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT (op) DO NOTHING RETURNING op',
            values,
        )
        return cursor.fetchone() is not None


def _device(sent: Sent, by: Person) -> FieldDevice | None:
    if sent.device is None:
        return None
    device, _ = FieldDevice.objects.get_or_create(pk=sent.device, defaults={"person": by})
    # A device belongs to the person whose it was first: anybody else's ledger stays untouched.
    return device if device.person_id == by.pk else None


def _again(sent: Sent, by: Person) -> Receipt:
    known = FieldSave.objects.get(op=sent.op)
    if (known.author_id, known.sha256) != (by.pk, sent.sha256):
        raise Reused
    return receipt(known, new=False)


def _held_because(sent: Sent, inspection: Inspection, by: Person) -> str:
    """Why a person has to look first; "" when nobody has to. What was written over held words is held with them."""
    waits = HeldWords.objects.filter(save_of__document=sent.document, save_of__author=by, taken=None)
    if (first := waits.first()) is not None:
        return first.reason
    if abs(sent.clock_offset_ms) > CLOCK_LIMIT_MS:
        return HELD_CLOCK
    if not inspection.members.current().filter(person=by, role__in=WRITERS).exists():
        return HELD_TEAM
    document = _document(sent.document)
    _own_or_odd(document, sent, inspection, by)
    try:
        rules.may_revise(by, document) if document else rules.may_write(by, inspection, KINDS[sent.kind])
    except NotAllowed:
        return CLOSED
    return ""


def _document(pk: UUID) -> Document | None:
    return Document.objects.filter(pk=pk).select_related("inspection", "owner").first()


def _own_or_odd(document: Document | None, sent: Sent, inspection: Inspection, by: Person) -> None:
    if document is None:
        return
    same = (document.inspection_id, document.kind) == (inspection.pk, sent.kind)
    if not same or (sent.kind != "shared_summary" and document.owner_id != by.pk):
        raise Odd("The save belongs to a document that is not yours in this inspection.")


def _into_the_record(save: FieldSave, parts: dict[str, str], *, by: Person, admitted: bool = False) -> Revision:
    document = _document(save.document)
    parents: dict[UUID | None, Revision] = {
        r.op: r for r in Revision.objects.filter(op__in=[save.parent, save.merged], document=document)
    }
    parent, merged = parents.get(save.parent), parents.get(save.merged)
    if parent is None:
        parent, merged = merged, None
    # What its parents cite it cites too: a device knows nothing of citations.
    cites = Revision.objects.filter(cited_by__by_revision__in=list(parents.values())).distinct()
    try:
        return append(
            save.inspection,
            kind=save.kind,
            op=save.op,
            by=by,
            parts=parts,
            fields=fields(save.extra, version(save.inspection.framework_version)),
            document=document,
            known_as=save.document,
            parent=parent,
            merged=merged,
            cites=list(cites),
            captured_at=save.captured_at,
            device=str(save.device_id or ""),
            early=parent is None,
            superseded=_has_child(save),
            admitted=admitted,
        )
    except Stale as error:
        raise Reused from error
    except Invalid as error:
        raise Odd(error.message) from error


def _has_child(save: FieldSave) -> bool:
    """Whether something written over this one is in the record already."""
    later = FieldSave.objects.filter(document=save.document)
    children = (later.filter(parent=save.op) | later.filter(merged=save.op)).values("op")
    return Revision.objects.filter(op__in=children).exists()


def receipt(save: FieldSave, *, new: bool) -> Receipt:
    """What the device is told, from the tables as they stand."""
    revision = Revision.objects.filter(op=save.op).first()
    heads = Head.objects.filter(document_id=save.document).order_by("revision_id")
    ops = [str(op) for op in heads.values_list("revision__op", flat=True)]
    number = revision.pk if revision else None
    return Receipt(save.op, save.sha256, number, ops, _status(save, revision), new)


def _status(save: FieldSave, revision: Revision | None) -> str:
    if revision is None:
        return HeldWords.objects.get(save_of=save).reason
    if revision.after_fieldwork:
        return CLOSED
    lacks = rules.to_finish(
        revision, KINDS[save.kind], version(save.inspection.framework_version), revision.cites.count()
    )
    return "incomplete" if lacks else "accepted"


def take_in(held: HeldWords, *, by: Person) -> Revision:
    """A person takes held words into the record, under their author's name. Raises NotAllowed.

    The author settles a wrong clock; what came after removal or closing, the lead.
    """
    with transaction.atomic():
        inspection = locked(held.save_of.inspection)
        save = held.save_of
        lead = inspection.members.current().filter(person=by, role=Role.LEAD).exists()
        author = save.author_id == by.pk and held.reason == HELD_CLOCK
        require(lead or author, "Only the lead inspector can take this into the record.")
        require(not HeldTaken.objects.filter(held=held).exists(), "This was taken into the record already.")
        row = HeldTaken.objects.create(held=held, by=by)
        record("took in", row, by=by, inspection=inspection.ref, before=held.reason)
        return _into_the_record(save, held.parts, by=save.author, admitted=True)
