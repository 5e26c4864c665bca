"""What a note's page says of its origin, its files and the electronic copy that is awaited (EVID-06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.refusals import NotHere
from evidence.models import Document, Head, NoteFile, NoteOrigin, PaperCopy
from information.models import RequestFile
from information.workflow import DECLINED, PROPOSED
from inspections.models import Inspection


@dataclass(frozen=True)
class Paper:
    """`state` is in words, "" where nothing was essential on paper; `awaited` while no copy and no scan is there."""

    origin: NoteOrigin | None
    copy: PaperCopy | None
    files: Sequence[NoteFile]
    state: str
    awaited: bool


def with_paper(notes: "QuerySet[Document]") -> "QuerySet[Document]":
    """The notes with all that `paper_of` asks, so that a page of a note without files costs no query more."""
    given = RequestFile.objects.filter(reply__request=OuterRef("paper_copy__request"), upload__stored__isnull=False)
    kept = NoteFile.objects.filter(document=OuterRef("pk"))
    return notes.select_related("origin", "paper_copy__request").annotate(
        copy_given=Exists(given), with_files=Exists(kept)
    )


def paper_of(note: Any) -> Paper:
    """Of a note that came by `with_paper`. One query where files are kept with it, none otherwise."""
    origin, copy = getattr(note, "origin", None), getattr(note, "paper_copy", None)
    files = list(NoteFile.objects.filter(document=note).select_related("upload__stored")) if note.with_files else []
    state, awaited = _state(copy, note.copy_given, files) if copy else ("", False)
    return Paper(origin, copy, files, state, awaited)


def _state(copy: PaperCopy, given: bool, files: Sequence[NoteFile]) -> tuple[str, bool]:
    """What has become of the copy, and whether it is still awaited."""
    request = copy.request
    if given:
        return f"Copy received with {request}", False
    if any(each.upload.available for each in files):
        return "A photograph or scan is attached in place of a copy", False
    if request is None:
        return "Cafcass can no longer be asked here: attach a photograph or scan", True
    if request.state == DECLINED:
        return f"The lead declined {request}: attach a photograph or scan", True
    if request.state == PROPOSED:
        return f"{request} waits for the lead inspector", True
    return f"Asked of Cafcass: {request}", True


def file_of(inspection: Inspection, document: UUID, pk: int) -> NoteFile:
    """Raises NotHere for one of another inspection or note, and for one that the checks did not let through."""
    own = NoteFile.objects.filter(document__inspection=inspection, document=document, pk=pk)
    found = own.select_related("upload__stored", "document").first()
    if found is None or found.upload.stored is None:
        raise NotHere
    return found


def is_kept_back(document: UUID) -> bool:
    """Whether its writer is asked about a name in a version that stands."""
    return Head.objects.filter(document=document, names_open=True).exists()
