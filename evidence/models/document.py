"""A piece of evidence is a document; every save is a revision, and no revision is ever changed or deleted (N15)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.access import Role
from accounts.appendonly import protect, refuse
from evidence.models.blanking import Blankable, blanked_whole
from inspections.models import Inspection, TeamMember


class Document(models.Model):
    """A note, a case evaluation, an individual or a shared summary: its identity, whose it is, and no text."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        CASE_EVALUATION = "case_evaluation", "Case evaluation"
        INDIVIDUAL_SUMMARY = "individual_summary", "Individual evaluative summary"
        SHARED_SUMMARY = "shared_summary", "Shared evaluative summary"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["note", "case_evaluation", "individual_summary", "shared_summary"]),
                name="document_kind_known",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "kind", "-made_at"], name="documents_listed"),
            models.Index(fields=["inspection", "owner", "made_at"], name="documents_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.owner}"


class Revision(models.Model):
    """One save. `id` is the order of arrival; `op` is the operation id that the writer's device or form gave it.

    `sha256` is the hash of the words. `chain` is the SHA-256 over the previous revision's chain in this inspection and
    everything of this one, the words by their hash, so that an altered, missing or reordered revision is found.
    """

    class Finding(models.TextChoices):
        STRENGTH = "strength", "Strength"
        AREA_FOR_IMPROVEMENT = "area_for_improvement", "Area for improvement"

    op = models.UUIDField(unique=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    observed_on = models.DateField(null=True, blank=True)
    observed_at = models.TimeField(null=True, blank=True)
    area = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=60, blank=True)
    finding = models.CharField(max_length=24, blank=True, choices=Finding)
    late_reason = models.CharField(max_length=300, blank=True)
    # Codes, dates and numbers beside the words, and never words: see evidence/cases.py.
    facts = models.JSONField(default=dict, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    device = models.CharField(max_length=60, blank=True)
    odd_time = models.BooleanField(default=False)
    after_fieldwork = models.BooleanField(default=False)
    in_pause = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(finding__in=["", "strength", "area_for_improvement"]), name="revision_finding_known"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["inspection", "id"], name="revisions_in_order")]

    def __str__(self) -> str:
        return f"Revision {self.pk} of {self.document_id}"


class RevisionText(Blankable):
    """The words of a revision, by the parts of its kind: {"text": …} for a note.

    Apart from the revision so that redaction or retention can blank it, with a reason and an approval, and only so.
    """

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, primary_key=True, related_name="words")
    parts = models.JSONField()

    def __str__(self) -> str:
        return f"Text of revision {self.pk}"


def case_of(revision: Revision) -> str:
    """The reference of the case that it is about, "" for none."""
    about = (
        revision.source if revision.document.kind == Document.Kind.CASE_EVALUATION else revision.facts.get("case", "")
    )
    return str(about)


