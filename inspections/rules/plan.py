"""Planning, changing and cancelling (GEN-01)."""

from datetime import date, timedelta

from accounts import clock
from accounts.access import Role, Thing, Verb, allowed, who_may
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.refusals import Invalid, NotYours, require
from inspections import kinds
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State

MONDAY = 0


def may_plan(by: Person, lead: Person | None) -> None:
    """A scheduler plans for anybody, an inspector what they will lead themselves."""
    roles = standing_roles(by)
    if not allowed(roles, Thing.NEW_PLAN, Verb.CREATE, by):
        raise NotYours(f"Only {who_may(Thing.NEW_PLAN, Verb.CREATE)} can plan an inspection.")
    if Role.SCHEDULER not in roles and lead != by:
        raise Invalid("lead", "You can plan only an inspection that you lead yourself. A scheduler can plan any.")


def may_be_kind(kind: str) -> None:
    """A closed choice; two kinds wait for an inadequate result. Raises Invalid beside the field."""
    known = {each.code: each for each in kinds.activity_types()}
    if kind not in known:
        raise Invalid("kind", f"'{kind}' is not one of the kinds of activity allowed.", "GEN-01")
    label = known[kind].label
    if kind not in {each.code for each in kinds.plannable()}:
        raise Invalid("kind", f"{label} has no fieldwork, so it is not planned here. It has its own record.", "GEN-01")
    missing = kinds.missing_condition(known[kind])
    if missing:
        raise Invalid("kind", f"{label} {missing}", "GEN-01")


def must_be_monday(day: date) -> None:
    """The first on-site week is named by its calendar Monday, even where that is a bank holiday."""
    if day.weekday() != MONDAY:
        raise Invalid("onsite_week", f"{day:%A} {day.day} {day:%B %Y} is not a Monday. Enter the Monday of that week.")


def must_lie_ahead(onsite_week: date) -> None:
    """The week of today can still be planned, as after a call that was made in a hurry; one that is over cannot."""
    today = clock.today()
    if onsite_week < today - timedelta(days=today.weekday()):
        raise Invalid("onsite_week", "That week is over. Enter the Monday of this week or of a later one.")


def may_change_plan(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.PLAN, Verb.EDIT)
    require(inspection.state != State.CANCELLED, "This was cancelled, so it can no longer be changed.")


def may_cancel(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.PLAN, Verb.DECIDE)
    require(inspection.state == State.PLANNED, "Only what Cafcass has not been told of can be cancelled here.")
