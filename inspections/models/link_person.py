"""Whom Cafcass's chief executive names as link person of one inspection (NOTI-09)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import Inspection

YES_NO = [("yes", "Yes"), ("no", "No")]


class LinkNamed(models.Model):
    """One naming; it ends when another takes its place. Where `person` holds no post, this is all that they see."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="links_named")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    contact = models.CharField(max_length=160, blank=True)
    access = models.CharField("Reaches the chief executive and senior leaders", max_length=3, choices=YES_NO)
    authority = models.CharField("May answer the lead's requests", max_length=3, choices=YES_NO)
    named_by = models.CharField(max_length=120)
    named_on = models.DateField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="links_named"
    )
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection"], condition=Q(until=None), name="one_link_person_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


protect(
    LinkNamed,
    update_allowed_when="OLD.until IS NULL AND NEW.until IS NOT NULL AND NEW.inspection_id = OLD.inspection_id "
    "AND NEW.name = OLD.name AND COALESCE(NEW.person_id, 0) = COALESCE(OLD.person_id, 0)",
)
