"""A child-level list as Cafcass had it checked: what was found, and whether it was sent with what was known."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect, refuse
from files.models import Upload
from information.listing.names import FULL, PART
from information.listing.table import NOT_ASKED
from information.models.annex import AnnexRequest
from inspections.models import Inspection


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


class ListSpread(models.Model):
    """What is kept of a list that was sent: how many children are in each group, and no row of any of them."""

    check_of = models.OneToOneField(ListCheck, on_delete=models.PROTECT, related_name="spread")
    # [dimension, [[group, how many], …]], because PostgreSQL keeps no order of names.
    counts = models.JSONField(default=list)
    on = models.DateField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Spread of list {self.check_of_id}"

    @property
    def by_dimension(self) -> dict[str, dict[str, int]]:
        return {dimension: dict(groups) for dimension, groups in self.counts}


class NameHash(models.Model):
    """A name of the list as a keyed hash; the key is not in the database. Goes with the list when that is destroyed."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=[(FULL, "Full name"), (PART, "Part of a name")])
    digest = models.CharField(max_length=64)
    # Many children of the list have it: by itself it means nobody.
    common = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "digest"], name="name_hash_once"),
            models.CheckConstraint(condition=models.Q(kind__in=[FULL, PART]), name="name_hash_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"


refuse(ListCheck, "DELETE", "A check is never deleted.")
refuse(ListCheck, "UPDATE", "What was sent stays as it was sent.", "OLD.sent_at IS NOT NULL")
protect(ListSpread)
refuse(NameHash, "UPDATE", "A hash of a name is never changed.")
