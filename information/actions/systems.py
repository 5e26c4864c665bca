"""Access to Cafcass's systems: asked for each inspector, given by Cafcass, tested by whoever has it (SAMPLE-10)."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import Person
from accounts.record import record
from information.models import AccessStep, CaseSystem
from information.queries.reading import inspectors
from information.queries.systems import KIND, Cell, matrix
from information.rules import systems as rules
from inspections.lifecycle import locked
from inspections.models import Inspection


@transaction.atomic
def name_system(inspection: Inspection, *, name: str, by: Person, outside: bool = False) -> CaseSystem:
    """A system that matters; it is asked for at once for every inspector. `outside`: named by Cafcass."""
    row = locked(inspection)
    (rules.may_give if outside else rules.may_ask)(by, row)
    made = CaseSystem.objects.create(inspection=row, name=rules.plain_name(row, name), by=by)
    record("named system", made, by=by, inspection=row.ref)
    _steps([Cell(made, who) for who in inspectors(row)], KIND.REQUESTED, row, by)
    return made


@transaction.atomic
def ask_for_access(inspection: Inspection, *, by: Person) -> int:
    """For every inspector who joined since; returns for how many cells."""
    row = locked(inspection)
    rules.may_ask(by, row)
    return _steps([each for each in matrix(row).cells if each.requested is None], KIND.REQUESTED, row, by)


@transaction.atomic
def give_access(inspection: Inspection, keys: Iterable[str], *, by: Person) -> int:
    """Cafcass gave each of these inspectors their own account. `keys` are those of cells that wait."""
    row = locked(inspection)
    rules.may_give(by, row)
    wanted = set(keys)
    return _steps([each for each in matrix(row).to_give if each.key in wanted], KIND.GIVEN, row, by)


@transaction.atomic
def try_access(system: CaseSystem, *, works: bool, by: Person) -> AccessStep:
    """The inspector's own word. What does not work is Cafcass's to give again."""
    row = locked(system.inspection)
    rules.may_test(system, by, inspectors(row))
    made = AccessStep.objects.create(system=system, person=by, kind=KIND.TESTED if works else KIND.FAILED, by=by)
    record("tested access", made, by=by, inspection=row.ref, after=made.kind)
    return made


def _steps(cells: list[Cell], kind: str, inspection: Inspection, by: Person) -> int:
    for cell in cells:
        made = AccessStep.objects.create(system=cell.system, person=cell.person, kind=kind, by=by)
        record("access", made, by=by, inspection=inspection.ref, after=kind)
    return len(cells)
