"""Each inspector's own access to Cafcass's systems: asked for, given, and tested by themselves (SAMPLE-10)."""

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from information.models import CaseSystem
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State


def _under_way(inspection: Inspection) -> None:
    require(inspection.state == State.ANNOUNCED, "This is done between the call and the end of fieldwork.")


def may_ask(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.SYSTEM_ACCESS, Verb.EDIT)
    _under_way(inspection)


def may_give(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.OWN_SYSTEM_ACCESS, Verb.CREATE)
    _under_way(inspection)


def may_test(system: CaseSystem, by: Person, team: list[Person]) -> None:
    permit(by, system.inspection, Thing.SYSTEM_ACCESS, Verb.EDIT_OWN)
    _under_way(system.inspection)
    require(by in team, "Access is for the inspectors of this team.")


def plain_name(inspection: Inspection, name: str) -> str:
    given = " ".join(name.split())
    if CaseSystem.objects.filter(inspection=inspection, name__iexact=given).exists():
        raise Invalid("name", f"{given} is named already.")
    return given
