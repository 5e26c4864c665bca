"""Which evidence bears on which line of enquiry (EVID-20)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document
from information.models import LineOfEnquiry


class OnLineQuerySet(models.QuerySet["OnLine"]):
    def standing(self) -> "OnLineQuerySet":
        """The last word of each document and line, where it says that the one bears on the other."""
        later = OnLine.objects.filter(document=OuterRef("document"), line=OuterRef("line"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), on=True)


class OnLine(models.Model):
    """A document bears on a line, or (not `on`) not after all. Added while the line was closed: `after_closing`."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="on_lines")
    line = models.ForeignKey(LineOfEnquiry, on_delete=models.PROTECT, related_name="bearing")
    on = models.BooleanField(default=True)
    after_closing = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = OnLineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["document", "line", "id"], name="on_line_last_word")]

    def __str__(self) -> str:
        return f"{self.document_id} on line {self.line_id}"


class LateCounted(models.Model):
    """The lead counts what came after the line was closed; the line stays closed."""

    on_line = models.OneToOneField(OnLine, on_delete=models.PROTECT, related_name="counted")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Counted: {self.on_line_id}"


def late(rows: "QuerySet[OnLine]") -> "QuerySet[OnLine]":
    """Those that came after the closing, and that nobody has counted."""
    return rows.filter(after_closing=True, counted=None)


protect(OnLine)
protect(LateCounted)
_LINE, _DOCUMENT = LineOfEnquiry._meta.db_table, Document._meta.db_table
refuse(
    OnLine,
    "INSERT",
    "Evidence bears on a line of enquiry of its own inspection.",
    f"(SELECT d.inspection_id FROM {_DOCUMENT} d WHERE d.id = NEW.document_id) "
    f"<> (SELECT l.inspection_id FROM {_LINE} l WHERE l.id = NEW.line_id)",
    name="line_of_own_inspection",
)
