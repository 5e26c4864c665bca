"""The reading as it stands: what is provided, who reads it how, who has, and what nobody has been given."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from accounts.access import Role
from accounts.models import Person
from files.workflow import HELD
from information.models import AnnexFile, AnnexItem, CaseAccess, ReadingDone, ReadingPlan
from inspections.models import Inspection
from inspections.queries import team_now
from inspections.rules.team import INSPECTORS


@dataclass(frozen=True)
class ReadingRow:
    """One item that Cafcass gave, with its plan and who has read it."""

    item: AnnexItem
    plan: ReadingPlan | None
    done: list[ReadingDone]
    missing: list[Person]

    @property
    def reviewed(self) -> bool:
        """At least one reviewer (OFF-20)."""
        return bool(self.done)

    @property
    def complete(self) -> bool:
        return self.plan is not None and not self.missing

    @property
    def summaries(self) -> list[ReadingDone]:
        return [each for each in self.done if each.summary.strip()]


def inspectors(inspection: Inspection) -> list[Person]:
    """Who reads what everybody reads, in the order of the team."""
    return [member.person for member in team_now(inspection) if member.role in INSPECTORS]


def reading_of(inspection: Inspection) -> list[ReadingRow]:
    """Every item with a file that stands and is sound. Three queries, however many there are."""
    done = ReadingDone.objects.select_related("person")
    sound = AnnexFile.objects.filter(item=OuterRef("pk"), sealed_at=None).exclude(upload__state=HELD)
    items = AnnexItem.objects.filter(Exists(sound), request__inspection=inspection)
    found = items.select_related("reading_plan__reader").prefetch_related(
        Prefetch("read_by", queryset=done, to_attr="readings")
    )
    team = inspectors(inspection)
    return [_row(item, team) for item in found]


def _row(item: AnnexItem, team: list[Person]) -> ReadingRow:
    plan: ReadingPlan | None = getattr(item, "reading_plan", None)
    done = list(item.readings)  # type: ignore[attr-defined]
    readers = {each.person_id for each in done}
    wanted: list[Person] = []
    if plan and plan.kind == ReadingPlan.Kind.ALL:
        wanted = team
    elif plan and plan.kind == ReadingPlan.Kind.ONE and plan.reader:
        wanted = [plan.reader]
    return ReadingRow(item, plan, done, [each for each in wanted if each.pk not in readers])


def without_access(inspection: Inspection) -> tuple[list[Person], int]:
    """The inspectors who have not said that they can open case material, and how many there are in all (TIME-05)."""
    said = set(CaseAccess.objects.filter(inspection=inspection).values_list("person_id", flat=True))
    team = inspectors(inspection)
    return [each for each in team if each.pk not in said], len(team)


def has_analyst(inspection: Inspection) -> bool:
    return any(member.role == Role.ANALYST for member in team_now(inspection))
