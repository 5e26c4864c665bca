"""The one way in which evidence is written: every form and every device ends in `append`."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import BigIntegerField, QuerySet, UUIDField

from accounts import clock
from accounts.models import Person
from accounts.prepared import Given, Prepared
from accounts.record import record
from accounts.refusals import Both, Invalid, Stale
from evidence import cases, chain, headings, rules
from evidence.actions.citing import check_cites
from evidence.actions.guarding import look
from evidence.actions.indexing import forget_revisions, index_revision
from evidence.kinds import CASE, KINDS, NOTE, SHARED, Kind
from evidence.models import Citation, Document, Head, Revision, RevisionText
from evidence.queries.sampled import of_reference
from evidence.workflow import MACHINES
from framework.versions import version
from information.references import plainly
from information.rules.sample import oldest_practice
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.rules.pause import paused_on
from inspections.workflow import State

_KNOWN = Prepared(lambda: Revision.objects.filter(op=Given("op", UUIDField())).select_related("words"))
_LAST = Prepared(
    lambda: (
        Revision.objects.filter(inspection=Given("inspection", BigIntegerField()))
        .order_by("-id")
        .values_list("chain", flat=True)[:1]
    )
)


class OpReused(Stale):
    """The operation id was used for other words already: nothing is stored, and the sender keeps the text."""


def append(
    inspection: Inspection,
    *,
    kind: str,
    op: UUID,
    by: Person,
    parts: Mapping[str, str],
    fields: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    document: Document | None = None,
    parent: Revision | None = None,
    merged: Revision | None = None,
    cites: Collection[Revision] = (),
    captured_at: datetime | None = None,
    device: str = "",
    known_as: UUID | None = None,
    early: bool = False,
    superseded: bool = False,
    admitted: bool = False,
) -> Revision:
    """Saves one revision of a new or known document and returns it; the same op with the same content gives the first.

    `fields` are those of chain.FIELDS, `facts` as evidence/cases.py has them.
    A parent that is no head any more makes a second head, and both stay.
    From a device: `known_as` is the id of a new document; `early` when the parent has not arrived; `superseded` when
    what was written over it has; `admitted` when a person of the team let in what its author may not send any more.
    Raises NotAllowed, Invalid for words or citations that cannot be, and OpReused.
    """
    with transaction.atomic():
        inspection = locked(inspection)
        if document:
            rules.ask_anew(document)
        revision = Revision(
            op=op,
            inspection=inspection,
            document=document
            or Document(id=known_as or uuid4(), inspection=inspection, kind=kind, owner=by, made_at=clock.now()),
            parent=parent,
            merged=merged,
            author=by,
            captured_at=captured_at,
            device=device,
            **_clean(fields or {}),
        )
        _state_facts(revision, kind, facts or {}, parts)
        revision.sha256 = chain.words_hash(parts)
        known = _KNOWN.first(op=op)
        if known is not None:
            return _same_or_refused(known, revision, document, parts, cites)
        _permit(by, inspection, kind, document, admitted)
        _check(revision, KINDS[kind], document, parts, cites, early)
        return _store(revision, parts, cites, superseded)


def _clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields in the types of their columns, so that the chain reads the same before and after the database."""
    unknown = set(fields) - set(chain.FIELDS)
    if unknown:
        raise TypeError(f"Evidence has no field {', '.join(sorted(unknown))}.")
    columns: dict[str, Any] = {name: Revision._meta.get_field(name) for name in fields}
    return {name: columns[name].to_python(value) for name, value in fields.items()}


