"""The lead's note on ways of hearing children and families that were not used (VOICE-01)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection


class VoiceNote(models.Model):
    """Which ways (codes of the framework) were not used when it was written, and why. The latest counts."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="voice_notes")
    unused = models.JSONField()
    note = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(note=""), name="voice_note_says_why")]

    def __str__(self) -> str:
        return f"Note on {len(self.unused)} ways"


protect(VoiceNote)
