"""What people ask under the Data Protection Act (DATA-02), and how long what is kept stays (DATA-03)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection

CODE = 20


class RightsRequest(models.Model):
    """Somebody asked about their own data. It is open until there is an answer."""

    class Kind(models.TextChoices):
        ACCESS = "access", "To see what is kept"
        RECTIFICATION = "rectification", "To have something put right"
        ERASURE = "erasure", "To have something deleted"
        RESTRICTION = "restriction", "That something is no longer used"
        OTHER = "other", "Something else"

    received_on = models.DateField()
    kind = models.CharField(max_length=CODE, choices=Kind)
    # Where the request itself lies, and no name.
    about = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["received_on", "id"]

    def __str__(self) -> str:
        return f"Request of {self.received_on:%-d %B %Y}: {self.get_kind_display().lower()}"


class RightsAnswer(models.Model):
    """It was answered on a day."""

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="answer")
    answered_on = models.DateField()
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"Answer to {self.request}"


class RetentionPeriod(models.Model):
    """For so many years a class is kept after an activity ends; None for no end. The latest of a class holds."""

    record_class = models.CharField(max_length=CODE)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(years=None) | Q(years__gt=0), name="retention_period_is_some_years"),
        ]

    def __str__(self) -> str:
        return f"{self.record_class}: {self.years or 'no'} years"


class RetentionDeletion(models.Model):
    """What of a class was kept of one activity was deleted after its period: how much, by whom and why, no content."""

    record_class = models.CharField(max_length=CODE)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record_class", "inspection"], name="deleted_once_of_a_class"),
            models.CheckConstraint(condition=~Q(reason=""), name="retention_deletion_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.record_class} of {self.inspection_id}"


for _model in (RightsRequest, RightsAnswer, RetentionPeriod, RetentionDeletion):
    protect(_model)
