"""A piece of evidence is a document; every save is a revision of it, and no revision is ever changed or deleted (N15)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection


class Document(models.Model):
    """A note, an individual evaluative summary or a shared evaluative summary: its identity, whose it is, and no text."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        INDIVIDUAL_SUMMARY = "individual_summary", "Individual evaluative summary"
        SHARED_SUMMARY = "shared_summary", "Shared evaluative summary"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["note", "individual_summary", "shared_summary"]), name="document_kind_known"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["inspection", "kind", "-made_at"], name="documents_listed")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.owner}"


class Revision(models.Model):
    """One save. `id` is the order of arrival; `op` is the operation id that the writer's device or form gave it.

    `chain` is the SHA-256 over the previous revision's chain in this inspection and everything of this one, the text by its hash,
    so that an altered, missing or reordered revision is found.
    """

    op = models.UUIDField(unique=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    observed_on = models.DateField(null=True, blank=True)
    observed_at = models.TimeField(null=True, blank=True)
    area = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=60, blank=True)
    finding = models.CharField(max_length=24, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    device = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["inspection", "id"], name="revisions_in_order")]

    def __str__(self) -> str:
        return f"Revision {self.pk} of {self.document_id}"


class RevisionText(models.Model):
    """The words of a revision: {"text": …} for a note, {"statement", "evidence", "difference"} for a summary.

    Apart from the revision so that redaction or retention can blank it, with a reason and an approval, and nothing else can.
    """

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, primary_key=True, related_name="words")
    parts = models.JSONField()
    blanked_at = models.DateTimeField(null=True, blank=True)
    blanked_reason = models.TextField(blank=True)
    blanking_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"Text of revision {self.pk}"


class Head(models.Model):
    """Which revisions of a document have no successor; more than one means that two versions wait for a person to merge them."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="heads")
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["revision_id"]

    def __str__(self) -> str:
        return f"Head of {self.document_id}"


class Citation(models.Model):
    """A revision of a summary cites a revision of a note or summary; both stay, cross-linked (EVID-02)."""

    by_revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="cites")
    cited = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="cited_by")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["by_revision", "cited"], name="cited_once")]

    def __str__(self) -> str:
        return f"{self.by_revision_id} cites {self.cited_id}"


for _model in (Document, Revision, Citation):
    protect(_model)
protect(
    RevisionText,
    update_allowed_when="NEW.revision_id = OLD.revision_id AND OLD.blanked_at IS NULL AND NEW.blanked_at IS NOT NULL "
    "AND NEW.blanked_reason <> '' AND NEW.blanking_approved_by_id IS NOT NULL AND CAST(NEW.parts AS TEXT) = '{}'",
)