class Head(models.Model):
    """A revision without successor. More than one on a document: two versions wait to be merged (not `alone`).

    Only helps to find things, so it is no evidence and may be remade. `latest` marks the one of each document that
    lists show. What lists and counts ask of thousands of rows is repeated here, so that an index alone answers them.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="heads")
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="head")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Document.Kind)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=60, blank=True)
    finding = models.CharField(max_length=24, blank=True)
    latest = models.BooleanField(default=True)
    alone = models.BooleanField(default=True)
    # As the revision stands alone the team has agreed it, or a case evaluation is closed; nobody relies on the document
    # any more; a summary cites it.
    agreed = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    taken = models.BooleanField(default=False)
    # Its writer was asked about a name in it and has not answered; `evidence.queries.kept_back` says who reads it.
    names_open = models.BooleanField(default=False)
    # The reference of the case that it is about is still to be added.
    reference_awaited = models.BooleanField(default=False)
    # The child's case that it names; the proceeding that somebody chose and the role whose supervision record was read,
    # by the framework's codes.
    case = models.CharField(max_length=200, blank=True)
    proceeding = models.CharField(max_length=40, blank=True)
    supervised = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = ["revision_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document"], condition=Q(latest=True), name="one_latest_head")
        ]
        # Conditions in place of leading columns: for a boolean Django writes no "= 1" that SQLite could look up.
        indexes: ClassVar = [
            models.Index(fields=["inspection", "kind", "-revision"], condition=Q(latest=True), name="heads_listed"),
            models.Index(
                fields=["inspection", "kind", "taken", "-revision"],
                condition=Q(latest=True, withdrawn=False),
                name="heads_on_offer",
            ),
            models.Index(
                fields=["inspection", "kind"],
                condition=Q(latest=True, withdrawn=False) & ~Q(supervised=""),
                name="heads_of_supervision",
            ),
        ]

    def __str__(self) -> str:
        return f"Head of {self.document_id}"

    @classmethod
    def of(cls, revision: Revision, **flags: bool) -> "Head":
        """An unsaved head that says of the revision what lists ask."""
        document = revision.document
        return cls(
            document=document,
            revision=revision,
            inspection_id=revision.inspection_id,
            kind=document.kind,
            owner_id=document.owner_id,
            area=revision.area,
            heading=revision.heading,
            finding=revision.finding,
            case=case_of(revision),
            proceeding=revision.facts.get("proceeding", ""),
            supervised=revision.facts.get("supervised", ""),
            **flags,
        )


class Citation(models.Model):
    """A revision of a summary cites a revision of a note or summary; both stay, cross-linked (EVID-02)."""

    by_revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="cites")
    cited = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="cited_by")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["by_revision", "cited"], name="cited_once")]

    def __str__(self) -> str:
        return f"{self.by_revision_id} cites {self.cited_id}"


for _model in (Document, Revision, Citation):
    protect(_model)
protect(RevisionText, update_allowed_when=blanked_whole("revision_id", ["parts"]))

_DOCUMENT, _REVISION, _MEMBER = (model._meta.db_table for model in (Document, Revision, TeamMember))
_WRITERS = ", ".join(f"'{role.value}'" for role in (Role.LEAD, Role.DEPUTY, Role.TEAM))
# Whoever has left the team may still have unsent words on a device, so it asks whether they ever held such a role (N1).
refuse(
    Revision,
    "INSERT",
    "Only somebody with an evidence-writing role on the inspection is the author of evidence (TEAM-06).",
    f"NOT EXISTS (SELECT 1 FROM {_MEMBER} m WHERE m.inspection_id = NEW.inspection_id AND m.person_id = NEW.author_id "
    f"AND m.role IN ({_WRITERS}))",
    name="evidence_has_a_writer",
)
refuse(
    Revision,
    "INSERT",
    "A revision and its parents are of one document and one inspection.",
    f"NEW.inspection_id <> (SELECT d.inspection_id FROM {_DOCUMENT} d WHERE d.id = NEW.document_id) "
    f"OR EXISTS (SELECT 1 FROM {_REVISION} p WHERE p.id IN (NEW.parent_id, NEW.merged_id) "
    "AND p.document_id <> NEW.document_id)",
    name="revision_of_one_document",
)
refuse(
    Citation,
    "INSERT",
    "Evidence cites only evidence of the same inspection.",
    f"(SELECT r.inspection_id FROM {_REVISION} r WHERE r.id = NEW.by_revision_id) "
    f"<> (SELECT r.inspection_id FROM {_REVISION} r WHERE r.id = NEW.cited_id)",
    name="citation_within_inspection",
)


class HeadCount(models.Model):
    """How many heads that lists show are alike in everything that the coverage counts by, and not withdrawn.

    Kept by triggers on the heads (`evidence/counting.py`), for the same end as those and as little evidence.
    """

    BY = ("kind", "area", "heading", "finding", "owner", "agreed", "taken", "case", "proceeding")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=Document.Kind)
    area = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=60, blank=True)
    finding = models.CharField(max_length=24, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    agreed = models.BooleanField()
    taken = models.BooleanField()
    case = models.CharField(max_length=200, blank=True)
    proceeding = models.CharField(max_length=40, blank=True)
    # Below nothing only if a trigger was missing: then it is counted anew, and nobody's words are refused for it.
    n = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[
                    *("inspection", "kind", "area", "heading", "finding", "owner", "agreed", "taken"),
                    *("case", "proceeding"),
                ],
                name="heads_alike_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.n} of {self.kind}"
