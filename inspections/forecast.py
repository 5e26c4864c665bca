"""What a plan would look like before anything is saved: timetable, framework version, and what stands against it."""

from dataclasses import dataclass
from datetime import date

from accounts.refusals import Invalid
from framework.versions import FrameworkVersion, in_force
from inspections.advice import advice
from inspections.kinds import timetable_kind
from scheduling import queries as timelines
from scheduling.calendar import NoHolidayData
from scheduling.timetable import Impossible, Timetable, TimetableWarning


@dataclass(frozen=True)
class Forecast:
    """A timetable and the framework version that would be in force on the day of its call (GEN-02)."""

    kind: str
    timetable: Timetable
    version: FrameworkVersion

    @property
    def warnings(self) -> tuple[TimetableWarning, ...]:
        """The programme's own first, then those of the timetable. Asks the database each time."""
        return (*advice(self.kind, self.timetable, self.version), *self.timetable.warnings)


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
    return Forecast(kind, made, version)
