"""A hold by the national director, and an end before its time by the programme decision-maker."""

from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import NotAllowed, require
from inspections.lifecycle import guard
from inspections.models import Hold, Inspection
from inspections.roles import permit, roles_on
from inspections.rules.dates import OVER
from inspections.workflow import State

ENDED = tuple(state for state in OVER if state != State.DEFERRED)


def standing_hold(inspection: Inspection) -> Hold | None:
    return inspection.holds.filter(lifted_at=None).select_related("put_by").first()


@guard("send_draft")
@guard("send_final")
@guard("publish")
def not_on_hold(inspection: Inspection) -> None:
    """Nothing goes out while the national director holds it."""
    hold = standing_hold(inspection)
    if hold:
        raise NotAllowed(f"{hold.put_by} has put this on hold: nothing is sent or published.", str(hold.put_by))


def may_hold(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.HOLD, Verb.DECIDE)
    require(inspection.state not in ENDED, f"This is {inspection.state_label.lower()}: there is nothing to hold.")
    require(standing_hold(inspection) is None, "This is on hold already.")


def may_lift(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.HOLD, Verb.DECIDE)
    require(standing_hold(inspection), "This is not on hold.")


def _decides(by: Person, inspection: Inspection, what: str) -> None:
    if Role.DECISION_MAKER not in roles_on(by, inspection):
        raise NotAllowed(f"Only the programme decision-maker can {what}.")


def may_close_incomplete(by: Person, inspection: Inspection) -> None:
    _decides(by, inspection, "close an inspection that is not complete")
    require(inspection.state == State.ANNOUNCED, "This can be closed from the call until fieldwork ends.")


def may_cancel_after_call(by: Person, inspection: Inspection) -> None:
    _decides(by, inspection, "cancel what Cafcass was told of")
    sentence = "This can be cancelled from the call until fieldwork ends."
    require(inspection.state in (State.ANNOUNCED, State.DEFERRED), sentence)
