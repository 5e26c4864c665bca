"""Many more notes than the actions write in a minute: for what must stay quick however large the record grows.

They stand past the actions, so the chain of a database seeded with them holds nothing.
"""

from collections.abc import Sequence
from datetime import date, time
from uuid import uuid4

from accounts.models import Person
from evidence.actions.indexing import of_revision
from evidence.models import Document, Head, Revision, RevisionText, SearchEntry
from inspections.models import Inspection

AT_ONCE = 500
Place = tuple[str, str]


def further_notes(
    inspection: Inspection, writers: Sequence[Person], places: Sequence[Place], first: int, last: int, text: str
) -> None:
    """Notes numbered from `first` up to `last`, which is not among them; each says its number."""
    for start in range(first, last, AT_ONCE):
        _write(inspection, writers, places, range(start, min(start + AT_ONCE, last)), text)


def _write(
    inspection: Inspection, writers: Sequence[Person], places: Sequence[Place], numbers: range, text: str
) -> None:
    documents = [Document(inspection=inspection, kind="note", owner=writers[at % len(writers)]) for at in numbers]
    Document.objects.bulk_create(documents)
    revisions = [
        _revision(document, number, *places[number % len(places)])
        for document, number in zip(documents, numbers, strict=True)
    ]
    Revision.objects.bulk_create(revisions)
    words = [{"text": f"{text} Number {number}."} for number in numbers]
    both = list(zip(revisions, words, strict=True))
    RevisionText.objects.bulk_create(RevisionText(revision=each, parts=parts) for each, parts in both)
    Head.objects.bulk_create(Head.of(each) for each in revisions)
    SearchEntry.objects.bulk_create(of_revision(each, parts) for each, parts in both)


def _revision(document: Document, number: int, area: str, heading: str) -> Revision:
    return Revision(
        op=uuid4(),
        document=document,
        inspection=document.inspection,
        author_id=document.owner_id,
        source=f"Case file {number}",
        area=area,
        heading=heading,
        observed_on=date(2024, 2, 5),
        observed_at=time(10, 40),
        sha256="0" * 64,
        chain="0" * 64,
    )
