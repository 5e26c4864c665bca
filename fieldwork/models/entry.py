"""The fieldwork diary: what is planned for whom, when and where, and what really happened."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import clock
from inspections.models import Inspection, Site, TeamMember


class DiaryEntry(models.Model):
    """One entry of the diary as it stands. Times are local to London; an entry lies inside one day."""

    class Kind(models.TextChoices):
        VISIT = "visit", "Visit to a site"
        INTERVIEW = "interview", "Interview"
        OBSERVATION = "observation", "Observation"
        CASE_TRACKING = "case_tracking", "Case tracking"
        CONVERSATION = "conversation", "Conversation with a child or family"
        PARTNER = "partner", "Meeting with a partner"
        TRAVEL = "travel", "Travel"
        TEAM_MEETING = "team_meeting", "Team meeting"
        KEEP_IN_TOUCH = "keep_in_touch", "Keep-in-touch meeting"
        FIRST_MEETING = "first_meeting", "First meeting with the chief executive"
        ARRIVAL = "arrival", "Arrival meeting at a site"
        RECORDING = "recording", "Time to record and reflect"
        ANALYSIS = "analysis", "Analysis off site"
        FEEDBACK = "feedback", "Feedback meeting"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed by Cafcass"
        PLANNED = "planned", "Planned"
        HELD = "held", "Happened"
        DID_NOT_HAPPEN = "did_not_happen", "Did not happen"
        WITHDRAWN = "withdrawn", "Taken out"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=160)
    day = models.DateField(db_index=True)
    starts = models.TimeField()
    ends = models.TimeField()
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    place = models.CharField(max_length=160, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.PLANNED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["day", "starts", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="entry_ends_after_its_start"),
        ]

    def __str__(self) -> str:
        return self.title


class EntrySeat(models.Model):
    """One member of the team who takes part in an entry."""

    entry = models.ForeignKey(DiaryEntry, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="entry_seats")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "member"], name="seated_once_in_an_entry")]

    def __str__(self) -> str:
        return f"{self.member} at {self.entry}"
