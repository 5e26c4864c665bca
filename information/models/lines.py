"""Lines of enquiry: few, themed, tied to criteria; told to Cafcass aloud and never shown (OFF-11, OFF-13, OFF-14)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from framework.workflow import Stated
from information.workflow import CLOSED, LINE, LINE_LABELS
from inspections.models import Inspection

TITLE = 160


class LineOfEnquiry(Stated, models.Model):
    """One question that the inspection sets out to answer."""

    STATE_LABELS = LINE_LABELS

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="lines_of_enquiry")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE)
    theme = models.CharField(max_length=TITLE)
    priority = models.CharField(max_length=TITLE, blank=True)
    source = models.CharField(max_length=TITLE, blank=True)
    # Codes of the framework's criteria.
    criteria = models.JSONField(default=list, blank=True)
    how = models.TextField(blank=True)
    # What Cafcass is asked for it, or "none".
    information_needed = models.TextField(blank=True)
    state = models.CharField(max_length=8, default=LINE.initial)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["theme", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="line_number_once"),
            models.CheckConstraint(condition=Q(state__in=LINE.states), name="line_state_known"),
            models.CheckConstraint(condition=~Q(theme=""), name="line_has_a_theme"),
        ]

    def __str__(self) -> str:
        return f"L{self.number} {self.title}"


class LineTold(models.Model):
    """The lead told Cafcass of the line by word of mouth: when, and whom."""

    line = models.ForeignKey(LineOfEnquiry, on_delete=models.PROTECT, related_name="told")
    told_at = models.DateTimeField()
    with_whom = models.CharField(max_length=TITLE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Told of line {self.line_id}"


class LineStep(models.Model):
    """There is enough evidence on the line, and why; or it was opened again, and why (EVID-20)."""

    class Name(models.TextChoices):
        CLOSE = "close", "Closed"
        REOPEN = "reopen", "Opened again"

    line = models.ForeignKey(LineOfEnquiry, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=8, choices=Name)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name__in=["close", "reopen"]), name="line_step_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="line_step_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} (line {self.line_id})"


protect(LineTold)
protect(LineStep)
refuse(LineOfEnquiry, "DELETE", "A line of enquiry is never deleted.")
refuse(
    LineOfEnquiry,
    "UPDATE",
    "A line of enquiry is closed with a reason (EVID-20).",
    f"NEW.state = '{CLOSED}' AND OLD.state <> '{CLOSED}' AND NOT EXISTS (SELECT 1 FROM {LineStep._meta.db_table} s "
    "WHERE s.line_id = NEW.id AND s.name = 'close')",
    name="line_closed_with_a_reason",
)
