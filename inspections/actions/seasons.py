"""The acts that let an activity be planned in August or at Christmas."""

from datetime import date

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from inspections.forecast import Forecast, forecast
from inspections.models import AugustAgreement, Inspection, ProgrammeConcern, SeasonPermission
from inspections.rules import plan as planning
from inspections.rules import seasons as rules
from inspections.rules.seasons import Agreement


@transaction.atomic
def allow_season(
    *, kind: str, onsite_week: date, reason: str, concern: ProgrammeConcern | None = None, by: Person
) -> SeasonPermission:
    """The programme decision-maker's reason, or the ground of a concern, for one week. Raises Invalid, NotAllowed."""
    rules.may_allow(by)
    planning.may_be_kind(kind)
    planning.must_be_monday(onsite_week)
    rules.permission_fits(forecast(kind, onsite_week), concern, reason)
    made = SeasonPermission.objects.create(
        kind=kind, onsite_week=onsite_week, reason=reason, concern=concern, decided_by=by, decided_at=clock.now()
    )
    record("allowed", made, by=by, after=f"{kind} {onsite_week.isoformat()}", reason=reason)
    return made


def keep(inspection: Inspection, planned: Forecast, onsite_week: date, agreement: Agreement, by: Person) -> None:
    """Inside the transaction of the planning: what the plan rests on is kept with it."""
    season = rules.asks(planned.timetable.warnings)
    if not season:
        return
    allowed = rules.permission(inspection.kind, onsite_week)
    if allowed:
        record("relied on", allowed, by=by, inspection=inspection.ref)
    if agreement.agreed_on and any(warning.needs == "agreement" for warning in season):
        agreed = AugustAgreement.objects.create(
            inspection=inspection,
            onsite_week=onsite_week,
            who=agreement.who,
            agreed_on=agreement.agreed_on,
            how=agreement.how,
            recorded_by=by,
            recorded_at=clock.now(),
        )
        record("recorded", agreed, by=by, inspection=inspection.ref)
