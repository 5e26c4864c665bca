"""Notes from paper and Word, and essential evidence that was given on paper (EVID-06)."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Person
from accounts.record import record
from accounts.refusals import NotAllowed, require
from evidence import rules
from evidence.actions.capture import append
from evidence.kinds import NOTE
from evidence.models import Document, NoteFile, NoteOrigin, PaperCopy, Revision
from files import uploads
from files.uploads import Arrived
from information.actions.further import draft_request
from information.models import FurtherRequest
from inspections.lifecycle import locked
from inspections.models import Inspection

WHY = "Essential evidence was given on paper (EVID-06)."


@transaction.atomic
def import_note(
    inspection: Inspection,
    *,
    op: UUID,
    written: str,
    where: str,
    parts: Mapping[str, str],
    fields: Mapping[str, Any],
    facts: Mapping[str, Any] | None = None,
    essential: str = "",
    arrived: Iterable[Arrived] = (),
    by: Person,
) -> Revision:
    """A note like any other, with where its words come from; `essential` is what Cafcass gave on paper, "" for nothing.

    Raises what `append` raises, and Invalid beside `where`.
    """
    rules.refuse_unless(bool(where.strip()), "where", "Enter where the original is.", "EVID-05")
    revision = append(inspection, kind=NOTE.code, op=op, by=by, parts=parts, fields=fields, facts=facts)
    document = revision.document
    if NoteOrigin.objects.filter(document=document).exists():
        return revision
    NoteOrigin.objects.create(document=document, written=written, where=where, by=by)
    record("import", document, by=by, inspection=inspection.ref, after=written)
    keep_paper(document, what=essential, arrived=arrived, by=by)
    return revision


@transaction.atomic
def keep_paper(document: Document, *, what: str = "", arrived: Iterable[Arrived] = (), by: Person) -> None:
    """Asks Cafcass once for an electronic copy of `what`, and keeps photographs, scans or the original file."""
    ref = locked(document.inspection).ref
    rules.ask_anew(document)
    rules.may_revise(by, document)
    for each in arrived:
        NoteFile.objects.create(document=document, upload=uploads.receive(each, by=by, inspection=ref), by=by)
        record("kept a file with", document, by=by, inspection=ref)
    if what.strip():
        asked = PaperCopy.objects.filter(document=document).exists()
        require(not asked, "Cafcass was asked for a copy of this already.", rule="EVID-06")
        PaperCopy.objects.create(document=document, what=what, request=_request(document, what, by), by=by)
        record("given on paper", document, by=by, inspection=ref)


def _request(document: Document, what: str, by: Person) -> FurtherRequest | None:
    """The lead's own goes to Cafcass at once, anybody else's when the lead agrees it (N11).

    None after fieldwork, when nothing more is asked here: the evidence is kept all the same.
    """
    said = f"Please put an electronic copy on the portal of what you showed us on paper: {what}"
    kind = FurtherRequest.Kind.SERVICE
    try:
        return draft_request(document.inspection, kind=kind, what=said, reason=WHY, by=by)
    except NotAllowed:
        return None
