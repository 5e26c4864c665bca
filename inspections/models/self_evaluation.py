"""The yearly self-evaluation: what Cafcass shares, and Ofsted's reading of it, in tables apart (SELF-01…14)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When

from accounts import clock
from accounts.appendonly import protect, refuse
from files.models import Upload
from framework.versions import FrameworkVersion, version
from framework.workflow import Stated
from inspections.workflow import ENGAGEMENT_LABELS, SELF_EVALUATION

OPEN = ("asked", "shared", "analysed")
# Ofsted reads what Cafcass gave from the sharing on (SELF-12).
READABLE = ("shared", "analysed", "discussed")


class SelfEvaluation(Stated, models.Model):
    """The self-evaluation of one calendar year. Before it was asked for there is no row; one is open at a time."""

    STATE_LABELS = ENGAGEMENT_LABELS

    year = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=12, default=SELF_EVALUATION.initial)
    framework_version = models.CharField(max_length=20)
    # The month agreed at the last meeting, as its first day: a suggestion, and never a deadline (SELF-03).
    expected_month = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=SELF_EVALUATION.states), name="self_evaluation_state_known"),
            models.UniqueConstraint(
                Case(When(state__in=OPEN, then=Value(1)), output_field=models.IntegerField()),
                name="one_self_evaluation_open",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=READABLE) | Q(shared_at__isnull=False), name="self_evaluation_shared_when"
            ),
        ]

    def __str__(self) -> str:
        return f"Self-evaluation {self.year}"

    @property
    def framework(self) -> FrameworkVersion:
        return version(self.framework_version)

    @property
    def shared(self) -> bool:
        return self.shared_at is not None

    @property
    def told_state(self) -> tuple[str, str]:
        """Words and colour for Cafcass, who is not told that there is an analysis (SELF-06)."""
        return ENGAGEMENT_LABELS["shared" if self.state == "analysed" else self.state]


class SelfEvaluationAnswer(models.Model):
    """What Cafcass typed, or the pages it points to, for one question or "themes" (SELF-05, SELF-08)."""

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=12)
    text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["question"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["evaluation", "question"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.question} of {self.evaluation_id}"


class SelfEvaluationFile(models.Model):
    """One document that Cafcass chose; only Cafcass adds and removes, and only before sharing (SELF-07, SELF-12)."""

    class Part(models.TextChoices):
        MAIN = "main", "Main document"
        APPENDIX = "appendix", "Appendix"

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.PROTECT, related_name="files")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part, blank=True)
    # Codes of the framework's suggested sources (SELF-13).
    sources = models.JSONField(default=list, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"File {self.pk} of {self.evaluation_id}"


class SelfEvaluationDelegate(models.Model):
    """A colleague at Cafcass who may put the self-evaluation together: this year's and nothing else."""

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.PROTECT, related_name="delegates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["evaluation", "person"], name="delegated_once")]

    def __str__(self) -> str:
        return f"{self.person} for {self.evaluation}"


class SelfEvaluationAnalysis(models.Model):
    """Ofsted's own view (SELF-06). No page for Cafcass reads this table, nor that of the weaknesses."""

    class Themes(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"

    evaluation = models.OneToOneField(SelfEvaluation, on_delete=models.PROTECT, related_name="analysis")
    grip = models.TextField()
    suitability = models.TextField()
    questions = models.TextField(blank=True)
    themes = models.CharField(max_length=3, choices=Themes, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Analysis of {self.evaluation_id}"


class SelfReportedWeakness(models.Model):
    """A weakness that Cafcass itself reports, and whether its plan for it is credible, with the reason (SELF-14)."""

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.PROTECT, related_name="weaknesses")
    text = models.TextField()
    credible_plan = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Weakness {self.pk} of {self.evaluation_id}"


# Programme decisions cite a weakness as it was judged: a second thought is a further row.
protect(
    SelfReportedWeakness,
    update_allowed_when="OLD.replaced_by_id IS NULL AND NEW.text = OLD.text AND NEW.reason = OLD.reason "
    "AND NEW.credible_plan = OLD.credible_plan AND NEW.evaluation_id = OLD.evaluation_id",
)
protect(SelfEvaluationDelegate)
refuse(SelfEvaluation, "DELETE", "A self-evaluation is never deleted.")
_OF = f"SELECT 1 FROM {SelfEvaluation._meta.db_table} s WHERE s.id = {{row}}.evaluation_id"
_SHARED = f"EXISTS ({_OF} AND s.shared_at IS NOT NULL)"
_KEPT = "What Cafcass shared stays as it was shared (SELF-12)."
for _model in (SelfEvaluationFile, SelfEvaluationAnswer):
    refuse(_model, "INSERT", _KEPT, _SHARED.format(row="NEW"))
    refuse(_model, "UPDATE", _KEPT, _SHARED.format(row="OLD"))
    refuse(_model, "DELETE", _KEPT)
