"""Takes one save of a device: kept once, whatever the network does, and never refused for what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BigIntegerField, CharField, UUIDField

from accounts import clock
from accounts.access import Verb, verbs_for
from accounts.models import Person
from accounts.prepared import Given, Prepared
from accounts.refusals import Invalid, Stale
from evidence import rules, rules_names
from evidence.actions.capture import append, check_words
from evidence.field import holding
from evidence.field.reading import Sent, facts, fields
from evidence.field.risk import tell_of_risk
from evidence.field.saying import say
from evidence.kinds import KINDS
from evidence.models import (
    Document,
    FieldDevice,
    FieldSave,
    Head,
    HeldSettled,
    HeldWords,
    Revision,
    RevisionText,
    SaveContent,
)
from framework.versions import version
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import roles_held, roles_on

_WRITTEN_BY = Prepared(
    lambda: Inspection.objects.filter(
        ref=Given("ref", CharField()),
        members__person=Given("person", BigIntegerField()),
        members__role__in=holding.WRITERS,
    ).order_by("pk")[:1]
)
_DEVICE = Prepared(lambda: FieldDevice.objects.filter(pk=Given("pk", UUIDField())))
_OP = Given("op", UUIDField())
_USED = Prepared(lambda: Revision.objects.filter(op=_OP).values_list("pk"))
_STANDS = Prepared(lambda: Revision.objects.filter(op=_OP).select_related("names_found__answer"))
_HEADS = Prepared(
    lambda: (
        Head.objects.filter(document=Given("document", UUIDField()))
        .order_by("revision_id")
        .values_list("revision__op", flat=True)
    )
)
AFTER_CLOSING, LEFT_OUT, HELD_NAMES = "after_closing", "left_out", "held_names"


class NeverAWriter(Exception):
    """Somebody who never had an evidence-writing role on the inspection, or no such inspection: nothing is stored."""


class Reused(Exception):
    """The operation id stands for other bytes, or for somebody else's: the first stays, and the sender keeps theirs."""


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
    """Stores the save once. Raises NeverAWriter and Reused; then nothing is stored."""
    found = _WRITTEN_BY.first(ref=sent.ref, person=by.pk)
    if found is None:
        raise NeverAWriter
    with transaction.atomic():
        save = _row(sent, locked(found), by)
        if not _insert(save):
            return _again(sent, by)
        if _USED.rows(op=sent.op):
            raise Reused
        with roles_held(by, save.inspection):
            _keep(save, sent)
            tell_of_risk(save, sent)
            return receipt(save, new=True)


def _keep(save: FieldSave, sent: Sent) -> None:
    """Into the record, or held for a person."""
    document = holding.known_document(save.document)
    reason, finding = next(iter(holding.grounds(save, document)), ""), ""
    if not reason:
        finding = _tried(save, sent, document)
    held = bool(reason or finding)
    SaveContent.objects.create(save_of=save, extra=sent.extra, parts=sent.parts if held else {})
    if held:
        HeldWords.objects.create(save_of=save, reason=reason or holding.UNFIT, finding=finding[:300])


def _tried(save: FieldSave, sent: Sent, document: Document | None) -> str:
    """Puts the words into the record, or says why they cannot stand there as they are; then nothing changed."""
    try:
        check_words(KINDS[save.kind], sent.parts, facts(save.kind, sent.extra))
        with transaction.atomic():
            into_the_record(save, sent.parts, sent.extra, document=document)
    except Invalid as error:
        return error.message
    return ""


def _row(sent: Sent, inspection: Inspection, by: Person) -> FieldSave:
    return FieldSave(
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
        words_sha256=sent.words_sha256,
    )


def _insert(row: FieldSave) -> bool:
    """One statement decides who came first: True for the row that was not there before."""
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
    device = _DEVICE.first(pk=sent.device)
    if device is None:
        device, _ = FieldDevice.objects.get_or_create(pk=sent.device, defaults={"person": by})
    # A device belongs to the person whose it was first: anybody else's ledger stays untouched.
    return device if device.person_id == by.pk else None


