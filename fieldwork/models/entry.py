"""The fieldwork diary: what is planned for whom, when and where, and what really happened."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import clock
from inspections.models import Inspection, Pair, Site, TeamMember


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
        PLANNED = "planned", "Planned"
        HELD = "held", "Happened"
        DID_NOT_HAPPEN = "did_not_happen", "Did not happen"
        WITHDRAWN = "withdrawn", "Taken out"

    class Ground(models.TextChoices):
        """Why a practitioner's line manager may sit beside them (SITE-08)."""

        INSPECTOR = "inspector", "Asked for by the inspector"
        PRACTITIONER = "practitioner", "Wanted by the practitioner"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=160)
    # What Cafcass reads in its own view; the kind's words where it is empty.
    cafcass_title = models.CharField(max_length=160, blank=True)
    day = models.DateField(db_index=True)
    starts = models.TimeField()
    ends = models.TimeField()
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    place = models.CharField(max_length=160, blank=True)
    # The one pair whose entry it is, and so whose deputy changes it; none where it is of several or of nobody's.
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    with_whom = models.CharField(max_length=160, blank=True)
    with_manager = models.BooleanField(default=False)
    manager_ground = models.CharField(max_length=16, choices=Ground, blank=True)
    linked = models.CharField(max_length=120, blank=True)
    notes = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    # What put it in beforehand, so that doing that twice adds nothing; empty for what people add themselves.
    made_from = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.PLANNED)
    actual_starts = models.TimeField(null=True, blank=True)
    actual_ends = models.TimeField(null=True, blank=True)
    actual_place = models.CharField(max_length=160, blank=True)
    actual_with = models.CharField(max_length=160, blank=True)
    outcome_reason = models.TextField(blank=True)
    # Of a team meeting: who took part, by the members' numbers.
    attended = models.JSONField(default=list, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["day", "starts", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="entry_ends_after_its_start"),
            models.UniqueConstraint(
                fields=["inspection", "made_from"], condition=~Q(made_from=""), name="put_in_beforehand_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="did_not_happen") | ~Q(outcome_reason=""), name="not_happened_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def told_title(self) -> str:
        """What Cafcass reads: never the team's own title."""
        return self.cafcass_title or self.get_kind_display()


class EntrySeat(models.Model):
    """One member of the team who takes part in an entry."""

    entry = models.ForeignKey(DiaryEntry, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="entry_seats")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "member"], name="seated_once_in_an_entry")]

    def __str__(self) -> str:
        return f"{self.member} at {self.entry}"
