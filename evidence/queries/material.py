"""The additional information that notes may come from, and what a note was said to come from (DOC-03)."""

from django.db.models import Exists, OuterRef, QuerySet

from evidence.models import Document, NoteMaterial
from information.models import AdditionalOffer
from information.workflow import ACCEPTED
from inspections.models import Inspection


def with_material(notes: "QuerySet[Document]") -> "QuerySet[Document]":
    """The notes with whether anything was ever said, so that most pages ask nothing more."""
    return notes.annotate(says_material=Exists(NoteMaterial.objects.filter(document=OuterRef("pk"))))


def material_of(document: Document) -> AdditionalOffer | None:
    """What was said last. One query, and none where a note came by `with_material` and nothing was said."""
    if not getattr(document, "says_material", True):
        return None
    said = NoteMaterial.objects.filter(document=document).select_related("offer").order_by("id").last()
    return said.offer if said else None


def accepted(inspection: Inspection) -> list[AdditionalOffer]:
    """What the lead has made part of the evidence; what was declined, or is not decided, is not among it."""
    return list(AdditionalOffer.objects.filter(inspection=inspection, state=ACCEPTED))


def choices(inspection: Inspection) -> list[tuple[str, str]]:
    """The same for the note's form."""
    return [(str(each.pk), each.title) for each in accepted(inspection)]
