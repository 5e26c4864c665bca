"""What was published of an inspection, as plain rows that the programme and the next plan read; past history too."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.appendonly import protect
from inspections.models.inspection import Inspection


class Outcome(models.Model):
    """One finished inspection or visit. `inspection` is empty for one done before this product."""

    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="outcome"
    )
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=160)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        # Of some past visits only the day of publication is known.
        ordering: ClassVar = [Coalesce("ended_on", "published_on").desc(), "-id"]

    def __str__(self) -> str:
        return self.title


class OutcomeGrade(models.Model):
    """A published grade: the code of a present area where it is one, the area's name as it stood, the grade's code."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="grades")
    area = models.CharField(max_length=20, blank=True)
    area_name = models.CharField(max_length=120)
    grade = models.CharField(max_length=24)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(grade__in=["outstanding", "good", "requires_improvement", "inadequate"]),
                name="outcome_grade_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_name}: {self.grade}"


class PublishedFinding(models.Model):
    """A strength or an area for improvement as it was published."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        AREA_FOR_IMPROVEMENT = "area_for_improvement", "Area for improvement"
        ISSUE = "issue", "Issue reported"

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=24, choices=Kind)
    area = models.CharField(max_length=20, blank=True)
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


for _model in (Outcome, OutcomeGrade, PublishedFinding):
    protect(_model)
