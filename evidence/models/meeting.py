"""The meeting with people that a note comes from."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document
from fieldwork.models import Meeting


class NoteMeeting(models.Model):
    """A note was said to come from a meeting, or (None) from none after all. The latest of a note counts.

    Beside the chain of revisions and not in it: no word of the evidence hangs on it, only whether it may be cited.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="meetings")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.document_id} comes from {self.meeting_id}"


protect(NoteMeeting)
refuse(
    NoteMeeting,
    "INSERT",
    "Only a note comes from a meeting, and from one of its own inspection.",
    f"NEW.meeting_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {Document._meta.db_table} d, "
    f"{Meeting._meta.db_table} m WHERE d.id = NEW.document_id AND m.id = NEW.meeting_id "
    "AND d.kind = 'note' AND d.inspection_id = m.inspection_id)",
    name="note_of_own_meeting",
)
