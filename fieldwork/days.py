"""The days of one inspection as its diary needs them, read from its timetable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from framework.versions import FrameworkVersion, version
from framework.versions.shapes.about import Settings
from inspections.kinds import timetable_kind
from inspections.models import Inspection, Pause
from inspections.rules.pause import in_pause
from scheduling import queries as timelines
from scheduling.calendar import WorkingDays
from scheduling.timetable.shapes import Timetable

WEEK, FRIDAY = timedelta(days=7), 4
# The rule that keeps the week after notice off site; its days say which week that is.
OFF_SITE_RULE, TEAM, CALL = "TIME-07", "team", "notification"


@dataclass(frozen=True)
class FieldDays:
    """From the day of the call to the last day of fieldwork. Nothing here asks the database."""

    inspection: Inspection
    timetable: Timetable
    calendar: WorkingDays
    pauses: tuple[Pause, ...] = ()

    @cached_property
    def version(self) -> FrameworkVersion:
        return version(self.inspection.framework_version)

    @property
    def settings(self) -> Settings:
        return self.version.settings

    @cached_property
    def by_line(self) -> dict[str, tuple[date, ...]]:
        """The days of each line of the timetable, by its code."""
        return {entry.code: entry.days for entry in self.timetable.entries}

    @cached_property
    def first(self) -> date:
        return min(days[0] for days in self.by_line.values())

    @cached_property
    def call(self) -> date:
        """The day on which Cafcass is told; of a visit the lead has evaluated before (FV-06)."""
        return self.by_line[CALL][0]

    @cached_property
    def last(self) -> date:
        return max(days[-1] for days in self.by_line.values())

    @cached_property
    def onsite(self) -> frozenset[date]:
        """The days on which the whole team gathers evidence on site (TIME-08, FV-05)."""
        entries = self.timetable.entries
        return frozenset(day for each in entries if each.onsite and each.owner == TEAM for day in each.days)

    @cached_property
    def analysis(self) -> frozenset[date]:
        """The weekdays of the week that is spent off site (TIME-07); none for a visit."""
        held = [day for each in self.timetable.entries if each.rule == OFF_SITE_RULE for day in each.days]
        mondays = {monday_of(day) for day in held}
        return frozenset(monday + timedelta(days=number) for monday in mondays for number in range(FRIDAY + 1))

    @cached_property
    def starts_at_lunch(self) -> frozenset[date]:
        """The Mondays on which the team comes on site at lunchtime (TIME-08)."""
        plan = self.version.timetables[timetable_kind(self.inspection.kind, self.version)]
        codes = [entry.code for week in plan.weeks for entry in week.entries if entry.onsite and entry.earliest]
        return frozenset(day for code in codes for day in self.by_line.get(code, ()))

    @cached_property
    def mondays(self) -> list[date]:
        """The Monday of every week of the inspection, in order."""
        first, last = monday_of(self.first), monday_of(self.last)
        return [first + WEEK * number for number in range((last - first) // WEEK + 1)]

    def week_of(self, day: date) -> date:
        """The Monday of the day's week, or the nearest that the inspection has."""
        return min(max(monday_of(day), self.mondays[0]), self.mondays[-1])

    def name_of_week(self, monday: date) -> str:
        """The framework's name of the week, such as "Week 1"."""
        days = {monday + timedelta(days=number) for number in range(FRIDAY + 1)}
        held: dict[str, set[date]] = {}
        for each in self.timetable.entries:
            held.setdefault(each.week, set()).update(days.intersection(each.days))
        # A late call pushes single days of the notice week into the next, which keeps the name of most of its days.
        return max(reversed(held), key=lambda week: len(held[week]), default="") if any(held.values()) else ""

    @cached_property
    def paused(self) -> frozenset[date]:
        """The days on which the inspection stands still (ENG-10)."""
        if not self.pauses:
            return frozenset()
        every = (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))
        return frozenset(day for day in every if in_pause(self.pauses, day))

    @cached_property
    def off(self) -> dict[date, str]:
        """The days from the first to the last that are no working days, each with its bank holiday's name."""
        every = (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))
        return {day: self.holiday(day) for day in every if not self.calendar.is_working(day)}

    def is_paused(self, day: date) -> bool:
        return day in self.paused

    def holiday(self, day: date) -> str:
        return self.calendar.name_of(day)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _pauses(inspection: Inspection) -> Iterable[Pause]:
    """Where the page's gate has seen that there was none, nobody asks again."""
    return inspection.pauses.all() if getattr(inspection, "was_paused", True) else ()


def days_of(inspection: Inspection) -> FieldDays:
    """Three queries: the dates that stand, the proclaimed holidays, and the pauses."""
    calendar = timelines.calendar()
    weeks = timelines.weeks(inspection.timeline, calendar)
    return FieldDays(inspection, weeks, calendar, tuple(_pauses(inspection)))
