"""When the worker last showed itself, what was reminded of, and the mails that came back."""

from typing import ClassVar

from django.db import models

from accounts import clock
from accounts.appendonly import protect
from accounts.models import Person
from files.models import OutgoingMail


class WorkerTick(models.Model):
    """One row: the real moment, not the product's clock, of the worker's last tick."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)


class ReminderDay(models.Model):
    """One row a day on which the daily job ran: two workers, a restart or a clock set back find it done."""

    day = models.DateField(unique=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"Reminders of {self.day:%-d %B %Y}"


class Reminder(models.Model):
    """Somebody was mailed that something is due, at one stage: tomorrow, today or overdue. Once for each."""

    key = models.CharField(max_length=78)
    stage = models.CharField(max_length=10)
    due_on = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    inspection = models.CharField(max_length=40, blank=True, db_index=True)
    mail = models.ForeignKey(OutgoingMail, on_delete=models.PROTECT, related_name="reminders")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            # A date that moved is a new one to remind of.
            models.UniqueConstraint(fields=["key", "stage", "due_on", "person"], name="reminded_once_a_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.stage}"


class Bounce(models.Model):
    """A mail that was sent and came back. The row of the mail itself has ended and never changes. Append-only."""

    mail = models.OneToOneField(OutgoingMail, on_delete=models.PROTECT, related_name="bounce")
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "bounce"

    def __str__(self) -> str:
        return f"Bounce of {self.mail_id}"


protect(Bounce)
