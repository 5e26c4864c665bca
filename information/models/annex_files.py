"""The files of Annex A, each with its receipt, and who opened which when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from files.models import Upload
from information.models.annex import AnnexItem, AnnexRequest


class AnnexFile(models.Model):
    """One file that Cafcass gave. Without an item it lies in the tray, where only Cafcass sees it."""

    request = models.ForeignKey(AnnexRequest, on_delete=models.PROTECT, related_name="files")
    item = models.ForeignKey(AnnexItem, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    # The item's number before the name that the file came with.
    name = models.CharField(max_length=200)
    # Why Ofsted needs it, in words of Cafcass's, where the item alone does not say so (DATA-01).
    necessary = models.TextField(blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sealed_at=None, sealed_by=None) | Q(sealed_at__isnull=False, sealed_by__isnull=False),
                name="annex_file_sealed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sealed(self) -> bool:
        return self.sealed_at is not None

    @property
    def necessary_because(self) -> str:
        """What is gathered is what was asked for, or says why it is needed (DATA-01). "" in the tray."""
        return self.necessary or (f"Item {self.item.number} of Annex A asks for it." if self.item else "")


class AnnexReading(models.Model):
    """Somebody opened a file at a moment. Both sides may know."""

    file = models.ForeignKey(AnnexFile, on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.person} opened {self.file_id}"


protect(AnnexReading)
refuse(AnnexFile, "DELETE", "What was given is never deleted.")
refuse(
    AnnexFile,
    "UPDATE",
    "What was sealed stays sealed, and a file stays the one that was given.",
    "OLD.sealed_at IS NOT NULL OR NEW.upload_id <> OLD.upload_id OR NEW.request_id <> OLD.request_id",
)