def _state_facts(revision: Revision, kind: str, facts: Mapping[str, Any], parts: Mapping[str, str]) -> None:
    """What is said beside the words; of a case evaluation also its area, which is the law of the child's proceeding."""
    if kind != CASE.code:
        revision.facts = (
            cases.of_note(version(revision.inspection.framework_version), facts) if kind == NOTE.code else {}
        )
        return
    strange = cases.unknown(facts)
    rules.refuse_unless(not strange, "", f"A case evaluation has no {', '.join(strange)}.", "SAMPLE-03")
    inspection = revision.inspection
    revision.source = plainly(revision.source)
    child = of_reference(inspection, revision.source)
    revision.area, revision.heading, revision.finding = child.law_type if child else "", "", ""
    kept = cases.cleaned(version(inspection.framework_version), facts)
    reason, oldest = parts.get("practice_reason", ""), oldest_practice(inspection)
    kept["practice"] = cases.practice_of(kept, reason, oldest, clock.today()).value
    kept["findings"] = any(parts.get(part, "").strip() for part in cases.FINDINGS)
    kept["complete"] = not cases.lacks(kept, revision.source, revision.area)
    revision.facts = kept


def _same_or_refused(
    known: Revision, sent: Revision, document: Document | None, parts: Mapping[str, str], cites: Collection[Revision]
) -> Revision:
    stored = chain.content(known, known.cites.values_list("cited_id", flat=True))
    same_document = known.document_id == document.pk if document else known.parent_id is None
    same_document &= (known.inspection_id, known.document.kind) == (sent.inspection_id, sent.document.kind)
    if same_document and stored == chain.content(sent, [cited.pk for cited in cites]):
        return known
    if known.author_id != sent.author_id:
        raise Invalid("", "This form was opened by somebody else. Open the page again and send it once more.")
    saved = known.words.parts
    raise OpReused(
        [Both(part, text, saved.get(part, "")) for part, text in parts.items()], changed_by=str(known.author)
    )


def _permit(by: Person, inspection: Inspection, kind: str, document: Document | None, admitted: bool) -> None:
    """Words that a person let in need no place on the team any more, and all else that is asked of everybody."""
    if admitted:
        rules.require_revisable(by, document) if document else rules.require_open(inspection)
    elif document:
        rules.may_revise(by, document)
    else:
        rules.may_write(by, inspection, KINDS[kind])


def _check(
    revision: Revision,
    kind: Kind,
    document: Document | None,
    parts: Mapping[str, str],
    cites: Collection[Revision],
    early: bool,
) -> None:
    if document and (document.inspection_id, document.kind) != (revision.inspection_id, kind.code):
        raise Invalid("", "This is not one of this inspection's documents.")
    _check_parents(revision, document, early)
    check_words(kind, parts, revision.facts)
    pinned = version(revision.inspection.framework_version)
    if not headings.known(pinned, revision.area, revision.heading):
        raise Invalid("place", "Select one of the areas and headings of the framework.")
    check_cites(revision, kind, cites, pinned)


def _check_parents(revision: Revision, document: Document | None, early: bool) -> None:
    """A new document has no parent; a later revision has one of its own document, and a merge two different ones."""
    parents = [each for each in (revision.parent, revision.merged) if each is not None]
    strange = any(document is None or each.document_id != document.pk for each in parents)
    if (
        strange
        or (bool(parents) != bool(document) and not early)
        or (revision.merged and revision.merged == revision.parent)
    ):
        raise Invalid("", rules.STRANGE_PARENT)


def check_words(kind: Kind, parts: Mapping[str, str], facts: Mapping[str, Any] | None = None) -> None:
    """Raises Invalid for words that no revision holds, whoever wrote them. A case evaluation may begin with answers."""
    if not set(kind.parts) <= set(parts) <= {*kind.parts, *kind.prompts}:
        raise Invalid("", f"A {kind.label.lower()} has the parts {', '.join(kind.parts)}.")
    begun = kind is CASE and cases.begun(facts or {})
    if not any(text.strip() for text in parts.values()) and not begun:
        raise Invalid(kind.main_part, "Enter some text: there is nothing to save.")
    for part, text in parts.items():
        if len(text) > rules.TEXT_LIMIT:
            raise Invalid(part, f"The text must be {rules.TEXT_LIMIT:,} characters or fewer.")
        if rules.UNSTORABLE.search(text):
            raise Invalid(part, "The text holds characters that cannot be kept: null characters, or half of one.")


