"""What interrupts an inspection or ends it early: a pause (ENG-10), a hold, and an end before its time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import Inspection


class Pause(models.Model):
    """A pause as it was considered, granted or not; `ends_on` is its last day, and final once work went on."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="pauses")
    requested_by = models.CharField(max_length=120)
    reason = models.TextField()
    considered_by = models.CharField(max_length=120)
    granted = models.BooleanField()
    decision = models.TextField()
    guidance = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="pause_in_order"),
        ]

    def __str__(self) -> str:
        return f"Pause from {self.starts_on}"


class Hold(models.Model):
    """The national director holds an inspection: nothing is sent or published until it is lifted."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField(default=clock.now)
    lift_reason = models.TextField(blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection"], condition=Q(lifted_at=None), name="inspection_on_hold_once"),
        ]

    def __str__(self) -> str:
        return f"Hold of {self.inspection}"


class EarlyEnd(models.Model):
    """Fieldwork closed without being completed, or the whole thing cancelled after the call; with what is kept."""

    class Kind(models.TextChoices):
        INCOMPLETE = "incomplete", "Closed, incomplete"
        CANCELLED = "cancelled", "Cancelled"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="early_ends")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField()
    kept = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["incomplete", "cancelled"]), name="early_end_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.inspection}"


protect(
    Pause,
    update_allowed_when="OLD.resumed_at IS NULL AND NEW.granted = OLD.granted AND NEW.starts_on = OLD.starts_on "
    "AND NEW.reason = OLD.reason AND NEW.inspection_id = OLD.inspection_id",
)
protect(
    Hold,
    update_allowed_when="OLD.lifted_at IS NULL AND NEW.reason = OLD.reason AND NEW.put_by_id = OLD.put_by_id "
    "AND NEW.inspection_id = OLD.inspection_id",
)
protect(EarlyEnd)
