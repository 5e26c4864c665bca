"""The pre-inspection analysis: a draft, the versions issued from it, who has read which, and the priorities."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection


class Analysis(models.Model):
    """The analyst's draft; `sections` holds a text by the framework's code of each matter (OFF-06, OFF-07)."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="analysis_draft")
    sections = models.JSONField(default=dict)
    # One a line.
    priorities = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Analysis of {self.inspection_id}"


class AnalysisIssue(models.Model):
    """One issued version, fixed for good (OFF-04); `changed` names the matters that differ from the one before."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="analysis_issues")
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField()
    changed = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="analysis_number_once"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class AnalysisRead(models.Model):
    """An inspector's word that they have read a version, and know the material and Cafcass's profile (OFF-18)."""

    issue = models.ForeignKey(AnalysisIssue, on_delete=models.PROTECT, related_name="read_by")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    profile = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "person"], name="analysis_read_once")]

    def __str__(self) -> str:
        return f"{self.person} read {self.issue_id}"


class AnalysisSettled(models.Model):
    """How the lead settled that somebody had not read the version of the day of arrival (OFF-18)."""

    issue = models.ForeignKey(AnalysisIssue, on_delete=models.PROTECT, related_name="settled")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    how = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "person"], name="analysis_settled_once"),
            models.CheckConstraint(condition=~Q(how=""), name="analysis_settled_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.issue_id}: settled"


class PrioritiesAgreed(models.Model):
    """The priorities as the lead agreed them with the analyst and the team (OFF-05)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="priorities_agreed")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Priorities of {self.inspection_id}"


for _model in (AnalysisIssue, AnalysisRead, AnalysisSettled, PrioritiesAgreed):
    protect(_model)
