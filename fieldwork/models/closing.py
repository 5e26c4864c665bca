"""Why fieldwork ended without something that usually takes place (VOICE-03, PART-02)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection


class CloseReason(models.Model):
    """The lead's reason for one matter: that no child was talked with, or nobody of a court in an area."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="close_reasons")
    matter = models.CharField(max_length=130)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="close_reason_says_why")]

    def __str__(self) -> str:
        return f"Reason for {self.matter}"


protect(CloseReason)
