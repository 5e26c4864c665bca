"""What sort of source a piece of evidence is, and by which way it carries the voice of children and families."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document


class SourceSaid(models.Model):
    """Said of a piece of evidence, by codes of the framework; "" for not said. The latest of a document counts.

    Beside the chain of revisions and not in it: it helps to see how well something is supported, and is no evidence.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="sources_said")
    kind = models.CharField(max_length=24, blank=True)
    voice = models.CharField(max_length=8, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.document_id} is of the kind {self.kind}"


protect(SourceSaid)
refuse(
    SourceSaid,
    "INSERT",
    "A summary is no source of its own.",
    f"(SELECT d.kind FROM {Document._meta.db_table} d WHERE d.id = NEW.document_id) "
    "IN ('individual_summary', 'shared_summary')",
    name="source_of_evidence_itself",
)
