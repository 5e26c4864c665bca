"""What a document of Cafcass's is, and what somebody made of it (INSP-07, INSP-08, INSP-09)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from files.models import Upload
from inspections.models import Inspection


class DocumentSorting(models.Model):
    """Somebody's word on what a document is; the latest counts. `category` is a code of the framework, "" for none."""

    class ActionPlan(models.TextChoices):
        ATTACHED = "attached", "Action plan attached"
        NOT_GIVEN = "not_given", "Action plan made, not given"
        NONE = "none", "No action plan came of it"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="document_sortings")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="sortings")
    category = models.CharField(max_length=20, blank=True)
    # Of an audit: its date, and what came of it.
    audited_on = models.DateField(null=True, blank=True)
    action_plan = models.CharField(max_length=12, choices=ActionPlan, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(audited_on=None, action_plan="") | (Q(audited_on__isnull=False) & ~Q(action_plan="")),
                name="audit_date_with_action_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"Document {self.upload_id} as {self.category or 'none'}"


class DocumentReview(models.Model):
    """Somebody looked through a document: its key points, and the criteria on which they bear."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="document_reviews")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="reviews")
    category = models.CharField(max_length=20)
    key_points = models.TextField()
    # Codes of the framework.
    criteria = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(key_points=""), name="document_review_has_key_points"),
        ]

    def __str__(self) -> str:
        return f"{self.by} on document {self.upload_id}"


protect(DocumentSorting)
protect(DocumentReview)
