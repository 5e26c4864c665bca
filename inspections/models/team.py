"""Who works on an inspection, in which role, from when until when, and in which pair."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.access import OF_AN_INSPECTION, Role
from accounts.appendonly import protect, refuse
from inspections.models.inspection import Inspection

ROLES = [(role.value, role.label) for role in Role if role in OF_AN_INSPECTION]


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def current(self) -> "TeamMemberQuerySet":
        return self.filter(since__lte=clock.NOW).filter(Q(until=None) | Q(until__gt=clock.NOW))


class TeamMember(models.Model):
    """A role on one inspection. The QA manager has one here too, but is never of the team (QA-03)."""

    class Purpose(models.TextChoices):
        TRAINING = "training_development", "Their own training and development"
        EVALUATION = "evaluate_framework_method", "To evaluate the framework and method"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inspection_roles")
    role = models.CharField(max_length=16, choices=ROLES)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    purpose = models.CharField(max_length=32, choices=Purpose, blank=True)
    paired_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True, help_text="Why a usual limit was exceeded.")

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection"], condition=Q(role="lead", until=None), name="one_lead_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["inspection"], condition=Q(role="qa_manager", until=None), name="one_qa_manager_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["inspection", "person"], condition=Q(until=None), name="one_role_at_a_time"
            ),
            models.CheckConstraint(condition=Q(role__in=[r for r, _ in ROLES]), name="team_role_known"),
            models.CheckConstraint(condition=~Q(role="shadow") | ~Q(purpose=""), name="shadow_has_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class Pair(models.Model):
    """A sub-team of two inspectors, in its own area (TEAM-02, TEAM-03, TEAM-04)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="pairs")
    name = models.CharField(max_length=40)
    area_week_1 = models.CharField("Area in week 1", max_length=120, blank=True)
    area_week_2 = models.CharField("Area in week 2", max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    dissolved_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "name"], condition=Q(dissolved_at=None), name="pair_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PairMember(models.Model):
    """A seat of one member in one pair."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="seats")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pair", "member"], name="seated_once_in_a_pair")]

    def __str__(self) -> str:
        return f"{self.member} in {self.pair}"


_TABLE = TeamMember._meta.db_table
_OTHER_SIDE = (
    f"EXISTS (SELECT 1 FROM {_TABLE} m WHERE m.inspection_id = NEW.inspection_id AND m.person_id = NEW.person_id "
    f"AND (m.role = 'qa_manager') <> (NEW.role = 'qa_manager'))"
)
refuse(
    TeamMember,
    "INSERT",
    "The QA manager of an inspection was never on its team, nor a team member its QA manager (QA-03).",
    _OTHER_SIDE,
)
# A role is ended, never rewritten: whoever held it held it, for all time.
protect(
    TeamMember,
    update_allowed_when="NEW.person_id = OLD.person_id AND NEW.role = OLD.role "
    "AND NEW.inspection_id = OLD.inspection_id AND NEW.since = OLD.since "
    # NULL compares to nothing, so that a role brought back to life must be asked for by name.
    "AND (OLD.until IS NULL OR (NEW.until IS NOT NULL AND NEW.until = OLD.until))",
)
