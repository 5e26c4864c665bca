"""The day of the call: the call sheet in all its versions, and what is settled before the team comes (NOTI)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection

SHORT = 160
YES_NO = [("yes", "Yes"), ("no", "No")]


class CallSheet(models.Model):
    """One saved state of the sheet, filled in any order. The latest stands, and every one before it is kept."""

    class Method(models.TextChoices):
        PHONE = "phone", "Telephone"
        EMAIL = "email", "Email"

    class Talk(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    class TalkMethod(models.TextChoices):
        PHONE = "phone", "By phone"
        IN_PERSON = "in_person", "Face to face"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="call_sheets")
    number = models.PositiveSmallIntegerField()
    called_on = models.DateField(null=True, blank=True)
    called_time = models.TimeField(null=True, blank=True)
    method = models.CharField(max_length=6, choices=Method, blank=True)
    ceo_available = models.CharField(max_length=3, choices=YES_NO, blank=True)
    stood_in = models.CharField(max_length=SHORT, blank=True)
    asked_to_inform = models.BooleanField(default=False)
    late_reason = models.TextField(blank=True)
    first_on = models.DateField(null=True, blank=True)
    first_time = models.TimeField(null=True, blank=True)
    first_place = models.CharField(max_length=SHORT, blank=True)
    first_with = models.CharField(max_length=SHORT, blank=True)
    talk = models.CharField(max_length=10, choices=Talk, blank=True)
    talk_on = models.DateField(null=True, blank=True)
    talk_time = models.TimeField(null=True, blank=True)
    talk_method = models.CharField(max_length=10, choices=TalkMethod, blank=True)
    talk_held = models.CharField(max_length=3, choices=YES_NO, blank=True)
    talk_people = models.CharField(max_length=SHORT, blank=True)
    talk_reason = models.TextField(blank=True)
    link_person = models.CharField(max_length=SHORT, blank=True)
    link_contact = models.CharField(max_length=SHORT, blank=True)
    link_authority = models.CharField(max_length=3, choices=YES_NO, blank=True)
    # Why what was recorded of the call itself was put right afterwards.
    correction = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="call_sheet_number_once"),
            models.CheckConstraint(
                condition=~Q(method="email") | ~Q(ceo_available="yes"), name="email_only_where_nobody_answers"
            ),
        ]

    def __str__(self) -> str:
        return f"Call sheet {self.number} of {self.inspection_id}"


class PreparationMark(models.Model):
    """What was said last of one matter of the preparation checklist: done, with whom, when; or open again."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="preparation_marks")
    code = models.CharField(max_length=10)
    done = models.BooleanField()
    done_on = models.DateField()
    with_whom = models.CharField(max_length=SHORT, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.code} of {self.inspection_id}"


class WellbeingContact(models.Model):
    """Whom to ring about anybody's well-being: every inspector reads the latest (NOTI-17)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="wellbeing_contacts")
    name = models.CharField(max_length=SHORT)
    phone = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.phone}"


class WellbeingSteps(models.Model):
    """What is done for the chief executive's well-being, or that nothing is needed: for very few (NOTI-17)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="wellbeing_steps")
    steps = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Well-being steps of {self.inspection_id}"


class IncidentEntry(models.Model):
    """A serious incident that awaits investigation, without names; or the word that there is none (NOTI-21)."""

    class Kind(models.TextChoices):
        POLICE = "police", "Police investigation"
        INVESTIGATION = "investigation", "Other major investigation"
        LEARNING_REVIEW = "learning_review", "National or local learning review"
        MEDIA = "media", "Local matter of strong media interest"
        NONE = "none", "There are none"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="incidents")
    kind = models.CharField(max_length=16, choices=Kind)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind="none") | ~Q(text=""), name="incident_says_what"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


for _model in (CallSheet, PreparationMark, WellbeingContact, WellbeingSteps, IncidentEntry):
    protect(_model)
