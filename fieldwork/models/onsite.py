"""The first meeting with the chief executive, what was not ready, and the meetings on arrival (SITE-03, SITE-04)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from fieldwork.models.entry import DiaryEntry
from inspections.models import Inspection, Site


class FirstMeeting(models.Model):
    """What was gone over with the chief executive or deputy on the first day."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="first_meeting")
    held_at = models.DateTimeField()
    people = models.CharField(max_length=200)
    place = models.CharField(max_length=160)
    matters_reviewed = models.BooleanField(default=False)
    questions_answered = models.BooleanField(default=False)
    arrangements_confirmed = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"First meeting of {self.inspection}"


class ArrangementNotReady(models.Model):
    """Something that Cafcass still has to make ready at a site: an action for the link person, who reads it."""

    meeting = models.ForeignKey(FirstMeeting, on_delete=models.PROTECT, related_name="not_ready")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="not_ready")
    what = models.CharField(max_length=200)
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.what


class ArrivalMeeting(models.Model):
    """On arrival the deputy meets the most senior manager of the site and explains the plans for that place."""

    entry = models.OneToOneField(DiaryEntry, on_delete=models.PROTECT, related_name="arrival_meeting")
    met = models.CharField(max_length=120)
    met_at = models.TimeField()
    plans_explained = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Arrival meeting, {self.entry}"


protect(FirstMeeting)
protect(ArrivalMeeting)
