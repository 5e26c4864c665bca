"""The call: when it is planned, the latest day for it, and what follows when it is made late (TIME-01, FV-02)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from framework.versions.shapes.dates import Notice
from scheduling.calendar import WorkingDays
from scheduling.sums import said, working_days_sum
from scheduling.timetable.shapes import Facts, Milestone
from scheduling.timetable.weeks import Placed

CALL = "notification"


@dataclass(frozen=True)
class Call:
    """The call as the timetable has it, the latest day without a reason of weight, and the day that counts."""

    slot: date
    latest: date
    planned: date
    day: date
    first_onsite: date
    sum: str
    notice: Notice

    def latest_milestone(self, calendar: WorkingDays) -> Milestone:
        number = self.notice.working_days
        return Milestone(
            code=f"{CALL}_latest",
            date=self.latest,
            end=None,
            title=f"Latest day for the call: {number} working days before the first on-site day",
            rule=self.notice.rule,
            sum=working_days_sum(self.first_onsite, -number, self.latest, calendar),
        )


def call(placed: list[Placed], notice: Notice, facts: Facts, calendar: WorkingDays) -> Call:
    """The planned call is the earlier of its place in the week and so many working days before the team comes."""
    slot = next(each for each in placed if each.entry.code == CALL)
    first_onsite = min(each.first for each in placed if each.entry.onsite)
    latest = calendar.offset(first_onsite, -notice.working_days)
    planned = min(slot.first, latest)
    sum = slot.sum
    if latest < slot.first:
        reckoned = working_days_sum(first_onsite, -notice.working_days, latest, calendar)
        sum = f"{reckoned}; earlier than the timetable's {said(slot.first)}"
    fixed = facts.fixed.get(CALL)
    day = facts.actual.get(CALL) or (fixed.day if fixed else planned)
    return Call(slot.first, latest, planned, day, first_onsite, sum, notice)


def around(placed: list[Placed], call: Call, calendar: WorkingDays) -> list[Placed]:
    """Every entry where the call leaves it."""
    return [_around(each, call, calendar) for each in placed]


def _around(each: Placed, call: Call, calendar: WorkingDays) -> Placed:
    if each.given:
        return each
    if each.entry.code == CALL:
        return each.on(call.planned, call.sum)
    if each.entry.with_call:
        return each.on(call.day, f"the day of the call, {said(call.day)}")
    if each.entry.before_call:
        return _before_call(each, call, calendar)
    if each.entry.onsite or each.first >= call.day:
        return each
    return _after_call(each, call, calendar)


def _before_call(each: Placed, call: Call, calendar: WorkingDays) -> Placed:
    """If the call comes to or before the Monday, the evaluation goes to the working day before the call (FV-02)."""
    if call.day > each.slot:
        return each
    day = calendar.offset(call.day, -1)
    return replace(each.on(day, working_days_sum(call.day, -1, day, calendar)), moved=True)


def _after_call(each: Placed, call: Call, calendar: WorkingDays) -> Placed:
    """What would fall before a late call: a span begins with the call, other entries keep their distance from it.

    Cafcass so keeps the days between the call and each thing that it is asked for.
    """
    left = tuple(day for day in each.days if day >= call.day)
    if each.is_span and left:
        return replace(each, days=left, sum=f"{each.sum}; from the call on {said(call.day)}")
    in_week_of_call = each.slot < call.slot + timedelta(weeks=1)
    distance = max(1, calendar.between(call.planned, each.first)) if in_week_of_call else 1
    day = calendar.offset(call.day, distance)
    return each.on(day, f"{working_days_sum(call.day, distance, day, calendar)}; re-dated after the call")
