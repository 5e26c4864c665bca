"""The talk of Ofsted's analytical officer with an analyst at Cafcass (NOTI-22)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection

SHORT = 160


class AnalystTalk(models.Model):
    """When, with whom by role, about which of the framework's topics; the reason where it was in another week."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="analyst_talks")
    day = models.DateField()
    with_whom = models.CharField(max_length=SHORT)
    topics = models.JSONField()
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Talk of {self.day}"


protect(AnalystTalk)
