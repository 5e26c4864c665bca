"""Dates changed by hand, a later call allowed, and the real days of fieldwork."""

from datetime import date

from django.db import transaction

from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both
from inspections.actions.pinning import pin
from inspections.actions.seasons import keep
from inspections.beside import beside
from inspections.forecast import forecast
from inspections.lifecycle import advance, locked, open_before_start
from inspections.models import Inspection, LateCall
from inspections.queries import open_adjustments
from inspections.rules import dates as rules
from inspections.rules import seasons
from inspections.rules.plan import must_be_monday, must_lie_ahead
from inspections.rules.seasons import NONE, Agreement
from inspections.rules.team import need_reason
from inspections.wording import spoken
from scheduling import actions as timelines
from scheduling.queries import timetable_of


@transaction.atomic
def change_date(
    inspection: Inspection, code: str, day: date, *, reason: str, version: int | None = None, by: Person
) -> Inspection:
    """Fixes a date by hand (TIME-10); later dates follow. Raises Stale when the plan has changed since, Invalid."""
    row = locked(inspection)
    rules.may_change_date(by, row, code)
    stored = rules.milestone(row, code).date
    check_version(row.timeline.version, version, [Both("Date", spoken(day), spoken(stored))])
    if code == rules.CALL:
        rules.call_fits(row, day)
    rules.day_fits(row, code, day)
    timelines.fix_date(row.timeline, code, day, reason, by, inspection=row.ref)
    seasons.stands(row, timetable_of(row.timeline).warnings)
    return row


@transaction.atomic
def release_date(inspection: Inspection, code: str, *, by: Person) -> Inspection:
    """Lets a date that was fixed by hand follow its sum again."""
    row = locked(inspection)
    rules.may_release(by, row, code)
    timelines.release_fixed(row.timeline, code, by=by, inspection=row.ref)
    return row


@transaction.atomic
def allow_late_call(inspection: Inspection, day: date, *, reason: str, by: Person) -> LateCall:
    """The programme decision-maker lets the call be later than the latest day (TIME-01). Raises Invalid, NotAllowed."""
    row = locked(inspection)
    rules.may_allow_late_call(by, row)
    rules.late_call_fits(row, day)
    week = row.timeline.onsite_week
    allowed = LateCall.objects.create(inspection=row, onsite_week=week, day=day, reason=reason, decided_by=by)
    record("allowed late call", allowed, by=by, inspection=row.ref, after=day.isoformat(), reason=reason)
    timelines.fix_date(row.timeline, rules.CALL, day, reason, by, inspection=row.ref)
    return allowed


@transaction.atomic
def move_week(
    inspection: Inspection,
    onsite_week: date,
    *,
    reason: str,
    agreement: Agreement = NONE,
    version: int | None = None,
    by: Person,
) -> Inspection:
    """Plans another first on-site week, by its Monday, before Cafcass was told. Raises Stale, Invalid, NotAllowed."""
    row = locked(inspection)
    rules.may_move_week(by, row)
    both = [Both("Monday of the first on-site week", spoken(onsite_week), spoken(row.timeline.onsite_week))]
    check_version(row.timeline.version, version, both)
    must_be_monday(onsite_week)
    must_lie_ahead(onsite_week)
    planned = forecast(row.kind, onsite_week)
    seasons.must_be_possible(planned, onsite_week, reason, agreement)
    with beside("onsite_week"):
        timelines.replan(row.timeline, onsite_week, reason, by, inspection=row.ref)
    keep(row, planned, onsite_week, agreement, by)
    pin(row, planned.version.code, by)
    return row


@transaction.atomic
def start_fieldwork(inspection: Inspection, *, first_day: date, reason: str = "", by: Person) -> Inspection:
    """The real first day on site. Raises Invalid beside `reason` while an adjustment is unanswered (GEN-06)."""
    row = locked(inspection)
    rules.may_start_fieldwork(by, row)
    rules.start_fits(row, first_day, open_adjustments(row), reason)
    if points := open_before_start(row):
        need_reason(reason, f"{points} Give a reason.")
    _happened(row, rules.FIRST_DAY, first_day, "first_day", by)
    record("started fieldwork", row, by=by, inspection=row.ref, after=first_day.isoformat(), reason=reason)
    return row


@transaction.atomic
def end_fieldwork(
    inspection: Inspection, *, last_day: date, first_day: date | None = None, reason: str = "", by: Person
) -> Inspection:
    """The real days on site; every date that is not past follows and the old ones are kept (TIME-12, FV-07)."""
    row = locked(inspection)
    rules.may_end_fieldwork(by, row)
    first = rules.milestone(row, rules.FIRST_DAY)
    planned = first.date
    rules.fieldwork_fits(row, first_day or planned, last_day, reason)
    if first.actual and first_day and first_day != planned:
        need_reason(reason, f"The start is confirmed as {spoken(planned)}: give a reason to correct it.")
    advance(row, "end_fieldwork", by=by, reason=reason)
    if first_day and first_day != planned:
        _happened(row, rules.FIRST_DAY, first_day, "first_day", by, reason)
    _happened(row, rules.LAST_DAY, last_day, "last_day", by)
    return row


def _happened(row: Inspection, code: str, day: date, field: str, by: Person, reason: str = "") -> None:
    with beside(field):
        timelines.record_actual(row.timeline, code, day, by=by, inspection=row.ref, reason=reason)
