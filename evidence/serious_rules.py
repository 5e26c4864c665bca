"""Who records, passes on and closes a serious concern, and what that needs (EVID-21)."""

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import NotAllowed, require
from evidence.models import SeriousConcern
from evidence.workflow import SERIOUS
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State

NOT_YET = {
    "close": "It must first be passed to Cafcass and answered, or say why it is not passed on.",
    "answer": "It must first be passed to Cafcass.",
}


def may_record(by: Person, inspection: Inspection) -> None:
    """Any inspector of the team, at any time: nothing stops it but a cancelled inspection."""
    permit(by, inspection, Thing.SERIOUS_CONCERN, Verb.CREATE)
    require(inspection.state != State.CANCELLED, "This inspection was cancelled, so nothing is added to its evidence.")


def may_step(concern: SeriousConcern, step: str, by: Person) -> None:
    permit(by, concern.inspection, Thing.SERIOUS_CONCERN, Verb.DECIDE)
    if not SERIOUS.allows(concern.state, step):
        said = f"This cannot be done now. Its state: {concern.state_label}."
        raise NotAllowed(NOT_YET.get(step, said) if concern.state in ("open", "passed") else said, rule="EVID-21")
