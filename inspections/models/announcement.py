"""The call that tells Cafcass; before it nothing of the activity shows to anybody there (N0)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import Inspection


class Announcement(models.Model):
    """The lead's call to the chief executive, or the deputy, and the email that confirmed it."""

    class ToldWhom(models.TextChoices):
        CHIEF_EXECUTIVE = "chief_executive", "Chief executive"
        DEPUTY = "deputy_chief_executive", "Deputy chief executive"

    # After a deferral there is a second call, and both stay.
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="announcements")
    called_at = models.DateTimeField()
    told_whom = models.CharField(max_length=24, choices=ToldWhom)
    late_reason = models.TextField(blank=True)
    email_subject = models.CharField(max_length=200)
    email_body = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Announcement of {self.inspection}"


class LateCall(models.Model):
    """The programme decision-maker's own act: the call may be made as late as this day, for this reason (TIME-01)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="late_calls")
    # The decision was about this plan: with another first on-site week it says nothing.
    onsite_week = models.DateField()
    day = models.DateField()
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Call as late as {self.day}"


protect(Announcement)
protect(LateCall)
