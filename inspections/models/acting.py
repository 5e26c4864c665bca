"""Somebody acts as lead or deputy for a day or a few, while the other is ill; it ends by itself."""

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
        """Those that hold now, while both are still in their own roles."""
        return self.filter(since__lte=clock.NOW, until__gt=clock.NOW, member__until=None, instead_of__until=None)


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

    objects = ActingRoleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="acting_in_order"),
            models.CheckConstraint(condition=Q(role__in=["lead", "deputy"]), name="acting_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.member.person} acts as {self.get_role_display().lower()}"


protect(ActingRole)
