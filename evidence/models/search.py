"""What a search looks in: the words of what stands in the record, and by what they are narrowed."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from evidence.models.document import Document
from inspections.models import Inspection


class SearchEntry(models.Model):
    """The words of a standing revision, comment, rationale or headline (`number` is its id), each once and in no order.

    Only helps to find things, so it is no evidence and may be remade. `thing` is the thing of the access table that a
    reader must be allowed to read. `body` is as words.body gives it.
    """

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        CASE_EVALUATION = "case_evaluation", "Case evaluation"
        INDIVIDUAL_SUMMARY = "individual_summary", "Individual summary"
        SHARED_SUMMARY = "shared_summary", "Shared summary"
        COMMENT = "comment", "Comment"
        RATIONALE = "rationale", "Why a grade was given"
        HEADLINE = "headline", "Headline of a keep-in-touch meeting"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    thing = models.CharField(max_length=24)
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.BigIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    area = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=60, blank=True)
    body = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "number"], name="search_entry_once")]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "thing", "-id"], name="search_listed"),
            models.Index(fields=["inspection", "person"], name="search_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
