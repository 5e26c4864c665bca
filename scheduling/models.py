"""Timelines as rows: the dates of one activity, what moved them and when. Nothing here knows about people."""

from datetime import date as Day
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts import clock
from accounts.appendonly import protect
from framework.versions import all_versions

# Every kind for which the framework has a timetable, as its newest version names them.
KINDS = [(kind, version.activity_type(kind).label) for version in all_versions()[-1:] for kind in version.timetables]


class Holiday(models.Model):
    """A bank holiday that was proclaimed after the published list; an administrator enters it."""

    day = models.DateField(unique=True, error_messages={"unique": "This day is already a holiday."})
    name = models.CharField(max_length=80)
    proclaimed_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.name} on {self.day:%d %B %Y}"


class Timeline(models.Model):
    """The dates of one activity, pinned to one version of the framework (GEN-02). `onsite_week` is a Monday."""

    kind = models.CharField(max_length=20, choices=KINDS)
    framework_version = models.CharField(max_length=10)
    onsite_week = models.DateField()
    final_received = models.DateField(null=True, blank=True)
    priority_action = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[kind for kind, _ in KINDS]), name="timeline_kind_known"),
            models.CheckConstraint(condition=Q(onsite_week__iso_week_day=1), name="timeline_week_starts_on_monday"),
            models.CheckConstraint(
                condition=Q(priority_action=False) | Q(kind="focused_visit"), name="timeline_priority_action_on_visit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.onsite_week:%d %B %Y}"


class TimelineDate(models.Model):
    """One milestone as it stands: its day or span, the sum it comes from, whether it happened or was fixed by hand."""

    timeline = models.ForeignKey(Timeline, on_delete=models.PROTECT, related_name="dates")
    code = models.CharField(max_length=30)
    date = models.DateField(db_index=True)
    end = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=200)
    rule = models.CharField(max_length=10)
    sum = models.TextField()
    actual = models.BooleanField(default=False)
    fixed_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["date", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["timeline", "code"], name="timeline_date_once"),
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("date")), name="timeline_date_in_order"),
            models.CheckConstraint(
                condition=Q(actual=False) | Q(fixed_reason=""), name="timeline_date_actual_or_fixed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.date:%d %B %Y}"

    @property
    def last(self) -> Day:
        return self.end or self.date


class TimelineDateChange(models.Model):
    """One milestone moved: from which dates to which (None: it began or ended to exist), why and when. Append-only."""

    timeline = models.ForeignKey(Timeline, on_delete=models.PROTECT, related_name="changes")
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    old_date = models.DateField(null=True)
    old_end = models.DateField(null=True)
    new_date = models.DateField(null=True)
    new_end = models.DateField(null=True)
    why = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.title}: {self.old_date} to {self.new_date}"


class Extension(models.Model):
    """A time for which the clock stands: a complaint or a moderation, from receipt to decision."""

    KINDS = [("complaint", "Complaint"), ("moderation", "Moderation")]

    timeline = models.ForeignKey(Timeline, on_delete=models.PROTECT, related_name="extensions")
    kind = models.CharField(max_length=10, choices=KINDS)
    received = models.DateField()
    decided = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["received", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["complaint", "moderation"]), name="extension_kind_known"),
            models.CheckConstraint(
                condition=Q(decided=None) | Q(decided__gte=F("received")), name="extension_decided_after_receipt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} received {self.received:%d %B %Y}"


protect(TimelineDateChange)
