"""Who reads what, who has read it, what they make of it, and the lead's word that the team is ready (OFF-12…21)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from information.models.annex import AnnexItem
from inspections.models import Inspection


class ReadingPlan(models.Model):
    """How an item is read: by all, by one who sums it up, or only when somebody needs it (OFF-19)."""

    class Kind(models.TextChoices):
        ALL = "all", "Everybody reads it"
        ONE = "one_and_summarise", "One reads it and sums it up"
        REFERENCE = "reference", "For reference"

    item = models.OneToOneField(AnnexItem, on_delete=models.PROTECT, related_name="reading_plan")
    kind = models.CharField(max_length=20, choices=Kind)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind="one_and_summarise") | Q(reader__isnull=False), name="one_reader_is_named"
            ),
        ]

    def __str__(self) -> str:
        return f"Reading of {self.item_id}"


class ReadingDone(models.Model):
    """Somebody has gone through an item, and what they make of it."""

    item = models.ForeignKey(AnnexItem, on_delete=models.PROTECT, related_name="read_by")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.person} read {self.item_id}"


class CaseAccess(models.Model):
    """An inspector's word that they can open the case material (TIME-05)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="case_access")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "person"], name="case_access_said_once")]

    def __str__(self) -> str:
        return f"{self.person} can open case material"


class Digest(models.Model):
    """The key points of the reading, passed to the whole team; a later one leaves the earlier (OFF-21)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="digests")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    sources = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "number"], name="digest_number_once")]

    def __str__(self) -> str:
        return f"Key points {self.number}"


class ReadinessConfirmation(models.Model):
    """The lead's word that the team is ready to go on site, with what was open and why that is no hindrance."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="readiness_confirmations")
    still_open = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(still_open=[]) | ~Q(reason=""), name="ready_in_spite_says_why"),
        ]

    def __str__(self) -> str:
        return f"Ready, {self.at}"


for _model in (ReadingDone, CaseAccess, Digest, ReadinessConfirmation):
    protect(_model)
