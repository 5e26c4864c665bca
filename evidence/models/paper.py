"""Notes that were first written elsewhere, what Cafcass showed on paper, and files kept with a note (EVID-06)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document
from files.models import Upload
from information.models import FurtherRequest


class NoteOrigin(models.Model):
    """Where the words of an imported note come from, and where the original is."""

    class Written(models.TextChoices):
        PAPER = "paper", "On paper"
        WORD = "word", "In Word or another program"

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="origin")
    written = models.CharField(max_length=10, choices=Written)
    where = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(written__in=["paper", "word"]), name="note_origin_known"),
            models.CheckConstraint(condition=~Q(where=""), name="note_origin_says_where"),
        ]

    def __str__(self) -> str:
        return f"Origin of {self.document_id}"


class PaperCopy(models.Model):
    """Essential evidence was given on paper: Cafcass is asked for an electronic copy by a request, if one can be made.

    `request` is None where Cafcass can no longer be asked here; then only a photograph or scan stands in.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="paper_copy")
    what = models.CharField(max_length=200)
    request = models.OneToOneField(FurtherRequest, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(what=""), name="paper_copy_says_of_what")]

    def __str__(self) -> str:
        return f"Copy for {self.document_id}"


class NoteFile(models.Model):
    """A photograph, a scan or the original file, kept with a note."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"File of {self.document_id}"


_DOCUMENT = Document._meta.db_table
for _model in (NoteOrigin, PaperCopy, NoteFile):
    protect(_model)
    refuse(
        _model,
        "INSERT",
        "Only a note comes from paper.",
        f"(SELECT d.kind FROM {_DOCUMENT} d WHERE d.id = NEW.document_id) <> 'note'",
        name=f"{_model._meta.model_name}_of_a_note",
    )
