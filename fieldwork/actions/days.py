"""The lead confirms the plan of a day on site (EVID-07)."""

from datetime import date

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, require
from fieldwork.models import DayConfirmed
from fieldwork.queries.writing import is_onsite, without_time
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import permit


def no_time(names: list[str]) -> str:
    return f"No time to write is planned for: {', '.join(names)}." if names else ""


@transaction.atomic
def confirm_day(inspection: Inspection, day: date, *, reason: str = "", by: Person) -> DayConfirmed:
    """Refused, naming whoever has no time to write, unless there is a reason. Raises NotAllowed, Invalid."""
    row = locked(inspection)
    permit(by, row, Thing.DIARY, Verb.DECIDE, "Only the lead inspector confirms the plan of a day.")
    require(is_onsite(row, day), "This is not a day on which the team is on site.")
    lacking = no_time(without_time(row, day))
    if lacking and not reason.strip():
        raise Invalid("reason", f"{lacking} Plan it, or say why not.", "EVID-07")
    made = DayConfirmed.objects.create(inspection=row, day=day, reason=reason if lacking else "", by=by)
    record("confirmed the plan of", made, by=by, inspection=row.ref, after=day.isoformat())
    return made
