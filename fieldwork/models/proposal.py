"""A meeting that somebody needs, and the time Cafcass offers for it; the lead decides (SITE-09, SITE-11)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import clock
from fieldwork.models.entry import DiaryEntry
from inspections.models import Inspection, Site


class Proposal(models.Model):
    """A need with the moment at which it was noted. Accepted, it becomes an entry; declined, it has a reason."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="proposals")
    from_cafcass = models.BooleanField(default=False)
    need = models.CharField(max_length=160)
    with_whom = models.CharField(max_length=120, blank=True)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    day = models.DateField(null=True, blank=True)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(DiaryEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="proposal")

    class Meta:
        ordering: ClassVar = ["noted_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="proposal_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(decision_reason=""), name="declined_with_a_reason"
            ),
            models.CheckConstraint(condition=~Q(outcome="accepted") | Q(entry__isnull=False), name="accepted_is_entry"),
        ]

    def __str__(self) -> str:
        return self.need
