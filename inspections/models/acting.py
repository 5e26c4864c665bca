"""Somebody acts as lead or deputy for a day or a few, while the other is ill; it ends by itself, or is ended before."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import clock
from accounts.access import Role
from accounts.appendonly import protect
from inspections.models.team import TeamMember


class ActingRoleQuerySet(models.QuerySet["ActingRole"]):
    def current(self) -> "ActingRoleQuerySet":
        """Those that hold now."""
        return self.standing().filter(since__lte=clock.NOW)

    def standing(self) -> "ActingRoleQuerySet":
        """Those that hold now or will, while both are still in their own roles."""
        both = self.filter(member__until=None, instead_of__until=None)
        return both.filter(ended_at=None, until__gt=clock.NOW)


class ActingRole(models.Model):
    """`member`, an inspector of the team, has the rights of `role` from `since` until `until`, in place of another."""

    member = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="acting")
    instead_of = models.ForeignKey(TeamMember, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=[(each.value, each.label) for each in (Role.LEAD, Role.DEPUTY)])
    since = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    # Well again earlier, or entered by mistake; why stands in the record.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ActingRoleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="acting_in_order"),
            models.CheckConstraint(condition=Q(role__in=["lead", "deputy"]), name="acting_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.member.person} acts as {self.get_role_display().lower()}"

    @property
    def first_day(self) -> date:
        return clock.london(self.since).date()

    @property
    def last_day(self) -> date:
        """The midnight at which it ends belongs to the day after."""
        return clock.london(self.until - timedelta(seconds=1)).date()


protect(
    ActingRole,
    update_allowed_when="OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND NEW.member_id = OLD.member_id "
    "AND NEW.instead_of_id = OLD.instead_of_id AND NEW.role = OLD.role AND NEW.since = OLD.since "
    "AND NEW.until = OLD.until AND NEW.reason = OLD.reason",
)
