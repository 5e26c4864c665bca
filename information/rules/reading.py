"""Who shares out the reading, who says what they read, and when the team is ready (OFF-12, OFF-19, OFF-20)."""

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from information.models import AnnexItem, ReadingPlan
from inspections.models import Inspection
from inspections.queries import is_on_team
from inspections.roles import permit
from inspections.workflow import State


def _under_way(inspection: Inspection) -> None:
    require(inspection.state == State.ANNOUNCED, "This is done between the call and the end of fieldwork.")


def may_share_out(item: AnnexItem, by: Person) -> None:
    inspection = item.request.inspection
    permit(by, inspection, Thing.READING, Verb.EDIT, "Only the lead inspector shares out the reading.")
    _under_way(inspection)


def plan_fits(item: AnnexItem, kind: str, reader: Person | None) -> None:
    """One who sums it up is named, and of the team."""
    if kind == ReadingPlan.Kind.ONE and reader is None:
        raise Invalid("reader", "Select who reads it and sums it up.", "OFF-19")
    if reader and not is_on_team(item.request.inspection, reader):
        raise Invalid("reader", f"{reader} is not on the team.")


def may_say_read(item: AnnexItem, by: Person) -> None:
    permit(by, item.request.inspection, Thing.READING, Verb.EDIT_OWN)
    _under_way(item.request.inspection)


def must_sum_up(plan: ReadingPlan | None, by: Person, summary: str) -> None:
    """Whoever reads it for the others leaves a summary (OFF-19)."""
    if plan and plan.kind == ReadingPlan.Kind.ONE and plan.reader_id == by.pk and not summary.strip():
        raise Invalid("summary", "You read it for everybody: write the summary.", "OFF-19")


def may_say_access(inspection: Inspection, by: Person) -> None:
    permit(by, inspection, Thing.READING, Verb.EDIT_OWN)
    _under_way(inspection)


def may_issue(inspection: Inspection, by: Person) -> None:
    permit(by, inspection, Thing.DIGEST, Verb.CREATE, "Only the lead inspector passes the key points on.")
    _under_way(inspection)


def may_confirm(inspection: Inspection, by: Person) -> None:
    permit(by, inspection, Thing.READINESS, Verb.DECIDE, "Only the lead inspector says that the team is ready.")
    _under_way(inspection)


def must_explain(still_open: list[str], reason: str) -> None:
    if still_open and not reason.strip():
        raise Invalid("reason", "Give the reason for going on site all the same.", "OFF-20")
