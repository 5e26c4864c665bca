"""The programme: decisions to inspect, visit or wait, what they rest on, and what follows from them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import Inspection

TITLE = 160


class ProgrammeConcern(models.Model):
    """Something about Cafcass itself that Ofsted has to weigh (PROG-04). Never to be mixed up with a child's."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        LOOKED_INTO = "looked_into", "Being looked into"
        CLOSED = "closed", "Closed"

    source = models.CharField(max_length=TITLE)
    raised_on = models.DateField()
    summary = models.TextField()
    risk = models.TextField()
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    closed_by = models.OneToOneField(
        "inspections.ProgrammeDecision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-raised_on", "-id"]
        constraints: ClassVar = [
            # The database, too, knows no other way to close one than by a decision.
            models.CheckConstraint(
                condition=Q(status="closed", closed_by__isnull=False)
                | Q(status__in=["open", "looked_into"], closed_by__isnull=True),
                name="programme_concern_closed_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"Programme concern {self.ref}"

    @property
    def ref(self) -> str:
        """The reference that people say, such as C-12."""
        return f"C-{self.pk}"

    @property
    def closed(self) -> bool:
        return self.status == self.Status.CLOSED

    @property
    def colour(self) -> str:
        return {"open": "red", "looked_into": "yellow"}.get(self.status, "grey")


class ProgrammeDecision(models.Model):
    """What the programme decision-maker decided, on what grounds, and how it was weighed (PROG-03 to PROG-06)."""

    class Outcome(models.TextChoices):
        INSPECTION = "inspection", "Inspection"
        FOCUSED_VISIT = "focused_visit", "Focused visit"
        MONITORING_VISIT = "monitoring_visit", "Monitoring visit"
        OTHER = "other", "Other response"
        WAIT = "wait", "Wait"

    PLANNABLE: ClassVar = (Outcome.INSPECTION, Outcome.FOCUSED_VISIT, Outcome.MONITORING_VISIT)

    title = models.CharField(max_length=TITLE)
    outcome = models.CharField(max_length=20, choices=Outcome)
    grounds = models.TextField()
    weighed = models.TextField()
    case_for_inspection = models.TextField(blank=True)
    case_for_visit = models.TextField(blank=True)
    still_needed = models.TextField(blank=True)
    concern = models.ForeignKey(
        ProgrammeConcern, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-decided_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=["inspection", "focused_visit", "monitoring_visit", "other", "wait"]),
                name="programme_decision_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(concern=None) | (~Q(case_for_inspection="") & ~Q(case_for_visit="")),
                name="programme_decision_weighs_both_cases",
            ),
            models.CheckConstraint(condition=~Q(grounds="") & ~Q(weighed=""), name="programme_decision_says_why"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def plannable(self) -> bool:
        """Whether an activity with fieldwork follows from it."""
        return self.outcome in self.PLANNABLE


class IntelligenceItem(models.Model):
    """One thing that a decision rests on, as it stood when it was decided (PROG-03)."""

    class Kind(models.TextChoices):
        OUTCOME = "outcome", "Last outcome"
        WINDOW = "window", "Inspection window"
        CONCERN = "concern", "Programme concern"
        SELF_EVALUATION = "self_evaluation", "Self-evaluation"
        WEAKNESS = "weakness", "Weakness that Cafcass itself reported"
        ENGAGEMENT = "engagement", "Engagement meeting"
        COMPLAINTS = "complaints", "Theme of complaints"
        REVIEW = "review", "Review"
        DATA = "data", "Data"
        OTHER = "other", "Other"

    decision = models.ForeignKey(ProgrammeDecision, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=TITLE)
    day = models.DateField()
    summary = models.TextField()
    credible_plan = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.source


class PlannedFrom(models.Model):
    """The decision from which an inspection or visit was planned."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="planned_from")
    decision = models.ForeignKey(ProgrammeDecision, on_delete=models.PROTECT, related_name="plans")

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "decision behind the plan"

    def __str__(self) -> str:
        return f"{self.inspection}: {self.decision}"


protect(ProgrammeConcern, update_allowed_when="OLD.closed_by_id IS NULL")
for _model in (ProgrammeDecision, IntelligenceItem, PlannedFrom):
    protect(_model)
