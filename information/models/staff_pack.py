"""The pack for Cafcass's staff: when it was provided, and who took it (NOTI-19)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from files.models import Job
from inspections.models import Inspection


class StaffPack(models.Model):
    """It was provided, as the PDF that the job makes. Provided again, the latest stands."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="staff_packs")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Staff pack of {self.at:%-d %B %Y}"


class StaffPackTaken(models.Model):
    """Somebody at Cafcass downloaded it."""

    pack = models.ForeignKey(StaffPack, on_delete=models.PROTECT, related_name="taken")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Download of {self.pack}"


protect(StaffPack)
protect(StaffPackTaken)
