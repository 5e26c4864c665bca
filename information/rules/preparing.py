"""Who settles what before the team comes, and what a matter needs before it can be ticked."""

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from information.models import IncidentEntry, WellbeingContact, WellbeingSteps
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State

WELLBEING, INCIDENTS, ADJUSTMENTS, STAFF_TOLD = "PREP-07", "PREP-13", "PREP-08", "PREP-10"
# What is asked in the afternoon of the call comes back to the lead the same day while it is open.
SAME_DAY = (WELLBEING, ADJUSTMENTS, INCIDENTS)


def _open(inspection: Inspection) -> None:
    require(inspection.state == State.ANNOUNCED, "This is settled between the call and the end of fieldwork.")


def may_prepare(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.PREPARATION, Verb.EDIT)
    _open(inspection)


def may_write_steps(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.WELLBEING, Verb.EDIT)
    _open(inspection)


def may_log_incident(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.INCIDENT, Verb.CREATE)
    _open(inspection)


def may_tick(inspection: Inspection, code: str, with_whom: str) -> None:
    """Raises Invalid where the answer that the matter asks for is not there."""
    if not with_whom.strip():
        raise Invalid("with_whom", "Enter with whom this was settled, by role.")
    if code == WELLBEING and not WellbeingContact.objects.filter(inspection=inspection).exists():
        raise Invalid("done", "Name the well-being contact first.", "NOTI-17")
    if code == WELLBEING and not WellbeingSteps.objects.filter(inspection=inspection).exists():
        raise Invalid("done", "Write what the chief executive needs first, or that nothing is needed.", "NOTI-17")
    if code == INCIDENTS and not IncidentEntry.objects.filter(inspection=inspection).exists():
        raise Invalid("done", "Enter the incidents first, or say that there are none.", "NOTI-21")
