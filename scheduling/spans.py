"""Dates counted in months and years: the letter after an engagement meeting, the window of an inspection. Pure."""

import calendar as months
from dataclasses import dataclass
from datetime import date

from framework.versions import FrameworkVersion
from scheduling.calendar import WorkingDays


def months_after(day: date, number: int) -> date:
    """The same day so many months later (earlier when negative); the month's last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class LetterDue:
    """When the letter is due, and the working day by which to send it."""

    due: date
    send_by: date


def engagement_letter(meeting: date, *, version: FrameworkVersion, calendar: WorkingDays) -> LetterDue:
    """The letter after an engagement meeting is due within a month of it (AEM-10)."""
    due = months_after(meeting, version.files.engagement.annual_engagement_meeting.letter.due_months)
    return LetterDue(due, calendar.on_or_before(due))


@dataclass(frozen=True)
class InspectionWindow:
    """The last day of the window, and from when to warn, by months left: `{12: date, 6: date}`."""

    closes: date
    warnings: dict[int, date]


def inspection_window(last_ended: date, *, version: FrameworkVersion) -> InspectionWindow:
    """The next full inspection falls within so many years of the last one's end of fieldwork (PROG-02)."""
    closes = months_after(last_ended, version.settings.inspection_window_years * 12)
    warnings = {left: months_after(closes, -left) for left in version.settings.inspection_window_warning_months}
    return InspectionWindow(closes, warnings)
