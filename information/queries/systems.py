"""Who has access to which system: requested, given and tested, and what is missing by name (SAMPLE-10)."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from accounts.refusals import NotHere
from information.models import AccessStep, CaseSystem
from information.queries.reading import inspectors
from inspections.models import Inspection

KIND = AccessStep.Kind


@dataclass(frozen=True)
class Cell:
    """One inspector's access to one system; what did not work has to be given and tested anew."""

    system: CaseSystem
    person: Person
    requested: datetime | None = None
    given: datetime | None = None
    tested: datetime | None = None
    failed: datetime | None = None

    @property
    def name(self) -> str:
        return f"{self.person.name}: {self.system}"

    @property
    def key(self) -> str:
        return f"{self.system.pk}-{self.person.pk}"


@dataclass(frozen=True)
class Matrix:
    systems: list[CaseSystem]
    rows: list[tuple[Person, list[Cell]]]

    @property
    def cells(self) -> list[Cell]:
        return [cell for _, row in self.rows for cell in row]

    @property
    def missing(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.tested is None]

    @property
    def to_give(self) -> list[Cell]:
        """What waits for Cafcass."""
        return [cell for cell in self.cells if cell.given is None]

    @property
    def tested(self) -> int:
        return len(self.cells) - len(self.missing)


def matrix(inspection: Inspection) -> Matrix:
    """Every inspector of the team now by every system. Three queries, however many there are."""
    systems = list(CaseSystem.objects.filter(inspection=inspection))
    found: dict[tuple[int, int], list[AccessStep]] = {}
    for step in AccessStep.objects.filter(system__inspection=inspection):
        found.setdefault((step.system_id, step.person_id), []).append(step)
    team = inspectors(inspection)
    rows = [(who, [_cell(each, who, found.get((each.pk, who.pk), [])) for each in systems]) for who in team]
    return Matrix(systems, rows)


def _cell(system: CaseSystem, person: Person, steps: list[AccessStep]) -> Cell:
    at: dict[str, datetime] = {}
    for step in steps:
        if step.kind == KIND.FAILED:
            at = {KIND.REQUESTED: at[KIND.REQUESTED]} if KIND.REQUESTED in at else {}
        elif step.kind == KIND.GIVEN:
            at.pop(KIND.FAILED, None)
        at[step.kind] = step.at
    return Cell(system, person, *(at.get(each) for each in (KIND.REQUESTED, KIND.GIVEN, KIND.TESTED, KIND.FAILED)))


def system_of(inspection: Inspection, pk: int) -> CaseSystem:
    """Raises NotHere."""
    found = CaseSystem.objects.filter(inspection=inspection, pk=pk).first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found
