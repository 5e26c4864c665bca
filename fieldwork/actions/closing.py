"""The lead says why something did not take place before fieldwork ends (VOICE-03, PART-02)."""

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, require
from fieldwork.models import CloseReason
from fieldwork.queries.overview import matters
from inspections.lifecycle import guard, locked
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State

LIFTED_BY = "the lead inspector, with a reason on the page of who was talked with"


@transaction.atomic
def explain(inspection: Inspection, matter: str, *, reason: str, by: Person) -> CloseReason:
    """Raises NotAllowed, and Invalid for a matter that is none now, or without a reason."""
    row = locked(inspection)
    permit(by, row, Thing.MEETING, Verb.DECIDE, "Only the lead inspector says why.")
    require(row.state != State.CANCELLED, "This inspection was cancelled.")
    if matter not in {each.code for each in matters(row)}:
        raise Invalid("matter", "This has taken place, so it needs no reason.")
    if not reason.strip():
        raise Invalid("reason", "Enter why it did not take place.", "VOICE-03")
    made = CloseReason.objects.create(inspection=row, matter=matter, reason=reason, by=by)
    record("explained before the end of fieldwork", made, by=by, inspection=row.ref, after=matter)
    return made


@guard("end_fieldwork")
def everything_is_explained(inspection: Inspection) -> None:
    """No number of talks is asked for: only a reason where there was none at all (PART-05)."""
    missing = [each.words for each in matters(inspection) if not each.reason]
    require(not missing, f"Before fieldwork ends, say why: {' '.join(missing)}", LIFTED_BY, "VOICE-03")
