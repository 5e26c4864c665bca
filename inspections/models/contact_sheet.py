"""The contact sheet as it was issued to Cafcass, version by version (NOTI-16)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import Inspection


class ContactSheetIssue(models.Model):
    """One version: who could be reached how, and at which sites, as it stood on that day."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="contact_sheets")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="contact_sheet_version_once"),
        ]

    def __str__(self) -> str:
        return f"Contact sheet, version {self.number}"


protect(ContactSheetIssue)
