"""The outcome document of an inspection, in fixed sections, each kept as a line of texts (REP-01, REP-02, REP-06)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models import Revision
from framework.versions import FrameworkVersion, version
from framework.workflow import Stated
from inspections.models import Inspection, TeamMember
from reports.workflow import CLEARING, LABELS


class Report(Stated, models.Model):
    """A report for an inspection, a letter for a visit; which of the two follows from the kind and is never chosen."""

    STATE_LABELS = LABELS

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, Any] = {}

    @property
    def framework(self) -> FrameworkVersion:
        """The framework version that the inspection is pinned to."""
        return version(self.inspection.framework_version)


class SectionText(models.Model):
    """One saved text of one section, by its code in the framework version; the latest one stands."""

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


class SectionMark(models.Model):
    """The lead says that a section is introduction or context, or (not `context`) not after all; the latest counts.

    Such a section states no finding, so that it rests on no shared summary (EVID-11).
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="marks")
    section = models.CharField(max_length=48)
    context = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.section} of {self.report_id}"


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


class Rendering(models.Model):
    """A PDF as it was asked for: this content at this stage, whatever is edited later. A job of this key makes it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="renderings")
    stage = models.CharField(
        max_length=10, choices=[("draft", "Draft"), ("final", "Final"), ("published", "Published")]
    )
    embargo_until = models.DateField(null=True, blank=True)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=160, unique=True)
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} PDF of {self.report_id}"


for _model in (SectionText, SectionCitation, SectionMark, ChildrensSummaryText, Review, Rendering):
    protect(_model)

_OF_REPORT = f"(SELECT r.inspection_id FROM {Report._meta.db_table} r WHERE r.id = NEW.report_id)"
_KIND_OF_REPORT = f"(SELECT i.kind FROM {Inspection._meta.db_table} i WHERE i.id = {_OF_REPORT})"
refuse(
    ChildrensSummaryText,
    "INSERT",
    "Only an inspection has a summary for children (REP-02).",
    f"{_KIND_OF_REPORT} <> 'inspection'",
)
_KIND = f"(SELECT kind FROM {Inspection._meta.db_table} i WHERE i.id = NEW.inspection_id)"
refuse(
    Report,
    "INSERT",
    "An inspection has a report and a visit a letter (REP-01, REP-02).",
    f"(NEW.document = 'report') <> ({_KIND} = 'inspection')",
)
refuse(
    Report,
    "UPDATE",
    "A report stays with its inspection.",
    "NEW.inspection_id <> OLD.inspection_id OR NEW.document <> OLD.document",
)
refuse(Report, "DELETE", "A report is never deleted.")
# Nobody reviews their own work, and nobody reviews it twice over: director, lead and QA manager are three people (N2).
_MEMBER = (
    f"EXISTS (SELECT 1 FROM {TeamMember._meta.db_table} m "
    f"WHERE m.inspection_id = {_OF_REPORT} AND m.person_id = NEW.by_id AND m.role <> "
)
_OTHER_STEP = (
    f"EXISTS (SELECT 1 FROM {Review._meta.db_table} v "
    "WHERE v.report_id = NEW.report_id AND v.by_id = NEW.by_id AND v.step <> NEW.step)"
)
refuse(
    Review,
    "INSERT",
    "The lead inspector, the QA manager and the national director of an inspection are three people.",
    f"{_OTHER_STEP} OR {_MEMBER} CASE NEW.step WHEN 'qa_manager' THEN 'qa_manager' ELSE '' END)",
)
