"""What the QA manager puts to the team, makes of the record, and how closely they look (QA-01, QA-02, QA-05)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.access import Role
from accounts.appendonly import protect, refuse
from evidence.models.document import Document, Revision
from evidence.workflow import CHALLENGE, CHALLENGE_LABELS
from framework.workflow import Stated
from inspections.models import Inspection, TeamMember

PERSON = settings.AUTH_USER_MODEL


class Challenge(Stated, models.Model):
    """Put to the team about a document or a heading; only its state moves on. Its area is the one it may block."""

    STATE_LABELS = CHALLENGE_LABELS

    class Kind(models.TextChoices):
        GAP = "gap", "Gap"
        CONTRADICTION = "contradiction", "Contradiction"
        WEIGHT = "weight", "Weight"
        WORDING = "wording", "Wording"
        INVESTIGATE = "investigate", "Further investigation"

    class Weight(models.TextChoices):
        COMMENT = "comment", "Comment"
        MUST_SETTLE = "must_settle", "Must be settled"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="challenges")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="challenges")
    # The version that the QA manager had before them.
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.CharField(max_length=20)
    heading = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=16, choices=Kind)
    weight = models.CharField(max_length=12, choices=Weight)
    text = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=8, default=CHALLENGE.initial)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=CHALLENGE.states), name="challenge_state_known"),
            models.CheckConstraint(condition=Q(weight__in=["comment", "must_settle"]), name="challenge_weight_known"),
            models.CheckConstraint(condition=~Q(area="") & ~Q(text=""), name="challenge_says_what_and_where"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_weight_display().lower()})"

    @property
    def must_settle(self) -> bool:
        return self.weight == self.Weight.MUST_SETTLE

    @property
    def recommends(self) -> bool:
        """A recommendation to investigate further is the lead's to accept or decline (QA-02)."""
        return self.kind == self.Kind.INVESTIGATE


class ChallengeStep(models.Model):
    """What somebody did with a challenge. `revision` is the newest version that there was when it was cleared."""

    class Name(models.TextChoices):
        ANSWER = "answer", "Answered"
        PHONE = "phone", "Said to be agreed by phone"
        ACCEPT = "accept", "Recommendation accepted"
        DECLINE = "decline", "Recommendation declined"
        ASK_AGAIN = "ask_again", "Asked again"
        CLEAR = "clear", "Cleared"

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=12, choices=Name)
    text = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name="clear") | ~Q(text=""), name="challenge_step_says_something"),
            models.CheckConstraint(
                condition=~Q(name="phone") | Q(agreed_at__isnull=False), name="agreed_by_phone_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} ({self.challenge_id})"


class QAAnalysis(models.Model):
    """The QA manager's own analysis; nobody else writes one, and a later one leaves the earlier (QA-02)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="qa_analyses")
    area = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"Analysis by {self.by}"


class QAReview(models.Model):
    """The QA manager's word on one area: whether the evidence suffices and the findings agree with it (QA-01)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="qa_reviews")
    area = models.CharField(max_length=20)
    sufficient = models.BooleanField()
    aligned = models.BooleanField()
    text = models.TextField(blank=True)
    # The newest version that there was: what came after it is marked.
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sufficient=True, aligned=True) | ~Q(text=""), name="qa_review_says_what_is_wrong"
            )
        ]

    def __str__(self) -> str:
        return f"Review of {self.area} by {self.by}"


class QAPlan(models.Model):
    """How closely this activity is looked at, and the factors that decide it; the latest stands (QA-05)."""

    class Level(models.TextChoices):
        STANDARD = "standard", "Standard: one review of the evidence"
        ENHANCED = "enhanced", "Enhanced: a second review of the evidence"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="qa_plans")
    level = models.CharField(max_length=10, choices=Level)
    new_inspectors = models.PositiveSmallIntegerField()
    experience = models.TextField()
    intelligence = models.TextField()
    closer_look = models.BooleanField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level="enhanced") | Q(new_inspectors=0, closer_look=False) | ~Q(note=""),
                name="standard_in_spite_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"QA plan, {self.level}"


_KEPT = ("inspection_id", "area", "heading", "kind", "weight", "text", "by_id", "at")
_SAME = " AND ".join(f"NEW.{name} = OLD.{name}" for name in _KEPT)
_SAME_OF = "COALESCE(CAST(NEW.{0} AS TEXT), '') = COALESCE(CAST(OLD.{0} AS TEXT), '')"
protect(Challenge, f"{_SAME} AND {_SAME_OF.format('document_id')} AND {_SAME_OF.format('revision_id')}")
for _model in (ChallengeStep, QAAnalysis, QAReview, QAPlan):
    protect(_model)

_MEMBER, _CHALLENGE = TeamMember._meta.db_table, Challenge._meta.db_table
_BY_QA = (
    f"NOT EXISTS (SELECT 1 FROM {_MEMBER} m WHERE m.person_id = NEW.by_id AND m.role = '{Role.QA_MANAGER.value}' "
    "AND m.inspection_id = {inspection})"
)
_WRITTEN: tuple[tuple[type[models.Model], str], ...] = (
    (Challenge, "challenges"),
    (QAAnalysis, "analyses"),
    (QAReview, "reviews"),
    (QAPlan, "plans"),
)
for _guarded, _verb in _WRITTEN:
    refuse(
        _guarded,
        "INSERT",
        f"Only the quality assurance manager of the inspection {_verb}.",
        _BY_QA.format(inspection="NEW.inspection_id"),
        name=f"qa_manager_alone_{_verb}",
    )
refuse(
    ChallengeStep,
    "INSERT",
    "Only the quality assurance manager of the inspection clears a challenge or asks again.",
    "NEW.name IN ('clear', 'ask_again') AND "
    + _BY_QA.format(inspection=f"(SELECT c.inspection_id FROM {_CHALLENGE} c WHERE c.id = NEW.challenge_id)"),
    name="qa_manager_alone_clears",
)
refuse(
    Challenge,
    "UPDATE",
    "A challenge is cleared by a step of the quality assurance manager.",
    f"NEW.state = 'cleared' AND NOT EXISTS (SELECT 1 FROM {ChallengeStep._meta.db_table} s "
    "WHERE s.challenge_id = NEW.id AND s.name = 'clear')",
    name="cleared_by_a_step",
)
refuse(
    Challenge,
    "INSERT",
    "A challenge is about evidence of its own inspection.",
    "NEW.document_id IS NOT NULL AND NEW.inspection_id <> "
    f"(SELECT d.inspection_id FROM {Document._meta.db_table} d WHERE d.id = NEW.document_id)",
    name="challenge_within_inspection",
)
