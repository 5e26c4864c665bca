"""The yearly engagement meeting: its record holds no grade, no case and no evidence (AEM-01, AEM-02)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from framework.versions import FrameworkVersion, version
from framework.workflow import Stated
from inspections.models.self_evaluation import SelfEvaluation
from inspections.workflow import ENGAGEMENT_LABELS, ENGAGEMENT_MEETING

PERSON = settings.AUTH_USER_MODEL
SIDES = [("ofsted", "Ofsted"), ("cafcass", "Cafcass")]


class EngagementMeeting(Stated, models.Model):
    """The meeting of one calendar year. Its chair is somebody at Ofsted (AEM-05)."""

    STATE_LABELS = ENGAGEMENT_LABELS

    year = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=14, default=ENGAGEMENT_MEETING.initial)
    framework_version = models.CharField(max_length=20)
    evaluation = models.OneToOneField(
        SelfEvaluation, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting"
    )
    date = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField()
    chair = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="engagement_meetings")
    # Who, besides the chief executive, says who comes from Cafcass (AEM-06).
    delegate = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    held_on = models.DateField(null=True, blank=True)
    # Stays on the record: whose agreement was missing when the meeting was held (AEM-08).
    not_agreed = models.CharField(max_length=120, blank=True)
    next_timing = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ENGAGEMENT_MEETING.states), name="engagement_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "letter_sent"]) | Q(held_on__isnull=False), name="engagement_held_when"
            ),
        ]

    def __str__(self) -> str:
        return f"Engagement meeting {self.year}"

    @property
    def framework(self) -> FrameworkVersion:
        return version(self.framework_version)

    @property
    def held(self) -> bool:
        return self.state in ("held", "letter_sent")

    @property
    def to_come(self) -> bool:
        return self.state in ("planned", "agenda_agreed")


class AgendaItem(models.Model):
    """One thing to talk about: of the framework's six by its code, or another; removed only with a reason (AEM-04)."""

    meeting = models.ForeignKey(EngagementMeeting, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=12, blank=True)
    label = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField(default=0)
    removed_reason = models.TextField(blank=True)
    covered = models.BooleanField(null=True)
    # What was said, factually: the letter is filled in from it (AEM-13).
    account = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "code"], condition=~Q(code=""), name="agenda_item_once"),
        ]

    def __str__(self) -> str:
        return self.label[:60]

    @property
    def removed(self) -> bool:
        return bool(self.removed_reason)


class AgendaAgreement(models.Model):
    """One side agreed the agenda as it stood; a later change of the agenda clears it and leaves the row (AEM-08)."""

    meeting = models.ForeignKey(EngagementMeeting, on_delete=models.PROTECT, related_name="agreements")
    side = models.CharField(max_length=8, choices=SIDES)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "side"], condition=Q(cleared_at=None), name="agreed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} agreed {self.meeting_id}"


class EngagementAttendee(models.Model):
    """Somebody who is to come, and why (AEM-06, AEM-07). `came` is filled in when the meeting was held."""

    meeting = models.ForeignKey(EngagementMeeting, on_delete=models.PROTECT, related_name="attendees")
    side = models.CharField(max_length=8, choices=SIDES)
    name = models.CharField(max_length=120)
    job = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True)

    class Meta:
        ordering: ClassVar = ["-side", "id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.job}" if self.job else self.name


class EngagementNote(models.Model):
    """What Ofsted takes from the meeting for later planning; programme decisions cite it as intelligence (AEM-03)."""

    meeting = models.ForeignKey(EngagementMeeting, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


protect(EngagementNote)
protect(AgendaAgreement, update_allowed_when="OLD.cleared_at IS NULL AND NEW.at = OLD.at AND NEW.by_id = OLD.by_id")
refuse(EngagementMeeting, "DELETE", "An engagement meeting is never deleted.")
refuse(AgendaItem, "DELETE", "An agenda item is removed with a reason, and stays on the record (AEM-04).")
