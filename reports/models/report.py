"""The outcome document of an inspection, in fixed sections, each kept as a line of texts (REP-01, REP-02, REP-06)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models import Revision
from inspections.models import Inspection
from reports.workflow import CLEARING, LABELS


class Report(models.Model):
    """A report for an inspection, a letter for a visit; which of the two follows from the kind and is never chosen."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="report")
    document = models.CharField(max_length=10, choices=[("report", "Report"), ("letter", "Letter")])
    state = models.CharField(max_length=20, default=CLEARING.initial)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(document__in=["report", "letter"]), name="outcome_document_known"),
            models.CheckConstraint(condition=Q(state__in=CLEARING.states), name="report_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_document_display()} on {self.inspection}"

    @property
    def state_label(self) -> str:
        return LABELS[self.state][0]

    @property
    def state_colour(self) -> str:
        return LABELS[self.state][1]


class SectionText(models.Model):
    """One saved text of one section; the latest of a section is the one that stands. Sections come from the framework version."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    section = models.CharField(max_length=48)
    text = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["report", "section", "id"], name="section_texts_in_order")]

    def __str__(self) -> str:
        return f"{self.section} of {self.report_id}"


class SectionCitation(models.Model):
    """A shared evaluative summary, as agreed, that a section rests on."""

    text = models.ForeignKey(SectionText, on_delete=models.PROTECT, related_name="cites")
    cited = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["text", "cited"], name="section_cites_once")]

    def __str__(self) -> str:
        return f"{self.text_id} cites {self.cited_id}"


class ChildrensSummaryText(models.Model):
    """The summary for children, in one text: goes out with the final report and is never published (CHILD-02)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="childrens_summary_texts")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Children's summary of {self.report_id}"


class Review(models.Model):
    """The QA manager or the national director cleared or returned exactly this content (its SHA-256)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reviews")
    step = models.CharField(max_length=20, choices=[("qa_manager", "QA manager"), ("director", "National director")])
    outcome = models.CharField(max_length=10, choices=[("cleared", "Cleared"), ("returned", "Returned")])
    note = models.TextField(blank=True)
    content_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_outcome_display()}"


for _model in (SectionText, SectionCitation, ChildrensSummaryText, Review):
    protect(_model)

_KIND_OF_REPORT = (
    f"(SELECT i.kind FROM {Inspection._meta.db_table} i JOIN {Report._meta.db_table} r ON r.inspection_id = i.id "
    "WHERE r.id = NEW.report_id)"
)
refuse(ChildrensSummaryText, "INSERT", "Only an inspection has a summary for children (REP-02).", f"{_KIND_OF_REPORT} <> 'inspection'")
_KIND = f"(SELECT kind FROM {Inspection._meta.db_table} i WHERE i.id = NEW.inspection_id)"
refuse(
    Report,
    "INSERT",
    "An inspection has a report and a visit a letter (REP-01, REP-02).",
    f"(NEW.document = 'report') <> ({_KIND} = 'inspection')",
)
