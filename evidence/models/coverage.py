"""A part of the scope that no agreed summary covers: why, and whether the QA manager accepts that (EVID-17)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.access import Role
from accounts.appendonly import protect, refuse
from inspections.models import Inspection, TeamMember


class CoverageGap(models.Model):
    """The lead's reason for agreeing judgements although nothing covers this area or heading; the latest counts."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="coverage_gaps")
    area = models.CharField(max_length=20)
    heading = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="coverage_gap_says_why")]

    def __str__(self) -> str:
        return f"Gap in {self.area} {self.heading}".strip()


class LookAsked(models.Model):
    """Somebody was asked to look for more on an area or heading; what they record there since is the answer."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="looks_asked")
    area = models.CharField(max_length=20)
    heading = models.CharField(max_length=60, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Look at {self.area} {self.heading}".strip()


class CoverageGapAccepted(models.Model):
    """The QA manager's acceptance of a reason."""

    gap = models.OneToOneField(CoverageGap, on_delete=models.PROTECT, related_name="accepted")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Acceptance of gap {self.gap_id}"


protect(CoverageGap)
protect(CoverageGapAccepted)
protect(LookAsked)
refuse(
    CoverageGapAccepted,
    "INSERT",
    "Only the quality assurance manager of the inspection accepts that something is not covered.",
    f"NOT EXISTS (SELECT 1 FROM {TeamMember._meta.db_table} m JOIN {CoverageGap._meta.db_table} g "
    "ON g.inspection_id = m.inspection_id WHERE g.id = NEW.gap_id AND m.person_id = NEW.by_id "
    f"AND m.role = '{Role.QA_MANAGER.value}')",
    name="qa_manager_alone_accepts_gaps",
)
