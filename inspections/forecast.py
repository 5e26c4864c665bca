"""What a plan would look like before anything is saved: timetable, framework version, and what stands against it."""

from dataclasses import dataclass
from datetime import date

from accounts.refusals import Invalid
from framework.versions import FrameworkVersion, in_force
from inspections.kinds import timetable_kind
from scheduling import queries as timelines
from scheduling.calendar import NoHolidayData
from scheduling.timetable import Impossible, Timetable

# What saving asks for, by the word that a warning of the timetable carries.
ASKS = {
    "reason": "a reason",
    "decision_maker": "the programme decision-maker's reason",
    "agreement": "who at Cafcass agreed, when and how",
    "ground": "the ground and the reason",
}


@dataclass(frozen=True)
class Forecast:
    """A timetable and the framework version that would be in force on the day of its call (GEN-02)."""

    timetable: Timetable
    version: FrameworkVersion


def forecast(kind: str, onsite_week: date) -> Forecast:
    """Raises Invalid beside the week when no timetable can be made of it."""
    try:
        return _forecast(kind, onsite_week)
    except Impossible as problem:
        raise Invalid("onsite_week", problem.message) from problem
    except NoHolidayData as problem:
        raise Invalid("onsite_week", str(problem), "GEN-07") from problem


def _forecast(kind: str, onsite_week: date) -> Forecast:
    # The call lies before the first on-site week, so that week's version is only the first guess.
    guess = in_force(onsite_week)
    made = timelines.preview(timetable_kind(kind, guess), onsite_week, guess.code)
    call = made.day("notification")
    assert call is not None
    version = in_force(call)
    if version != guess:
        made = timelines.preview(timetable_kind(kind, version), onsite_week, version.code)
    return Forecast(made, version)


def must_be_possible(planned: Forecast, reason: str) -> None:
    """Refuses a week in which this cannot be, and asks for a reason where a warning does."""
    for warning in planned.timetable.warnings:
        if warning.needs == "refused":
            raise Invalid("onsite_week", warning.text, warning.rule)
        if warning.needs and not reason.strip():
            raise Invalid("reason", f"{warning.text} Give {ASKS[warning.needs]}.", warning.rule)
