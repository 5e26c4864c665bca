"""Finds the Monday of on-site week 1 from the day of the call."""

from datetime import date, timedelta

from framework.versions.shapes.dates import WeekPlan
from scheduling.calendar import WorkingDays
from scheduling.timetable.notice import CALL, call
from scheduling.timetable.shapes import Facts
from scheduling.timetable.weeks import Placed, place

# A bank holiday moves the planned call by a week at most; one more each way is room enough.
NEIGHBOURS = (0, 1, 2, -1)


def onsite_week(notified: date, plan: WeekPlan, calendar: WorkingDays) -> date:
    """The week whose planned call is that day; where there is none, the week after so many whole weeks of notice."""
    usual = _monday(notified) - timedelta(weeks=_week_of_call(plan))
    candidates = [usual + timedelta(weeks=number) for number in NEIGHBOURS]
    return next((each for each in candidates if _planned_call(each, plan, calendar) == notified), usual)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_of_call(plan: WeekPlan) -> int:
    return next(week.week for week in plan.weeks for entry in week.entries if entry.code == CALL)


def _planned_call(monday: date, plan: WeekPlan, calendar: WorkingDays) -> date:
    placed = [each for each in place(plan, monday, Facts(), calendar) if isinstance(each, Placed)]
    return call(placed, plan.notice, Facts(), calendar).planned
