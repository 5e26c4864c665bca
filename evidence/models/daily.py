"""The team's meeting of a day, and each inspector's word that they looked through the record (EVID-09, EVID-19)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection

PERSON = settings.AUTH_USER_MODEL


class TeamMeeting(models.Model):
    """That the team talked the findings of a day through, and what comes of it; a second row of a day adds to it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="team_meetings")
    day = models.DateField()
    tell_cafcass = models.TextField(blank=True)
    tomorrow = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["day", "id"]

    def __str__(self) -> str:
        return f"Team meeting of {self.day}"


class TeamMeetingAttendee(models.Model):
    """Somebody who was there."""

    meeting = models.ForeignKey(TeamMeeting, on_delete=models.PROTECT, related_name="attendees")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="attends_once")]

    def __str__(self) -> str:
        return f"{self.person} at meeting {self.meeting_id}"


class RecordReview(models.Model):
    """An inspector looked through the record on a day, and the gaps that they saw."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="record_reviews")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    gaps = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.person} reviewed the record of {self.day}"


for _model in (TeamMeeting, TeamMeetingAttendee, RecordReview):
    protect(_model)
