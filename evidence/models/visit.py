"""What a visit looks at, which summaries cover it, and its findings, agreed as a whole (EVID-17). No grade anywhere."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document
from inspections.models import Inspection, PublishedFinding

PERSON = settings.AUTH_USER_MODEL
KIND_LIMIT, CODE_LIMIT, SUBJECT_LIMIT = 20, 80, 300


class TopicSuggestion(models.Model):
    """What Cafcass, or the lead, would have a focused visit look at; the programme's decision-maker decides (FV-11)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="suggested_topics")
    kind = models.CharField(max_length=KIND_LIMIT)
    text = models.CharField(max_length=SUBJECT_LIMIT)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="topic_suggestion_says_what")]

    def __str__(self) -> str:
        return f"{self.kind.capitalize()}: {self.text}"


class VisitSubject(models.Model):
    """A topic of a focused visit, or an area for improvement on which a monitoring visit concentrates (MON-04)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="subjects")
    # A kind of topic of the framework; "" on a monitoring visit.
    kind = models.CharField(max_length=KIND_LIMIT, blank=True)
    text = models.CharField(max_length=SUBJECT_LIMIT)
    suggestion = models.ForeignKey(TopicSuggestion, on_delete=models.PROTECT, null=True, related_name="became")
    finding = models.ForeignKey(PublishedFinding, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="visit_subject_says_what")]

    def __str__(self) -> str:
        return f"{self.kind.capitalize()}: {self.text}" if self.kind else self.text


class SubjectTakenOut(models.Model):
    """The visit does not look at this after all, and why."""

    subject = models.OneToOneField(VisitSubject, on_delete=models.PROTECT, related_name="taken_out")
    reason = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Subject {self.subject_id} taken out"


class CoversQuerySet(models.QuerySet["Covers"]):
    def standing(self) -> "CoversQuerySet":
        """The last word of each document and code, where it says that the one covers the other."""
        later = Covers.objects.filter(document=OuterRef("document"), code=OuterRef("code"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), on=True)


class Covers(models.Model):
    """A shared summary covers a part of what its visit looks at, or of Cafcass's own consultation with children.

    `code` is that of a `Place`; not `on`: not after all.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="covers")
    code = models.CharField(max_length=CODE_LIMIT)
    on = models.BooleanField(default=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = CoversQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["document", "code", "id"], name="covers_last_word")]

    def __str__(self) -> str:
        return f"{self.document_id} covers {self.code}"


class OtherAreaChecked(models.Model):
    """On a monitoring visit somebody looked whether another area has got worse, and on what basis (MON-06)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="other_areas")
    area = models.CharField(max_length=20)
    declined = models.BooleanField()
    basis = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(basis=""), name="other_area_has_a_basis")]

    def __str__(self) -> str:
        return f"{self.area}: {'decline' if self.declined else 'no decline'}"


class VisitFindings(models.Model):
    """The findings of a visit: its agreed shared summaries, agreed as a whole or not yet."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="findings")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Findings of {self.inspection}"


for _model in (TopicSuggestion, VisitSubject, SubjectTakenOut, Covers, OtherAreaChecked):
    protect(_model)
_KIND = f"(SELECT kind FROM {Inspection._meta.db_table} i WHERE i.id = NEW.inspection_id)"
refuse(
    Covers,
    "INSERT",
    "Only a shared evaluative summary is said to cover something.",
    f"(SELECT d.kind FROM {Document._meta.db_table} d WHERE d.id = NEW.document_id) <> 'shared_summary'",
    name="shared_summary_covers",
)
refuse(
    TopicSuggestion,
    "INSERT",
    "Only a focused visit has topics (FV-11).",
    f"{_KIND} <> 'focused_visit'",
)
refuse(VisitFindings, "INSERT", "A full inspection has judgements in place of findings.", f"{_KIND} = 'inspection'")
refuse(VisitFindings, "UPDATE", "Findings stay with their visit.", "NEW.inspection_id <> OLD.inspection_id")
refuse(VisitFindings, "DELETE", "Findings are never deleted.")
refuse(
    OtherAreaChecked,
    "INSERT",
    "Only a monitoring visit checks other areas (MON-06).",
    f"{_KIND} <> 'monitoring_visit'",
)
