"""What lets an activity be planned in August or at Christmas: the decision-maker's own act, or Cafcass's agreement."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import KINDS, Inspection
from inspections.models.programme import TITLE, ProgrammeConcern


class SeasonPermission(models.Model):
    """The programme decision-maker's own reason for one kind of activity in one week (PROG-10, PROG-11, PROG-13)."""

    kind = models.CharField(max_length=24)
    # It was given for this week: with another first on-site week it says nothing.
    onsite_week = models.DateField()
    reason = models.TextField()
    concern = models.ForeignKey(ProgrammeConcern, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "permission for a closed season"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="season_permission_kind_known"),
        ]

    def __str__(self) -> str:
        return f"Permission for the week of {self.onsite_week}"


class AugustAgreement(models.Model):
    """Cafcass agreed to a focused visit in August: who, when and how (PROG-12)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="august_agreements")
    onsite_week = models.DateField()
    who = models.CharField(max_length=TITLE)
    agreed_on = models.DateField()
    how = models.CharField(max_length=TITLE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "agreement of Cafcass to August"

    def __str__(self) -> str:
        return f"Agreed by {self.who} on {self.agreed_on}"


protect(SeasonPermission)
protect(AugustAgreement)
