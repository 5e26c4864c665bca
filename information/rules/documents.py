"""Who says what a document of Cafcass's is, and what a review of one must carry (INSP-07, INSP-08, INSP-09)."""

from collections.abc import Iterable
from datetime import date

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import version
from framework.versions.shapes.information import DocumentCategory
from framework.versions.shapes.judgements import Criterion
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State


def may_look_through(inspection: Inspection, by: Person) -> None:
    """Whoever reads what Cafcass gave: inspectors and the analyst, until fieldwork ends."""
    permit(by, inspection, Thing.READING, Verb.EDIT_OWN)
    require(inspection.state == State.ANNOUNCED, "This is done between the call and the end of fieldwork.")


def must_be_told_of_audit(category: DocumentCategory | None, audited_on: date | None, action_plan: str) -> None:
    """An audit has a date, and led to an action plan or did not (INSP-07)."""
    if category is None or not category.dated:
        return
    if audited_on is None:
        raise Invalid("audited_on", "Enter the date of the audit.", category.rule)
    if audited_on > clock.today():
        raise Invalid("audited_on", "The date of the audit has not come yet.", category.rule)
    if not action_plan:
        raise Invalid("action_plan", "Select whether an action plan came of it.", category.rule)


def criteria_for(inspection: Inspection, category: DocumentCategory | None) -> tuple[Criterion, ...]:
    """Those that a review of this category may carry."""
    return version(inspection.framework_version).criteria_of(category.area) if category and category.area else ()


def must_carry(inspection: Inspection, category: DocumentCategory, criteria: Iterable[str]) -> None:
    """A review of how complaints were answered bears on at least one criterion of its area (INSP-09)."""
    known = {each.code for each in criteria_for(inspection, category)}
    if not known.issuperset(criteria):
        raise Invalid("criteria", "Select criteria of this judgement area.", category.rule)
    if known and not list(criteria):
        raise Invalid("criteria", "Select at least one criterion on which this bears.", category.rule)