def _store(
    revision: Revision, parts: Mapping[str, str], cites: Collection[Revision], superseded: bool = False
) -> Revision:
    inspection, document = revision.inspection, revision.document
    begun = document._state.adding
    if begun:
        document.save(force_insert=True)
    revision.received_at = clock.now()
    revision.odd_time = rules.odd_time(inspection, revision.observed_on, revision.received_at)
    revision.after_fieldwork = inspection.has_reached(State.FIELDWORK_ENDED)
    revision.in_pause = bool(revision.observed_on and paused_on(inspection, revision.observed_on))
    last = _LAST.first(inspection=inspection.pk)
    cited = [each.pk for each in cites]
    revision.chain = chain.link(last or chain.FIRST, revision, document.kind, document.owner_id, cited)
    revision.save(force_insert=True)
    RevisionText.objects.create(revision=revision, parts=dict(parts))
    Citation.objects.bulk_create(Citation(by_revision=revision, cited=each) for each in cites)
    opened = "" if begun else _opens_again(document)
    names_open = look(revision, parts)
    head = _first_head(revision, names_open) if begun else _move_heads(revision, superseded, names_open=names_open)
    _index(revision, head, parts)
    _mark_taken(cites)
    verb = "write" if revision.parent_id is None else "revise"
    record(verb, revision, by=revision.author, inspection=inspection.ref)
    if opened:
        machine = MACHINES[document.kind]
        before, after = opened, machine.target(opened, "change")
        record("change", document, by=revision.author, inspection=inspection.ref, before=before, after=after)
    return revision


def _index(revision: Revision, head: Head | None, parts: Mapping[str, str]) -> None:
    """A search finds what stands and is shared: an older revision that arrived late takes no place."""
    if head is None:
        return
    before = [each for each in (revision.parent_id, revision.merged_id) if each]
    if head.names_open and head.kind != SHARED.code:
        forget_revisions(head.kind, before)
    else:
        index_revision(revision, parts, instead_of=before)


def _opens_again(document: Document) -> str:
    """The state in which a summary stood agreed or a case closed, "" for neither: a new revision opens it again."""
    if not Head.objects.filter(document=document, alone=True, agreed=True).exists():
        return ""
    return "closed" if document.kind == CASE.code else "agreed"


def _first_head(revision: Revision, names_open: bool) -> Head:
    head = Head.of(revision, names_open=names_open)
    head.save(force_insert=True)
    return head


def _move_heads(revision: Revision, superseded: bool = False, *, names_open: bool = False) -> Head | None:
    """The new revision takes the place of its parents; whatever else has no successor stays a head beside it.

    None where something that was written over it stands already.
    """
    heads = Head.objects.filter(document=revision.document)
    taken = heads.filter(taken=True).exists()
    awaited = heads.filter(reference_awaited=True).exists()
    heads.filter(revision_id__in=[revision.parent_id, revision.merged_id]).delete()
    if superseded and heads.exists():
        _settle(heads)
        return None
    others = heads.update(latest=False, alone=False, agreed=False)
    flags = {"taken": taken, "names_open": names_open, "reference_awaited": awaited}
    head = Head.of(revision, alone=not others, **flags)
    head.save(force_insert=True)
    return head


def _settle(heads: QuerySet[Head]) -> None:
    """Marks anew which head is the latest and whether it stands alone, after an older revision arrived late."""
    numbers = list(heads.order_by("revision_id").values_list("pk", flat=True))
    heads.update(latest=False, alone=len(numbers) == 1)
    heads.filter(pk=numbers[-1]).update(latest=True)


def _mark_taken(cites: Collection[Revision]) -> None:
    """What a summary cites once is never again among what nothing rests on."""
    if cites:
        Head.objects.filter(document__in=[each.document_id for each in cites], taken=False).update(taken=True)
