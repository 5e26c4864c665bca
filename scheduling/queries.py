"""Reads that the rooms above ask for: dates of a timeline, its history, and a timetable before anything is saved."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from framework.versions import version as framework_version
from scheduling.calendar import WorkingDays, published
from scheduling.models import Holiday, Timeline, TimelineDate, TimelineDateChange
from scheduling.timetable import Facts, Fixed, Milestone, Pause, Timetable, timetable


def calendar() -> WorkingDays:
    """The calendar with the holidays that an administrator has entered. One query."""
    proclaimed = tuple(Holiday.objects.values_list("day", "name"))
    return _with(proclaimed) if proclaimed else published()


@lru_cache(maxsize=8)
def _with(proclaimed: tuple[tuple[date, str], ...]) -> WorkingDays:
    return published().proclaiming(dict(proclaimed))


def preview(kind: str, onsite_week: date, version: str) -> Timetable:
    """A timetable that is not saved. `version` is a framework version's code. Raises Impossible, NoHolidayData."""
    return timetable(kind, Facts(onsite_week), version=framework_version(version), calendar=calendar())


def facts_of(timeline: Timeline) -> Facts:
    """What is known of a timeline: what happened, what was fixed, and when the clock stood."""
    given = timeline.dates.all()
    return Facts(
        onsite_week=timeline.onsite_week,
        actual={row.code: row.date for row in given if row.actual},
        fixed={row.code: Fixed(row.date, row.fixed_reason, row.end) for row in given if row.fixed_reason},
        pauses=tuple(_pause(kind, received, decided) for kind, received, decided in _extensions(timeline)),
        priority_action=timeline.priority_action,
        final_received=timeline.final_received,
    )


def _extensions(timeline: Timeline) -> list[tuple[str, date, date | None]]:
    return list(timeline.extensions.values_list("kind", "received", "decided"))


def _pause(kind: str, received: date, decided: date | None) -> Pause:
    return Pause("moderation" if kind == "moderation" else "complaint", received, decided)


def timetable_of(timeline: Timeline, facts: Facts | None = None, days: WorkingDays | None = None) -> Timetable:
    """The timetable worked out anew from what is known. Raises Impossible, NoHolidayData."""
    version = framework_version(timeline.framework_version)
    return timetable(timeline.kind, facts or facts_of(timeline), version=version, calendar=days or calendar())


def standing(timeline: Timeline, days: WorkingDays | None = None) -> Timetable:
    """The whole timetable for a page: entries and warnings worked out, milestones as they stand in the rows.

    `days` is the calendar where the page has asked for it already.
    """
    as_they_stand = tuple(as_milestone(row) for row in milestones(timeline))
    return replace(timetable_of(timeline, days=days), milestones=as_they_stand)


def told(timeline: Timeline) -> list[Milestone]:
    """The dates as they stand without those that Cafcass may not see (FV-06). No query where `dates` came along."""
    plan = framework_version(timeline.framework_version).timetables[timeline.kind]
    hidden = {entry.code for week in plan.weeks for entry in week.entries if not entry.shown_to_cafcass}
    return [as_milestone(row) for row in milestones(timeline) if row.code not in hidden]


def as_milestone(row: TimelineDate) -> Milestone:
    return Milestone(row.code, row.date, row.end, row.title, row.rule, row.sum, row.actual, row.fixed_reason)


def milestones(timeline: Timeline) -> QuerySet[TimelineDate]:
    """Every date of the timeline in order. One query."""
    return timeline.dates.all()


def day(timeline: Timeline, code: str) -> date | None:
    """The milestone's (first) day, or None where the timeline has no such milestone."""
    return timeline.dates.filter(code=code).values_list("date", flat=True).first()


def span(timeline: Timeline, code: str) -> tuple[date, date] | None:
    """The first and last day of a milestone such as "comment_window"; the same day twice for a single one."""
    row = timeline.dates.filter(code=code).first()
    return (row.date, row.last) if row else None


def actual(timeline: Timeline, code: str) -> date | None:
    """The day on which it really happened, or None while it has not."""
    return timeline.dates.filter(code=code, actual=True).values_list("date", flat=True).first()


def history(timeline: Timeline) -> QuerySet[TimelineDateChange]:
    """Every move of a date, oldest first, with the date before, the reason and the moment."""
    return timeline.changes.all()


def holidays() -> QuerySet[Holiday]:
    """The holidays that an administrator has entered."""
    return Holiday.objects.all()


@dataclass(frozen=True)
class Year:
    """The bank holidays of one year, as (day, name, proclaimed later) rows in order."""

    number: int
    expected: bool
    holidays: tuple[tuple[date, str, bool], ...]


def holidays_by_year(since: int) -> list[Year]:
    """Every year of the calendar from `since` on. One query."""
    proclaimed = set(Holiday.objects.values_list("day", flat=True))
    known = calendar()
    rows = [(day, name, day in proclaimed) for day, name in sorted(known.holidays.items())]
    years = range(since, known.last_year + 1)
    return [
        Year(year, year > known.published_until, tuple(row for row in rows if row[0].year == year)) for year in years
    ]


def weeks(timeline: Timeline, known: WorkingDays) -> Timetable:
    """The timetable for those who look at its days only: one query, none where `dates` came along.

    What held the clock after fieldwork moves no day of it, so nobody asks for that.
    """
    given = timeline.dates.all()
    facts = Facts(
        onsite_week=timeline.onsite_week,
        actual={row.code: row.date for row in given if row.actual},
        fixed={row.code: Fixed(row.date, row.fixed_reason, row.end) for row in given if row.fixed_reason},
        priority_action=timeline.priority_action,
    )
    return timetable(timeline.kind, facts, version=framework_version(timeline.framework_version), calendar=known)
