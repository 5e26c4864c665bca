"""Cafcass's answers to the meeting times that are proposed to it, and the lead's word where one stays (NOTI-15)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import clock
from accounts.appendonly import protect
from fieldwork.models.entry import DiaryEntry


class SlotAnswer(models.Model):
    """The time that suits Cafcass: the one proposed, or another that it asks for. The latest counts."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        ANOTHER = "another", "Another time asked for"

    entry = models.ForeignKey(DiaryEntry, on_delete=models.PROTECT, related_name="answers")
    # The version of the entry that was answered.
    entry_version = models.PositiveIntegerField()
    answer = models.CharField(max_length=10, choices=Answer)
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="answered_time_ends_after_its_start"),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}: {self.entry}"

    @property
    def time(self) -> tuple[object, object, object]:
        return self.day, self.starts, self.ends


class SlotKept(models.Model):
    """The lead keeps the time although another was asked for; Cafcass reads why."""

    answer = models.OneToOneField(SlotAnswer, on_delete=models.PROTECT, related_name="kept")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="kept_time_has_a_reason")]

    def __str__(self) -> str:
        return f"Time kept: {self.answer.entry}"


protect(SlotAnswer)
protect(SlotKept)
