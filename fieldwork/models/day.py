"""The lead's word that the plan of a day on site stands (EVID-07)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection


class DayConfirmed(models.Model):
    """Confirmed, and why although somebody has no time to write. The latest of a day counts."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="days_confirmed")
    day = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Plan of {self.day}"


protect(DayConfirmed)
