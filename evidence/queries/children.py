"""Whom a note is said to be about (EVID-24)."""

from django.db.models import Exists, OuterRef, QuerySet

from evidence.models import Document, NoteChild


def with_child(notes: "QuerySet[Document]") -> "QuerySet[Document]":
    """The notes with whether anything was ever said, so that most pages ask nothing more."""
    return notes.annotate(says_child=Exists(NoteChild.objects.filter(document=OuterRef("pk"))))


def child_of(document: Document) -> NoteChild | None:
    """What was said last. One query, and none where a note came by `with_child` and nothing was said."""
    if not getattr(document, "says_child", True):
        return None
    return NoteChild.objects.filter(document=document).order_by("id").last()
