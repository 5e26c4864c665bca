"""What Cafcass says of the draft: comments, a formal complaint, or that it has nothing to say."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from framework.workflow import Stated
from reports.models.report import Report
from reports.workflow import COMPLAINT, COMPLAINT_LABELS


class CafcassComment(models.Model):
    """One comment on the draft; `about` is a code of the framework version, `late` after the window (CLEAR-05)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    about = models.CharField(max_length=24)
    paragraph = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    late = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Comment {self.pk}"


class CommentResponse(models.Model):
    """Ofsted's answer to a comment, the latest one standing; Cafcass reads it with the final version (CLEAR-08)."""

    comment = models.ForeignKey(CafcassComment, on_delete=models.PROTECT, related_name="responses")
    outcome = models.CharField(max_length=24)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Answer to {self.comment_id}"


class NothingToSay(models.Model):
    """Cafcass confirmed in writing that it has no comments and no complaint, so the final need not wait (CLEAR-10)."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="nothing_to_say")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Nothing to say on {self.report_id}"


class Complaint(Stated, models.Model):
    """A formal complaint, for its handler to read. In time it holds final and publication until decided (CLEAR-14)."""

    STATE_LABELS = COMPLAINT_LABELS

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="complaints")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=clock.now)
    received_on = models.DateField()
    in_window = models.BooleanField()
    state = models.CharField(max_length=10, default=COMPLAINT.initial)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    extension = models.ForeignKey(
        "scheduling.Extension", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=COMPLAINT.states), name="complaint_state_known"),
            models.CheckConstraint(condition=Q(state="open") | Q(decided_on__isnull=False), name="decided_has_a_day"),
        ]

    def __str__(self) -> str:
        return f"Complaint {self.pk}"


for _model in (CafcassComment, CommentResponse, NothingToSay):
    protect(_model)
protect(
    Complaint,
    update_allowed_when="OLD.state = 'open' AND NEW.report_id = OLD.report_id AND NEW.text = OLD.text "
    "AND NEW.by_id = OLD.by_id AND NEW.received_at = OLD.received_at AND NEW.received_on = OLD.received_on "
    "AND NEW.in_window = OLD.in_window",
)
_SENT_FINAL = "EXISTS (SELECT 1 FROM reports_sending s WHERE s.report_id = {report} AND s.kind = 'final')"
refuse(
    CommentResponse,
    "INSERT",
    "Answers go out with the final version and are not changed after it (CLEAR-08).",
    _SENT_FINAL.format(report="(SELECT c.report_id FROM reports_cafcasscomment c WHERE c.id = NEW.comment_id)"),
)
