"""A summary that is an example of outstanding practice, for the report; no grade of a case (EVID-22)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document


class ExampleQuerySet(models.QuerySet["OutstandingExample"]):
    def standing(self) -> "ExampleQuerySet":
        """The last word of each document, where it says yes."""
        later = OutstandingExample.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), on=True)


class OutstandingExample(models.Model):
    """A summary is such an example, or (not `on`) not after all. The latest of a document counts."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="examples")
    on = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = ExampleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Outstanding practice: {self.document_id}"


protect(OutstandingExample)
refuse(
    OutstandingExample,
    "INSERT",
    "Only a summary is an example of outstanding practice.",
    f"(SELECT d.kind FROM {Document._meta.db_table} d WHERE d.id = NEW.document_id) "
    "NOT IN ('individual_summary', 'shared_summary')",
    name="example_is_a_summary",
)
