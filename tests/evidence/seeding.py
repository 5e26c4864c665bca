"""Many documents quickly, past the actions: for tests of speed and of lists. The chain of such rows holds nothing."""

from datetime import date, time
from typing import Any
from uuid import uuid4

from accounts.models import Person
from evidence.kinds import KINDS
from evidence.models import Document, Head, Revision, RevisionText
from inspections.models import Inspection

PLACES = [("private", ""), ("public", ""), ("leaders", "Workforce"), ("leaders", "Learning culture"), ("", "")]
FINDINGS = ["strength", "area_for_improvement", ""]


def seed(
    inspection: Inspection, people: list[Person], count: int, *, kind: str = "note", text: str = "x" * 400
) -> None:
    """That many documents of the kind, spread over people, areas and findings."""
    documents = [
        Document(inspection=inspection, kind=kind, owner=people[number % len(people)]) for number in range(count)
    ]
    Document.objects.bulk_create(documents, batch_size=500)
    revisions = [revision(inspection, document, number) for number, document in enumerate(documents)]
    Revision.objects.bulk_create(revisions, batch_size=500)
    parts = dict.fromkeys(KINDS[kind].parts, text)
    RevisionText.objects.bulk_create([RevisionText(revision=each, parts=parts) for each in revisions], batch_size=500)
    Head.objects.bulk_create([Head.of(each) for each in revisions], batch_size=500)


def revision(inspection: Inspection, document: Document, number: int) -> Revision:
    area, heading = PLACES[number % len(PLACES)]
    seen: dict[str, Any] = {"observed_on": date(2024, 2, 5), "observed_at": time(10, 40)}
    return Revision(
        op=uuid4(),
        document=document,
        inspection=inspection,
        author_id=document.owner_id,
        source="Interview with a family court adviser",
        area=area,
        heading=heading,
        finding=FINDINGS[number % len(FINDINGS)],
        sha256="0" * 64,
        chain="0" * 64,
        **seen,
    )
