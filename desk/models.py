"""When the worker last showed itself, and who was reminded of what."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from desk.models_data import RetentionDeletion, RetentionPeriod, RightsAnswer, RightsRequest
from files.models import OutgoingMail

__all__ = [
    "Reminder",
    "ReminderRun",
    "RetentionDeletion",
    "RetentionPeriod",
    "RightsAnswer",
    "RightsRequest",
    "StandingDue",
    "WorkerTick",
]


class WorkerTick(models.Model):
    """One row: the real moment, not the product's clock, of the worker's last tick."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)


class ReminderRun(models.Model):
    """One working day whose reminders were written; the row is what makes it one."""

    day = models.DateField(unique=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return f"Reminders of {self.day:%d %B %Y}"


class Reminder(models.Model):
    """One person was told once of one thing at one stage. A date that moves is a thing to be told of anew."""

    class Stage(models.TextChoices):
        TOMORROW = "tomorrow", "Due on the next working day"
        TODAY = "today", "Due today"
        OVERDUE = "overdue", "Overdue"

    key = models.CharField(max_length=79)
    stage = models.CharField(max_length=10, choices=Stage)
    day = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mail = models.ForeignKey(OutgoingMail, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "stage", "day", "person"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.stage}"


class StandingDue(models.Model):
    """One line of somebody's list of what is due, as the worker saw it at its last tick; written anew at each.

    A page would have to ask every room; the worker does it every few seconds for everybody.
    """

    key = models.CharField(max_length=79)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    stage = models.CharField(max_length=10, choices=Reminder.Stage)
    label = models.CharField(max_length=40)
    title = models.CharField(max_length=400)
    page = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["day", "title", "id"]

    def __str__(self) -> str:
        return f"{self.title}: {self.day:%d %B %Y}"


protect(ReminderRun)
protect(Reminder)
