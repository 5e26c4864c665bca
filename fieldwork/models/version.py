"""Every version of every entry, kept: who changed what, when and why (SITE-10)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from fieldwork.models.entry import DiaryEntry


class DiaryVersion(models.Model):
    """One change of the diary: the entry as it stood afterwards, and what had changed. Append-only."""

    class Act(models.TextChoices):
        ADDED = "added", "Added"
        CHANGED = "changed", "Changed"
        MOVED = "moved", "Moved"
        WITHDRAWN = "withdrawn", "Taken out"
        RECORDED = "recorded", "Recorded what happened"
        PUT_IN = "put_in", "Put in beforehand"
        MATCHED = "matched", "Matched in bulk"
        ACCEPTED = "accepted", "Accepted a proposal"

    entry = models.ForeignKey(DiaryEntry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=Act)
    stands = models.JSONField()
    changes = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    linked = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "number"], name="entry_version_once")]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.entry}"


protect(DiaryVersion)