def _again(sent: Sent, by: Person) -> Receipt:
    known = FieldSave.objects.select_related("inspection", "author").get(op=sent.op)
    if (known.author_id, known.sha256) != (by.pk, sent.sha256):
        raise Reused
    return receipt(known, new=False)


def into_the_record(
    save: FieldSave,
    parts: dict[str, str],
    extra: dict[str, object],
    *,
    document: Document | None,
    known_as: UUID | None = None,
    admitted: bool = False,
) -> Revision:
    """Appends the save to the document, or to a new one of that id. Raises NotAllowed, Invalid and Reused."""
    parents = _parents(save, document)
    parent, merged = parents.get(save.parent), parents.get(save.merged)
    if parent is None or merged == parent:
        parent, merged = parent or merged, None
    # What its parents cite it cites too: a device knows nothing of citations. Nor may it know of a summary's prompts.
    parts = _answered(save.kind, parents.values()) | parts
    cites = Revision.objects.filter(cited_by__by_revision__in=list(parents.values())).distinct() if parents else ()
    superseded = _has_child(save, document)
    try:
        revision = append(
            save.inspection,
            kind=save.kind,
            op=save.op,
            by=save.author,
            parts=parts,
            fields=fields(extra, version(save.inspection.framework_version)),
            facts=facts(save.kind, extra),
            document=document,
            known_as=known_as or save.document,
            parent=parent,
            merged=merged,
            cites=list(cites),
            captured_at=save.captured_at,
            device=str(save.device_id or ""),
            early=parent is None,
            superseded=superseded,
            admitted=admitted,
        )
    except Stale as error:
        raise Reused from error
    say(revision.document, save, extra, late=superseded)
    return revision


def _parents(save: FieldSave, document: Document | None) -> dict[UUID | None, Revision]:
    named = [each for each in (save.parent, save.merged) if each]
    found = Revision.objects.filter(op__in=named, document=document) if document and named else ()
    return {each.op: each for each in found}


def _answered(kind: str, parents: Iterable[Revision]) -> dict[str, str]:
    """What the parents answer to the prompts of a summary."""
    words = RevisionText.objects.filter(revision__in=list(parents)).order_by("revision") if KINDS[kind].prompts else ()
    return {part: text for row in words for part, text in row.parts.items() if part in KINDS[kind].prompts}


def _has_child(save: FieldSave, document: Document | None) -> bool:
    """Whether something written over this one is in the document already."""
    if document is None:
        return False
    later = FieldSave.objects.filter(document=save.document)
    children = (later.filter(parent=save.op) | later.filter(merged=save.op)).values("op")
    return Revision.objects.filter(op__in=children, document=document).exists()


def receipt(save: FieldSave, *, new: bool) -> Receipt:
    """What the device is told, from the tables as they stand."""
    revision = _STANDS.first(op=save.op)
    number = revision.pk if revision else None
    return Receipt(save.op, save.sha256, number, _heads(save, revision), _status(save, revision), new)


def _heads(save: FieldSave, revision: Revision | None) -> list[str]:
    """The versions that stand; none for somebody who may not read them: what is held says nothing of others' work."""
    thing = KINDS[save.kind].thing
    if revision is None or Verb.READ not in verbs_for(
        roles_on(save.author, save.inspection), thing, save.author, save.inspection
    ):
        return []
    return [str(op) for op in _HEADS.rows(document=revision.document_id)]


def _status(save: FieldSave, revision: Revision | None) -> str:
    if revision is None:
        settled = HeldSettled.objects.filter(held=save.pk).exists()
        return LEFT_OUT if settled else HeldWords.objects.get(save_of=save).reason
    if rules_names.open_names(revision):
        return HELD_NAMES
    if revision.after_fieldwork:
        return AFTER_CLOSING
    lacks = rules.to_finish(
        revision, KINDS[save.kind], version(save.inspection.framework_version), revision.cites.count()
    )
    return "incomplete" if lacks else "accepted"
