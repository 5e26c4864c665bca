"""August and Christmas: what stands against a week, and what lifts it (PROG-10 to PROG-13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts import clock
from accounts.access import Role
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed
from inspections.forecast import Forecast
from inspections.models import Inspection, ProgrammeConcern, SeasonPermission
from scheduling.timetable import TimetableWarning

RULES = ("PROG-10", "PROG-11", "PROG-12")
# What only the ground of a programme concern lifts, where Cafcass's agreement does not.
GROUNDED = ("ground", "agreement")


@dataclass(frozen=True)
class Agreement:
    """Who at Cafcass agreed to August, when and how (PROG-12)."""

    who: str
    agreed_on: date | None
    how: str


NONE = Agreement("", None, "")


def permission(kind: str, onsite_week: date) -> SeasonPermission | None:
    """The programme decision-maker's latest act about that kind of activity in that week."""
    given = SeasonPermission.objects.filter(kind=kind, onsite_week=onsite_week)
    return given.select_related("decided_by", "concern").first()


def asks(warnings: Iterable[TimetableWarning]) -> list[TimetableWarning]:
    """The warnings of a closed season that ask for more than the scheduler's reason."""
    return [each for each in warnings if each.rule in RULES and each.needs not in ("", "reason")]


def must_be_possible(planned: Forecast, onsite_week: date, reason: str, agreement: Agreement = NONE) -> None:
    """Refuses a week in which this cannot be, and asks for what a warning needs before it is saved."""
    warnings = planned.warnings
    season = asks(warnings)
    if season:
        must_be_lifted(season, permission(planned.kind, onsite_week), agreement, "onsite_week")
    for warning in warnings:
        if warning.needs == "reason" and not reason.strip():
            raise Invalid("reason", f"{warning.text} Give a reason.", warning.rule)


def must_be_lifted(
    season: Iterable[TimetableWarning], allowed: SeasonPermission | None, agreement: Agreement, field: str
) -> None:
    for warning in season:
        if warning.needs == "refused":
            raise Invalid(field, warning.text, warning.rule)
        if warning.needs == "agreement" and not _grounded(allowed):
            _must_be_agreed(warning, agreement)
        elif warning.needs == "ground" and not _grounded(allowed):
            text = f"{warning.text} The programme decision-maker records it on the programme page, with a reason."
            raise Invalid(field, text, "PROG-13")
        elif warning.needs == "decision_maker" and allowed is None:
            text = f"{warning.text} It needs the programme decision-maker's own reason first, on the programme page."
            raise Invalid(field, text, warning.rule)


def _grounded(allowed: SeasonPermission | None) -> bool:
    return allowed is not None and allowed.concern_id is not None


def _must_be_agreed(warning: TimetableWarning, agreement: Agreement) -> None:
    if not agreement.who.strip():
        raise Invalid("agreed_who", f"{warning.text} Enter who at Cafcass agreed.", "PROG-12")
    if agreement.agreed_on is None:
        raise Invalid("agreed_on", "Enter the day on which Cafcass agreed.", "PROG-12")
    if agreement.agreed_on > clock.today():
        raise Invalid("agreed_on", "This day has not come yet.", "PROG-12")
    if not agreement.how.strip():
        raise Invalid("agreed_how", "Enter how Cafcass agreed, such as by letter.", "PROG-12")


def stands(inspection: Inspection, warnings: Iterable[TimetableWarning]) -> None:
    """A date set by hand brings a plan into a closed season only as its week was allowed to."""
    season = asks(warnings)
    if not season:
        return
    week = inspection.timeline.onsite_week
    agreed = inspection.august_agreements.filter(onsite_week=week).first()
    agreement = Agreement(agreed.who, agreed.agreed_on, agreed.how) if agreed else NONE
    try:
        must_be_lifted(season, permission(inspection.kind, week), agreement, "day")
    except Invalid as finding:
        raise Invalid("day", finding.message, finding.rule) from finding


def may_allow(by: Person) -> None:
    """Their own act: no scheduler can do it for them (PROG-10, PROG-13)."""
    if Role.DECISION_MAKER not in standing_roles(by):
        raise NotAllowed(
            "Only the programme decision-maker can allow a week in August or at Christmas.", rule="PROG-13"
        )


def permission_fits(planned: Forecast, concern: ProgrammeConcern | None, reason: str) -> None:
    """There is something to allow; in August on site, only the ground of a programme concern allows it."""
    season = asks(planned.warnings)
    if not season:
        raise Invalid("onsite_week", "Nothing of that activity in that week needs to be allowed.")
    for warning in season:
        if warning.needs == "refused":
            raise Invalid("onsite_week", warning.text, warning.rule)
        if warning.needs in GROUNDED and concern is None:
            raise Invalid("concern", "Link the programme concern that makes this necessary.", "PROG-13")
    if not reason.strip():
        raise Invalid("reason", "Enter a reason", "PROG-10")
