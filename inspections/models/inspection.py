"""The inspection itself; "inspection" here means every kind of activity that has fieldwork."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from framework.workflow import Stated
from inspections.workflow import LABELS, State, reached

KINDS = ("inspection", "focused_visit", "action_planning_visit", "monitoring_visit")
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # pragma: allowlist secret


def new_ref() -> str:
    """A reference for addresses that cannot be guessed and can be read aloud: 12 letters and figures."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, person: object) -> "InspectionQuerySet":
        """The inspections of which this person may see anything at all; the gate asks the access table for the rest."""
        from inspections.queries import visible_inspections

        return visible_inspections(self, person)


class Inspection(Stated, models.Model):
    """Any activity with fieldwork (GEN-01), pinned to one framework version (GEN-02)."""

    STATE_LABELS = LABELS

    ref = models.CharField(max_length=20, unique=True, default=new_ref, editable=False)
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=20, default=State.PLANNED)
    framework_version = models.CharField(max_length=20)
    timeline = models.OneToOneField("scheduling.Timeline", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="inspection_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="inspection_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def graded(self) -> bool:
        """Only a full inspection has grades (JUDG-14)."""
        return self.kind == "inspection"

    def has_reached(self, state: State) -> bool:
        return reached(self.state, state)
