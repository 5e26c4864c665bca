"""What Cafcass was told in keep-in-touch meetings, and what each headline rests on (EVID-11). All append-only."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document, Revision
from fieldwork.models import DiaryEntry
from inspections.models import Inspection

PERSON = settings.AUTH_USER_MODEL
# More than anybody says in one meeting: a text pasted by mistake must not become headlines for good.
HEADLINES_LIMIT = 50
PEOPLE_LIMIT = 300


class KeepInTouch(models.Model):
    """The record of a keep-in-touch meeting; a second row of a day adds to it. `people`: those of Cafcass, by role."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="keep_in_touch")
    # Where the diary has the meeting.
    entry = models.ForeignKey(DiaryEntry, on_delete=models.PROTECT, null=True, related_name="told")
    day = models.DateField()
    people = models.CharField(max_length=PEOPLE_LIMIT, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["day", "id"]

    def __str__(self) -> str:
        return f"Keep-in-touch meeting of {self.day}"


class Headline(models.Model):
    """One thing that was told, in the words of the meeting."""

    meeting = models.ForeignKey(KeepInTouch, on_delete=models.PROTECT, related_name="headlines")
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="headline_says_something")]

    def __str__(self) -> str:
        return self.text[:80]


class HeadlineBasis(models.Model):
    """What a headline rests on, as somebody said it; the latest counts. `context`: it states no finding."""

    headline = models.ForeignKey(Headline, on_delete=models.PROTECT, related_name="bases")
    context = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Basis of headline {self.headline_id}"


class HeadlineCitation(models.Model):
    """A shared summary, or for the time being a note, that a headline cites."""

    basis = models.ForeignKey(HeadlineBasis, on_delete=models.PROTECT, related_name="cites")
    cited = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["basis", "cited"], name="headline_cites_once")]

    def __str__(self) -> str:
        return f"{self.basis_id} cites {self.cited_id}"


for _model in (KeepInTouch, Headline, HeadlineBasis, HeadlineCitation):
    protect(_model)
refuse(
    HeadlineCitation,
    "INSERT",
    "A headline cites shared evaluative summaries and notes of its own inspection.",
    f"NOT EXISTS (SELECT 1 FROM {Revision._meta.db_table} r JOIN {Document._meta.db_table} d ON d.id = r.document_id "
    f"JOIN {KeepInTouch._meta.db_table} m ON m.inspection_id = r.inspection_id "
    f"JOIN {Headline._meta.db_table} h ON h.meeting_id = m.id "
    f"JOIN {HeadlineBasis._meta.db_table} b ON b.headline_id = h.id "
    "WHERE r.id = NEW.cited_id AND b.id = NEW.basis_id AND d.kind IN ('note', 'shared_summary'))",
    name="headline_cites_own",
)
