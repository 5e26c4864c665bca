"""What people did with a document besides writing it: agreed it, commented on it, withdrew it. All append-only."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document, Revision

NARROW_REASON = 300


class Agreement(models.Model):
    """The team agreed (closed) a shared summary as it stood at this revision; a later revision opens it again."""

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="agreement")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    # Why it rests on one source or on one inspector alone, where it does (EVID-10).
    narrow_reason = models.CharField(max_length=NARROW_REASON, blank=True)

    def __str__(self) -> str:
        return f"Agreement of revision {self.revision_id}"


class CaseClosing(models.Model):
    """A case evaluation was closed as it stood at this revision; a later revision opens it again."""

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="closing")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    # Why without the reply, where a request on the case was open (DOC-06).
    open_reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"Closing of revision {self.revision_id}"


class DocumentComment(models.Model):
    """A comment by the lead, a deputy or the QA manager; the text commented on stays its owner's (EVID-04)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="comments")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Comment by {self.author}"


class Withdrawal(models.Model):
    """A document that its owner or the lead no longer relies on; the text, the person and the reason stay."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Withdrawal of {self.document_id}"


for _model in (Agreement, CaseClosing, DocumentComment, Withdrawal):
    protect(_model)
_KIND = (
    f"(SELECT d.kind FROM {Document._meta.db_table} d JOIN {Revision._meta.db_table} r ON r.document_id = d.id "
    "WHERE r.id = NEW.revision_id)"
)
refuse(
    Agreement,
    "INSERT",
    "Only a shared evaluative summary is agreed.",
    f"{_KIND} <> 'shared_summary'",
    name="agreement_of_shared_summary",
)
refuse(
    CaseClosing,
    "INSERT",
    "Only a case evaluation is closed.",
    f"{_KIND} <> 'case_evaluation'",
    name="closing_of_case_evaluation",
)
