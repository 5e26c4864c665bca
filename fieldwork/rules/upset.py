"""Who reads, records and closes what was seen of a member of staff who was upset (ENG-07 to ENG-09)."""

from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import NotHere, NotYours, require
from fieldwork.models import StaffUpset
from fieldwork.workflow import UPSET
from inspections.models import Inspection
from inspections.roles import permit, roles_on
from inspections.workflow import State

READ_ALL = frozenset({Role.LEAD, Role.DEPUTY, Role.QA_MANAGER})


def may_record(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.STAFF_UPSET, Verb.CREATE)
    require(inspection.state != State.CANCELLED, "This inspection was cancelled.")


def must_read(roles: frozenset[Role], by: Person, row: StaffUpset) -> None:
    """The lead, the deputies, the QA manager, and whoever recorded it; for anybody else there is no such page."""
    if not roles & READ_ALL and row.by_id != by.pk:
        raise NotHere


def may_step(row: StaffUpset, by: Person) -> None:
    permit(by, row.inspection, Thing.STAFF_UPSET, Verb.EDIT_OWN)
    if row.by_id != by.pk and not roles_on(by, row.inspection) & {Role.LEAD, Role.DEPUTY}:
        raise NotYours("Only whoever recorded it, a deputy or the lead inspector can do this.")
    require(row.state == UPSET.initial, "This is closed.")


def may_close(row: StaffUpset, by: Person) -> None:
    """ENG-08: the contact was told, or the reason why not. ENG-09: advice was taken."""
    may_step(row, by)
    names = set(row.steps.values_list("name", flat=True))
    told = "Say first that the contact for well-being was told, or why not."
    require(names & {"told", "not_told"}, told, rule="ENG-08")
    require("advice" in names, "Say first whose advice was taken: your manager's or the duty manager's.", rule="ENG-09")
