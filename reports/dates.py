"""The dates of a report, asked of its timeline."""

from dataclasses import replace
from datetime import date

from accounts import clock
from reports import queries
from reports.models import Report
from scheduling.models import Timeline
from scheduling.queries import facts_of, span, timetable_of


def comment_window(timeline: Timeline) -> tuple[date, date]:
    """First and last day on which Cafcass may comment or complain in time (CLEAR-05)."""
    window = span(timeline, "comment_window")
    assert window, "every kind of timeline has a window of comments"
    return window


def publication_if_sent(timeline: Timeline, sent_on: date) -> date:
    """The day of publication when the final version goes out on that day: five working days after it (CLEAR-13)."""
    facts = facts_of(timeline)
    sent = replace(facts, actual={**facts.actual, "final": sent_on})
    day = timetable_of(timeline, sent).day("publication")
    assert day, "every kind of timeline has a day of publication"
    return day


def planned_publication(report: Report) -> date:
    """The day that the final version names: as it was sent, or as it would be if it were sent today."""
    final = queries.sending(report, "final")
    if final and final.publication_planned:
        return final.publication_planned
    return publication_if_sent(report.inspection.timeline, clock.today())
