"""Every write to a timeline: takes the row, asks the rule, reckons the dates anew, keeps what they were, records it.

Who may do it is asked by the room above, which knows the inspection; `inspection` is its ref for the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from scheduling import rules
from scheduling.models import Extension, Holiday, Timeline, TimelineDate, TimelineDateChange
from scheduling.queries import calendar, facts_of
from scheduling.recalculation import cancelled, only_moved, recalculate, reckon
from scheduling.sums import said
from scheduling.timetable import Facts, Fixed

Changes = tuple[TimelineDateChange, ...]


@transaction.atomic
def create_timeline(
    kind: str, version: str, onsite_week: date, by: Person, *, inspection: str = "", priority_action: bool = False
) -> Timeline:
    """Saves a timeline with all its dates. `onsite_week` is a Monday. Raises Invalid where no timetable can be made."""
    facts = Facts(onsite_week, priority_action=priority_action)
    timeline = Timeline(kind=kind, framework_version=version, onsite_week=onsite_week, priority_action=priority_action)
    reckon(timeline, facts)
    timeline.save()
    recalculate(timeline, "planned", facts)
    record("planned dates", timeline, by=by, inspection=inspection, after=_spoken(onsite_week))
    return timeline


@transaction.atomic
def record_actual(
    timeline: Timeline, code: str, day: date, by: Person | None, *, inspection: str = "", reason: str = ""
) -> Changes:
    """It really happened on that day: later dates follow (TIME-12). Returns what moved. Raises Invalid, NotAllowed."""
    row = _taken(timeline)
    rules.must_be_open(row)
    date_row = _date(row, code)
    rules.may_record(date_row, code, day, reason)
    facts = facts_of(row)
    facts = replace(facts, actual={**facts.actual, code: day}, fixed=_without(facts.fixed, code))
    why = f"{date_row.title if date_row else code}: done on {_spoken(day)}"
    changes = _saved(timeline, row, recalculate(row, why, facts))
    record(f"recorded {code}", row, by=by, inspection=inspection, after=_spoken(day), reason=reason)
    return changes


@transaction.atomic
def record_receipt(timeline: Timeline, day: date, by: Person | None, *, inspection: str = "") -> Changes:
    """The final version arrived on another day than it was sent: plans count from there (PLAN-02)."""
    row = _taken(timeline)
    rules.must_be_open(row)
    rules.must_have_come(day)
    row.final_received = day
    changes = _saved(timeline, row, recalculate(row, f"final version received on {_spoken(day)}"))
    record("recorded final_received", row, by=by, inspection=inspection, after=_spoken(day))
    return changes


@transaction.atomic
def set_priority_action(timeline: Timeline, found: bool, by: Person, *, inspection: str = "") -> Changes:
    """A focused visit's letter has a priority action, or no longer has one: the plan's dates come or go (PLAN-04)."""
    row = _taken(timeline)
    rules.must_be_open(row)
    rules.may_have_priority_action(row)
    row.priority_action = found
    why = "a priority action was found" if found else "there is no priority action any more"
    changes = _saved(timeline, row, recalculate(row, why))
    record("set priority action", row, by=by, inspection=inspection, after=str(found))
    return changes


@transaction.atomic
def fix_date(timeline: Timeline, code: str, day: date, reason: str, by: Person, *, inspection: str = "") -> Changes:
    """Sets a date by hand; it stays until released and what follows counts from it. Raises Invalid, NotAllowed."""
    row = _taken(timeline)
    rules.must_be_open(row)
    date_row = rules.may_fix(_date(row, code), day, reason, calendar())
    facts = facts_of(row)
    facts = replace(facts, fixed={**facts.fixed, code: Fixed(day, reason, _end(date_row, day))})
    rules.must_hold(date_row, day, reckon(row, facts))
    changes = _saved(timeline, row, recalculate(row, f"{date_row.title}: fixed by hand. {reason}", facts))
    record(f"fixed {code}", row, by=by, inspection=inspection, after=_spoken(day), reason=reason)
    return changes


@transaction.atomic
def release_fixed(timeline: Timeline, code: str, by: Person, *, inspection: str = "") -> Changes:
    """Lets a date that was set by hand follow the framework again."""
    row = _taken(timeline)
    rules.must_be_open(row)
    facts = facts_of(row)
    rules.may_release(code, facts)
    facts = replace(facts, fixed=_without(facts.fixed, code))
    changes = _saved(timeline, row, recalculate(row, "no longer fixed by hand", facts))
    record(f"released {code}", row, by=by, inspection=inspection)
    return changes


@transaction.atomic
def open_extension(
    timeline: Timeline, kind: str, received: date, by: Person | None, *, inspection: str = ""
) -> Extension:
    """The clock stands from that day on: a complaint (CLEAR-14) or a moderation (PRIO-07)."""
    row = _taken(timeline)
    rules.may_open(row, kind, received)
    extension = Extension.objects.create(timeline=row, kind=kind, received=received)
    _saved(timeline, row, recalculate(row, f"{kind} received on {_spoken(received)}"))
    record(f"opened {kind}", extension, by=by, inspection=inspection, after=_spoken(received))
    return extension


@transaction.atomic
def decide_extension(extension: Extension, decided: date, by: Person, *, inspection: str = "") -> Changes:
    """The clock runs again: what is not yet sent moves by the working days after receipt to this day (CLEAR-14)."""
    row = _taken(extension.timeline)
    fresh = Extension.objects.select_for_update().get(pk=extension.pk)
    rules.must_be_open(row)
    rules.may_decide(fresh, decided)
    fresh.decided = decided
    fresh.save(update_fields=["decided"])
    why = f"{fresh.kind} received on {_spoken(fresh.received)}, decided on {_spoken(decided)}"
    changes = _saved(extension.timeline, row, recalculate(row, why))
    record(f"decided {fresh.kind}", fresh, by=by, inspection=inspection, after=_spoken(decided))
    extension.refresh_from_db()
    return changes


@transaction.atomic
def replan(timeline: Timeline, onsite_week: date, reason: str, by: Person, *, inspection: str = "") -> Changes:
    """Another on-site week, as after a deferral: notice starts afresh, the old dates stay in the history (DEFER-04)."""
    row = _taken(timeline)
    rules.may_replan(row, reason)
    before, row.onsite_week = row.onsite_week, onsite_week
    changes = recalculate(row, f"moved to another week. {reason}", Facts(onsite_week))
    changes = _saved(timeline, row, changes)
    spoken = {"before": _spoken(before), "after": _spoken(onsite_week)}
    record("replanned dates", row, by=by, inspection=inspection, reason=reason, **spoken)
    return changes


@transaction.atomic
def cancel_dates(
    timeline: Timeline, why: str, by: Person, *, inspection: str = "", actual_too: bool = False
) -> Changes:
    """The dates no longer hold and are kept in the history, as after a deferral (DEFER-04)."""
    row = _taken(timeline)
    rules.must_be_open(row)
    dates = row.dates.all() if actual_too else row.dates.filter(actual=False)
    changes = cancelled(row, dates, why)
    _saved(timeline, row, changes)
    record("cancelled dates", row, by=by, inspection=inspection, reason=why)
    return changes


@transaction.atomic
def change_version(timeline: Timeline, version: str, by: Person | None, *, inspection: str = "") -> Changes:
    """Pins another version of the framework, as on the day of the call (GEN-02). Raises Invalid."""
    row = _taken(timeline)
    rules.must_be_open(row)
    before, row.framework_version = row.framework_version, version
    changes = _saved(timeline, row, recalculate(row, f"framework version {version}"))
    record("changed framework version", row, by=by, inspection=inspection, before=before, after=version)
    return changes


@transaction.atomic
def close_timeline(timeline: Timeline, by: Person | None, *, reason: str = "", inspection: str = "") -> Timeline:
    """Nothing moves these dates any more."""
    row = _taken(timeline)
    rules.must_be_open(row)
    row.closed_at = clock.now()
    _saved(timeline, row, ())
    record("closed dates", row, by=by, inspection=inspection, reason=reason)
    return timeline


@dataclass(frozen=True)
class Proclamation:
    """A holiday that was entered, and by timeline what it moved."""

    holiday: Holiday
    moved: Mapping[Timeline, Changes]


@transaction.atomic
def proclaim_holiday(day: date, name: str, by: Person) -> Proclamation:
    """Enters a bank holiday; what is still ahead of every open timeline moves, and never to a day already gone."""
    rules.may_proclaim(by, day, name, calendar())
    holiday = Holiday.objects.create(day=day, name=name.strip(), proclaimed_on=clock.today())
    record("proclaimed holiday", holiday, by=by, after=_spoken(day))
    open_ones = Timeline.objects.select_for_update().filter(closed_at=None).order_by("pk")
    moved = {timeline: _moved_by(holiday, timeline, by) for timeline in open_ones}
    return Proclamation(holiday, {timeline: changes for timeline, changes in moved.items() if changes})


def _moved_by(holiday: Holiday, timeline: Timeline, by: Person) -> Changes:
    why = f"{_spoken(holiday.day)} was proclaimed a bank holiday: {holiday.name}"
    changes = only_moved(recalculate(timeline, why, only_ahead=True))
    if changes:
        _saved(timeline, timeline, changes)
        record("moved dates for a holiday", timeline, by=by, reason=why)
    return changes


def _taken(timeline: Timeline) -> Timeline:
    return Timeline.objects.select_for_update().get(pk=timeline.pk)


def _date(timeline: Timeline, code: str) -> TimelineDate | None:
    return timeline.dates.filter(code=code).first()


def _saved(given: Timeline, row: Timeline, changes: Changes) -> Changes:
    """Saves the row with its next version and brings the caller's own instance up to date."""
    row.version += 1
    row.save()
    given.refresh_from_db()
    return only_moved(changes)


def _end(row: TimelineDate, day: date) -> date | None:
    """The end of a span that starts on another day: it keeps its number of working days."""
    working = calendar()
    return working.offset(day, working.between(row.date, row.end)) if row.end else None


def _without(mapping: Mapping[str, Any], code: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key != code}


def _spoken(day: date) -> str:
    return said(day, with_year=True)
