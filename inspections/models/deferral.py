"""Asking for a deferral, and the decision of it (DEFER-01 to DEFER-04)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import Inspection


class DeferralRequest(models.Model):
    """Somebody at Cafcass asked for other dates. Nothing changes by it until the decision (DEFER-01)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="deferral_requests")
    requester = models.CharField(max_length=120)
    requester_role = models.CharField(max_length=120)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Deferral asked for by {self.requester}"


class DeferralDecision(models.Model):
    """The programme decision-maker's own act, on the facts of that request (DEFER-03)."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"

    request = models.OneToOneField(DeferralRequest, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=8, choices=Outcome)
    reasons = models.TextField()
    policy = models.CharField(max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome__in=["granted", "refused"]), name="deferral_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.request}"


protect(DeferralRequest)
protect(DeferralDecision)
