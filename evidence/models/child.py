"""Whom a note is about, without a name: initials, and that the reference of the case is still to be added (EVID-24)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document

# Four letters with their dots.
LONGEST_INITIALS = 8


class NoteChild(models.Model):
    """What was said of a note, the latest counting. `awaited`: the case was seen before its reference was known."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="children")
    initials = models.CharField(max_length=LONGEST_INITIALS, blank=True)
    awaited = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.initials or "No initials"


protect(NoteChild)
refuse(
    NoteChild,
    "INSERT",
    "Only a note carries initials of its own.",
    f"(SELECT d.kind FROM {Document._meta.db_table} d WHERE d.id = NEW.document_id) <> 'note'",
    name="initials_of_a_note",
)
