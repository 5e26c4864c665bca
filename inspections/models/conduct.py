"""Adjustments that somebody needs, interests that a member declares, and concerns about an inspector's conduct."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import Inspection
from inspections.models.team import TeamMember


class Adjustment(models.Model):
    """One need under the Equality Act: who raised it, who sees to it, and what was done (GEN-06)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="adjustments")
    need = models.CharField(max_length=300)
    raised_by = models.CharField(max_length=120)
    raised_on = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    step = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | ~Q(step=""), name="adjustment_answered_says_what_was_done"
            )
        ]

    def __str__(self) -> str:
        return self.need


class InterestDeclaration(models.Model):
    """A member's own word on whether they have an interest in what is inspected; the latest one stands."""

    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="declarations")
    none = models.BooleanField()
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(none=True) | ~Q(text=""), name="interest_says_which"),
        ]

    def __str__(self) -> str:
        return f"Declaration of {self.member}"


class InterestDecision(models.Model):
    """What the lead, or for the lead the scheduler, made of a declared interest."""

    class Outcome(models.TextChoices):
        STAYS = "stays", "Stays on the team without limits"
        LIMITED = "limited", "Stays, and is kept from what is named"
        LEAVES = "leaves", "Leaves the team"

    declaration = models.OneToOneField(InterestDeclaration, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=Outcome)
    limits = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(outcome="limited") | ~Q(limits=""), name="limited_says_from_what"),
        ]

    def __str__(self) -> str:
        return f"{self.declaration}: {self.get_outcome_display()}"


class ConductConcern(models.Model):
    """A concern about an inspector's conduct, written at Cafcass; about the lead it goes past the lead (GEN-05)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="conduct_concerns")
    about_lead = models.BooleanField()
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Conduct concern {self.pk}"


class ConductAnswer(models.Model):
    """What was answered to Cafcass."""

    concern = models.OneToOneField(ConductConcern, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Answer to {self.concern}"


for _model in (InterestDeclaration, InterestDecision, ConductConcern, ConductAnswer):
    protect(_model)
