"""The judgements: one row an inspection, four grade columns, and the hard rules as constraints of the database."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.agreement import Agreement
from evidence.models.document import Revision
from framework.versions import all_versions
from inspections.models import Inspection

# A database keeps one set of columns and one closed list for all inspections; a test holds every version to them.
GRADES = tuple(grade.code for grade in all_versions()[0].grades)
AREAS = ("private", "public", "leaders", "overall")
PRACTICE = ("private", "public")


def grade() -> "models.CharField[str | None, str | None]":
    return models.CharField(max_length=24, null=True, blank=True)


class Judgement(models.Model):
    """The grades of one inspection (JUDG-01, JUDG-02, JUDG-10, JUDG-11). A visit has none (JUDG-14)."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="judgement")
    private = grade()
    public = grade()
    leaders = grade()
    overall = grade()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{area}__in": GRADES}) | Q(**{area: None}), name=f"grade_of_{area}_known"
                )
                for area in AREAS
            ],
            models.CheckConstraint(
                condition=Q(overall=None) | Q(private__isnull=False, public__isnull=False, leaders__isnull=False),
                name="overall_after_the_three_areas",
            ),
            models.CheckConstraint(
                condition=Q(overall=None)
                | Q(overall="inadequate")
                | ~Q(private="inadequate") & ~Q(public="inadequate"),
                name="overall_inadequate_beside_inadequate_practice",
            ),
            models.CheckConstraint(
                condition=Q(leaders=None)
                | ~Q(leaders="outstanding")
                | (Q(private=None) | ~Q(private="inadequate")) & (Q(public=None) | ~Q(public="inadequate")),
                name="leaders_not_outstanding_beside_inadequate_practice",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(overall__isnull=False), name="agreed_only_when_all_four_are_given"
            ),
        ]

    def __str__(self) -> str:
        return f"Judgements of {self.inspection}"


class Rationale(models.Model):
    """Why an area was given its grade, as written at one time; a later one follows it and neither is lost."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="rationales")
    area = models.CharField(max_length=20)
    grade = models.CharField(max_length=24)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(grade__in=GRADES), name="rationale_grade_known"),
            models.CheckConstraint(condition=Q(area__in=AREAS), name="rationale_area_known"),
        ]

    def __str__(self) -> str:
        return f"Rationale for {self.area}"


class RationaleCitation(models.Model):
    """The shared evaluative summaries, each as agreed, that a rationale rests on."""

    rationale = models.ForeignKey(Rationale, on_delete=models.PROTECT, related_name="cites")
    cited = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["rationale", "cited"], name="rationale_cites_once")]

    def __str__(self) -> str:
        return f"{self.rationale_id} cites {self.cited_id}"


for _model in (Rationale, RationaleCitation):
    protect(_model)
_VISIT = f"(SELECT kind FROM {Inspection._meta.db_table} i WHERE i.id = NEW.inspection_id) <> 'inspection'"
refuse(
    RationaleCitation,
    "INSERT",
    "A rationale rests on agreed shared evaluative summaries of its own inspection.",
    f"NOT EXISTS (SELECT 1 FROM {Agreement._meta.db_table} a JOIN {Revision._meta.db_table} r ON r.id = a.revision_id "
    f"JOIN {Judgement._meta.db_table} j ON j.inspection_id = r.inspection_id "
    f"JOIN {Rationale._meta.db_table} w ON w.judgement_id = j.id "
    "WHERE r.id = NEW.cited_id AND w.id = NEW.rationale_id)",
    name="rationale_cites_agreed",
)
refuse(Judgement, "INSERT", "Only a full inspection has grades (JUDG-14).", _VISIT)
refuse(
    Judgement, "UPDATE", "Judgements stay with their inspection (JUDG-14).", "NEW.inspection_id <> OLD.inspection_id"
)
refuse(
    Judgement,
    "UPDATE",
    "An agreed grade is not changed before the judgements are reopened.",
    "OLD.agreed_at IS NOT NULL AND ("
    + " OR ".join(f"COALESCE(NEW.{area}, '') <> COALESCE(OLD.{area}, '')" for area in AREAS)
    + ")",
    name="agreed_grades_stand",
)
refuse(Judgement, "DELETE", "Judgements are never deleted.")
