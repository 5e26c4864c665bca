"""Puts the parts together: weeks, call, what really happened, milestones, warnings."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from framework.versions import FrameworkVersion
from framework.versions.shapes.dates import WeekPlan
from scheduling.calendar import WorkingDays
from scheduling.sums import said
from scheduling.timetable.advice import Advice
from scheduling.timetable.after import DRAFT, FINAL, AfterFieldwork
from scheduling.timetable.notice import CALL, around, call
from scheduling.timetable.reverse import onsite_week
from scheduling.timetable.shapes import DayEntry, Facts, Impossible, Milestone, Timetable
from scheduling.timetable.weeks import Dropped, Placed, place

IN_ORDER = (CALL, "onsite_first", "fieldwork_end", DRAFT, FINAL, "publication")


def timetable(kind: str, facts: Facts, *, version: FrameworkVersion, calendar: WorkingDays) -> Timetable:
    """The whole timetable. Raises Impossible for dates that cannot all be true, NoHolidayData beyond the calendar."""
    plan = _plan(kind, version)
    facts = replace(facts, onsite_week=_monday(facts, plan, calendar))
    assert facts.onsite_week is not None
    _check_codes(facts, plan, version, kind)
    everything = place(plan, facts.onsite_week, facts, calendar)
    placed = [_given(each, facts, but=CALL) for each in everything if isinstance(each, Placed)]
    dropped = [each for each in everything if isinstance(each, Dropped)]
    the_call = call(placed, plan.notice, facts, calendar)
    placed = [_given(each, facts) for each in around(placed, the_call, calendar)]
    after = AfterFieldwork(facts, calendar, _entry_milestones(placed))
    after.count(version.milestones[kind])
    milestones = [*after.known.values(), the_call.latest_milestone(calendar)]
    _check_order(facts, after.known)
    advice = Advice(kind, version, calendar, facts, placed, dropped, the_call, after)
    return Timetable(
        kind,
        version.code,
        facts.onsite_week,
        _sorted(milestones),
        _entries(placed),
        advice.all(),
        advice.call_to_analysis,
        calendar.between(the_call.day, the_call.first_onsite),
    )


def _plan(kind: str, version: FrameworkVersion) -> WeekPlan:
    if kind not in version.timetables:
        raise Impossible("kind", f"'{kind}' has no timetable. The kinds are: {', '.join(version.timetables)}.")
    return version.timetables[kind]


def _monday(facts: Facts, plan: WeekPlan, calendar: WorkingDays) -> date:
    """Asks the calendar first, so that a day beyond it is named as such before any sum runs off the end of time."""
    if facts.onsite_week is None:
        return _reversed(facts, plan, calendar)
    calendar.is_working(facts.onsite_week)
    if facts.onsite_week.weekday() != 0:
        day = said(facts.onsite_week, with_year=True)
        raise Impossible(
            "onsite_week",
            f"{day} is a {facts.onsite_week:%A}. Give the calendar Monday of the first on-site week, "
            "even where that Monday is a bank holiday.",
        )
    return facts.onsite_week


def _reversed(facts: Facts, plan: WeekPlan, calendar: WorkingDays) -> date:
    if CALL not in facts.actual:
        raise Impossible("onsite_week", "Give the Monday of the first on-site week, or the day of the call.")
    calendar.is_working(facts.actual[CALL])
    return onsite_week(facts.actual[CALL], plan, calendar)


def _check_codes(facts: Facts, plan: WeekPlan, version: FrameworkVersion, kind: str) -> None:
    known = {entry.code for week in plan.weeks for entry in week.entries if entry.milestone}
    known |= {step.code for step in version.milestones[kind]}
    for code in (*facts.actual, *facts.fixed):
        if code not in known:
            raise Impossible(code, f"'{code}' is no milestone of this timetable.")


def _given(each: Placed, facts: Facts, but: str = "") -> Placed:
    """The entry on the day that was given for it; the call waits (`but`) until its planned day has been counted."""
    code = each.entry.code
    actual, fixed = facts.actual.get(code), facts.fixed.get(code)
    if code == but or each.given or not (actual or fixed):
        return each
    if actual:
        return replace(each, days=(actual,), actual=True, sum=f"done on {said(actual)}; by the timetable {each.sum}")
    assert fixed is not None
    sum = f"fixed by hand: {said(fixed.day)}; by the timetable {each.sum}"
    days = (fixed.day,) if fixed.end is None else (fixed.day, fixed.end)
    return replace(each, days=days, fixed_reason=fixed.reason, sum=sum)


def _entry_milestones(placed: list[Placed]) -> dict[str, Milestone]:
    return {each.entry.code: _milestone(each) for each in placed if each.entry.milestone}


def _milestone(each: Placed) -> Milestone:
    end = each.last if each.is_span and not each.actual else None
    entry = each.entry
    return Milestone(
        entry.code, each.first, end, entry.label or entry.activity, entry.rule, each.sum, each.actual, each.fixed_reason
    )


def _check_order(facts: Facts, known: dict[str, Milestone]) -> None:
    """What really happened must have happened in this order; the same day will do, but not for call and site."""
    happened = [code for code in IN_ORDER if code in facts.actual]
    for earlier, later in pairwise(happened):
        _not_before(known[later], known[earlier])
    for code in (each for each in (DRAFT, FINAL) if each in facts.actual):
        _not_before(known[code], known["fieldwork_end"])
    _check_against_plan(facts, known)


def _not_before(later: Milestone, earlier: Milestone) -> None:
    if later.date < earlier.date:
        days = said(later.date, with_year=True), said(earlier.date, with_year=True)
        raise Impossible(later.code, f"{later.title}: {days[0]} is before {days[1]} ({earlier.title}).")


def _check_against_plan(facts: Facts, known: dict[str, Milestone]) -> None:
    first = known["onsite_first"]
    if CALL in facts.actual and facts.actual[CALL] >= first.date:
        raise Impossible(CALL, f"The call must come before the first on-site day, {said(first.date, with_year=True)}.")
    ended = facts.actual.get("fieldwork_end")
    if ended and ended < first.date:
        raise Impossible(
            "fieldwork_end",
            f"Fieldwork cannot end on {said(ended, with_year=True)}: the first on-site day is "
            f"{said(first.date, with_year=True)}.",
        )
    for pause in facts.pauses:
        if pause.decided and pause.decided < pause.received:
            raise Impossible("complaint", f"A {pause.kind} cannot be decided before it was received.")


def _entries(placed: list[Placed]) -> tuple[DayEntry, ...]:
    entries = [
        DayEntry(
            each.entry.code,
            each.days,
            each.entry.activity,
            each.entry.owner,
            each.entry.rule,
            each.entry.shown_to_cafcass,
            each.entry.onsite,
            each.week.name,
        )
        for each in placed
    ]
    return tuple(sorted(entries, key=lambda each: each.days))


def _sorted(milestones: list[Milestone]) -> tuple[Milestone, ...]:
    return tuple(sorted(milestones, key=lambda each: (each.date, each.last)))
