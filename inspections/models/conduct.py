"""Conflicts of interest, the code of conduct, concerns about conduct, and equality and adjustments (GEN-05, GEN-06)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import Inspection
from inspections.models.team import TeamMember


class Interest(models.Model):
    """What a member declares of their ties to Cafcass, and what the lead or the scheduler decides of it."""

    class Outcome(models.TextChoices):
        STAYS = "stays", "Stays as they are"
        LIMITED = "limited", "Stays, but away from a site or a case"
        LEAVES = "leaves", "Leaves the team"

    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="interests")
    none = models.BooleanField()
    what = models.TextField(blank=True)
    declared_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    limit = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "declaration of interests"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(none=True) | ~Q(what=""), name="interest_is_said"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "stays", "limited", "leaves"]), name="interest_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Declaration by {self.member.person}"


class ConductAcceptance(models.Model):
    """A person accepted the code of conduct, once (GEN-05)."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Code accepted by {self.person}"


class ConductConcern(models.Model):
    """Cafcass has a concern about somebody's conduct; it goes to the lead, or past the lead to the QA manager."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="conduct_concerns")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    goes_to_role = models.CharField(max_length=16)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"Concern about conduct of {self.made_at:%d %B %Y}"


class Adjustment(models.Model):
    """A need that somebody raised, and the step that was taken; flagged until answered (GEN-06)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="adjustments")
    need = models.TextField()
    raised_by = models.CharField(max_length=120)
    raised_on = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    step = models.TextField(blank=True)
    step_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["raised_on", "id"]

    def __str__(self) -> str:
        return f"Adjustment {self.pk}"

    @property
    def answered(self) -> bool:
        return bool(self.step)


class FieldworkStart(models.Model):
    """The lead says that the team is on site; with the reason where an adjustment was still unanswered (GEN-06)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="fieldwork_starts")
    unanswered = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Fieldwork started {self.started_at:%d %B %Y}"


class ContactSheet(models.Model):
    """The content of one printed contact sheet, fixed when it was asked for."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="contact_sheets")
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "content_sha256"], name="contact_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"Contact sheet of {self.inspection}"


protect(ConductAcceptance)
protect(ConductConcern)
protect(FieldworkStart)
protect(ContactSheet)
protect(
    Interest,
    update_allowed_when="OLD.decided_at IS NULL AND NEW.what = OLD.what AND NEW.member_id = OLD.member_id "
    "AND NEW.none = OLD.none",
)
