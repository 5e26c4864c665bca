"""The additional information that a note comes from: only what the lead has accepted (DOC-03)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document
from information.models import AdditionalOffer


class NoteMaterial(models.Model):
    """A note was said to come from what Cafcass offered, or (None) not after all. The latest of a note counts."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="materials")
    offer = models.ForeignKey(AdditionalOffer, on_delete=models.PROTECT, null=True, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.document_id} comes from {self.offer_id}"


protect(NoteMaterial)
refuse(
    NoteMaterial,
    "INSERT",
    "Only a note comes from additional information, and only from what the lead has accepted (DOC-03).",
    f"NEW.offer_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {Document._meta.db_table} d, "
    f"{AdditionalOffer._meta.db_table} o WHERE d.id = NEW.document_id AND o.id = NEW.offer_id "
    "AND d.kind = 'note' AND d.inspection_id = o.inspection_id AND o.state = 'accepted')",
    name="note_of_accepted_material",
)
