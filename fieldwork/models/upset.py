"""A member of staff who was upset: what was seen and offered, who was told, whose advice was taken (ENG-07 to ENG-09).

By role and never by name; for the lead, the deputies, the QA manager and whoever recorded it.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from fieldwork.models.meeting import Meeting
from fieldwork.workflow import UPSET, UPSET_LABELS
from framework.workflow import Stated
from inspections.models import Inspection

PERSON = settings.AUTH_USER_MODEL
SHORT = 120


class StaffUpset(Stated, models.Model):
    """One person, once. The words stay as they are; what comes of it are steps."""

    STATE_LABELS = UPSET_LABELS

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="staff_upset")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="upset")
    role = models.CharField(max_length=SHORT)
    seen_at = models.DateTimeField()
    seen = models.TextField()
    adjustment = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    state = models.CharField(max_length=8, default=UPSET.initial)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=UPSET.states), name="staff_upset_state_known"),
            models.CheckConstraint(condition=~Q(role="") & ~Q(seen=""), name="staff_upset_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {clock.london(self.seen_at):%-d %B %Y}"


class StaffUpsetStep(models.Model):
    """Told to whoever answers for the person's well-being, or why not; advice taken; closed. Append-only."""

    class Name(models.TextChoices):
        TOLD = "told", "The contact for well-being was told"
        NOT_TOLD = "not_told", "Nobody was told"
        ADVICE = "advice", "Advice was taken"
        CLOSE = "close", "Closed"

    class Advice(models.TextChoices):
        MANAGER = "manager", "My manager"
        DUTY_MANAGER = "duty_manager", "The regional duty manager"

    upset = models.ForeignKey(StaffUpset, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=8, choices=Name)
    advice_from = models.CharField(max_length=16, choices=Advice, blank=True)
    when = models.DateTimeField(null=True, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name__in=["told", "advice"]) | Q(when__isnull=False), name="staff_upset_step_says_when"
            ),
            models.CheckConstraint(condition=~Q(name="advice") | ~Q(advice_from=""), name="staff_upset_advice_of_whom"),
            models.CheckConstraint(condition=~Q(name="not_told") | ~Q(text=""), name="staff_upset_not_told_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} ({self.upset_id})"


_STEP = StaffUpsetStep._meta.db_table
protect(
    StaffUpset,
    "NEW.inspection_id = OLD.inspection_id AND NEW.role = OLD.role AND NEW.seen = OLD.seen "
    "AND NEW.adjustment = OLD.adjustment AND NEW.outcome = OLD.outcome AND NEW.by_id = OLD.by_id AND NEW.at = OLD.at "
    "AND OLD.state <> 'closed'",
)
protect(StaffUpsetStep)
refuse(
    StaffUpset,
    "UPDATE",
    "It is closed when the contact was told, or why not, and advice was taken.",
    f"NEW.state = 'closed' AND NOT (EXISTS (SELECT 1 FROM {_STEP} s WHERE s.upset_id = NEW.id "
    f"AND s.name IN ('told', 'not_told')) AND EXISTS (SELECT 1 FROM {_STEP} s WHERE s.upset_id = NEW.id "
    "AND s.name = 'advice'))",
    name="staff_upset_closed_properly",
)
