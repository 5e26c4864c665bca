"""What left the house: the draft and the final as sent, who at Cafcass may read them, and the publication."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from files.models import StoredFile
from inspections.models import Inspection
from reports.models.from_cafcass import Complaint
from reports.models.report import ChildrensSummaryText, Report

KINDS = [("draft", "Draft"), ("final", "Final")]


class Sending(models.Model):
    """The draft or the final version as it went to Cafcass: content, file, moment and promised dates."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sendings")
    kind = models.CharField(max_length=5, choices=KINDS)
    sent_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    content_sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    childrens_summary = models.ForeignKey(
        ChildrensSummaryText, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    window_opens = models.DateField(null=True, blank=True)
    window_closes = models.DateField(null=True, blank=True)
    publication_planned = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "kind"], name="sent_once_of_each_kind"),
            models.CheckConstraint(
                condition=Q(kind="final") | Q(window_closes__isnull=False), name="draft_has_a_window"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.report_id}"


class Share(models.Model):
    """The chief executive put the link person on the distribution of the draft or of the final version."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="shares")
    kind = models.CharField(max_length=5, choices=KINDS)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "kind", "person"], name="shared_once")]

    def __str__(self) -> str:
        return f"{self.person} reads the {self.kind}"


class PublicationDecision(models.Model):
    """A person's decision to publish exactly this content on this day (CLEAR-13); the latest one stands."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="publication_decisions")
    due_on = models.DateField()
    reason = models.TextField(blank=True, help_text="Why later than the fifth working day.")
    content_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Publish on {self.due_on}"


class Publication(models.Model):
    """Made by the one worker at the moment of publication; the public pages read nothing else (N7)."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="publication")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    published_on = models.DateField()
    published_at = models.DateTimeField(default=clock.now)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-published_at"]

    def __str__(self) -> str:
        return self.slug


for _model in (Sending, Share, PublicationDecision, Publication):
    protect(_model)

_OPEN = (
    f"EXISTS (SELECT 1 FROM {Complaint._meta.db_table} c "
    "WHERE c.report_id = NEW.report_id AND c.in_window AND c.state = 'open')"
)
_GRADED = (
    f"EXISTS (SELECT 1 FROM {Report._meta.db_table} r JOIN {Inspection._meta.db_table} i ON i.id = r.inspection_id "
    "WHERE r.id = NEW.report_id AND i.kind = 'inspection')"
)
_FINAL = (
    f"EXISTS (SELECT 1 FROM {Sending._meta.db_table} s WHERE s.report_id = NEW.report_id AND s.kind = 'final' "
    "AND s.content_sha256 = NEW.content_sha256)"
)
refuse(
    Sending,
    "INSERT",
    "The final version waits for an open complaint (CLEAR-14) and takes the summary for children with it (CHILD-03).",
    f"NEW.kind = 'final' AND ({_OPEN} OR ({_GRADED} AND NEW.childrens_summary_id IS NULL))",
)
refuse(
    Publication,
    "INSERT",
    "Only the final version as sent is published, and not while a complaint made in time is open (CLEAR-14).",
    f"{_OPEN} OR NOT {_FINAL}",
)
