"""A child-level list as Cafcass had it checked: what was found, and whether it was sent with what was known."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import refuse
from files.models import Upload
from information.listing.table import NOT_ASKED
from information.models.annex import AnnexRequest


class ListCheck(models.Model):
    """One list and its faults by row, column and reason; never what stands in a cell."""

    request = models.ForeignKey(AnnexRequest, on_delete=models.PROTECT, related_name="list_checks")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    faults = models.JSONField(default=list)
    sent_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"List of {self.rows} rows"

    @property
    def further(self) -> int:
        """How many columns it has that nobody asked for."""
        return sum(reason == NOT_ASKED for _, _, reason in self.faults)


refuse(ListCheck, "DELETE", "A check is never deleted.")
refuse(ListCheck, "UPDATE", "What was sent stays as it was sent.", "OLD.sent_at IS NOT NULL")
