"""Dates changed by hand, a later call allowed, and the real days of fieldwork."""

from datetime import date

from django.db import transaction

from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid
from inspections.lifecycle import advance, locked
from inspections.models import Inspection, LateCall
from inspections.rules import dates as rules
from inspections.wording import spoken
from scheduling import actions as timelines
from scheduling.calendar import NoHolidayData
from scheduling.timetable import Impossible


@transaction.atomic
def change_date(
    inspection: Inspection, code: str, day: date, *, reason: str, version: int | None = None, by: Person
) -> Inspection:
    """Fixes a date by hand (TIME-10); later dates follow. Raises Stale when the plan has changed since, Invalid."""
    row = locked(inspection)
    rules.may_change_date(by, row, code)
    stored = rules.milestone(row, code).date
    check_version(row.version, version, [Both("Date", spoken(day), spoken(stored))])
    if code == rules.CALL:
        rules.call_fits(row, day)
    _fix(row, code, day, reason, by)
    return _touched(row)


@transaction.atomic
def release_date(inspection: Inspection, code: str, *, by: Person) -> Inspection:
    """Lets a date that was fixed by hand follow its sum again."""
    row = locked(inspection)
    rules.may_release(by, row, code)
    timelines.release_fixed(row.timeline, code, by=by)
    record("released date", row, by=by, inspection=row.ref, before=code)
    return _touched(row)


@transaction.atomic
def allow_late_call(inspection: Inspection, day: date, *, reason: str, by: Person) -> LateCall:
    """The programme decision-maker lets the call be later than the latest day (TIME-01). Raises Invalid, NotAllowed."""
    row = locked(inspection)
    rules.may_allow_late_call(by, row)
    rules.late_call_fits(row, day)
    allowed = LateCall.objects.create(inspection=row, day=day, reason=reason, decided_by=by)
    record("allowed late call", allowed, by=by, inspection=row.ref, after=day.isoformat(), reason=reason)
    _fix(row, rules.CALL, day, reason, by)
    _touched(row)
    return allowed


@transaction.atomic
def end_fieldwork(
    inspection: Inspection, *, last_day: date, first_day: date | None = None, reason: str = "", by: Person
) -> Inspection:
    """The real days on site; every date that is not past follows and the old ones are kept (TIME-12, FV-07)."""
    row = locked(inspection)
    rules.may_end_fieldwork(by, row)
    planned = rules.milestone(row, rules.FIRST_DAY).date
    rules.fieldwork_fits(row, first_day or planned, last_day, reason)
    advance(row, "end_fieldwork", by=by, reason=reason)
    if first_day and first_day != planned:
        _happened(row, rules.FIRST_DAY, first_day, "first_day", by)
    _happened(row, rules.LAST_DAY, last_day, "last_day", by)
    return row


def _happened(row: Inspection, code: str, day: date, field: str, by: Person) -> None:
    try:
        timelines.record_actual(row.timeline, code, day, by=by)
    except (Impossible, NoHolidayData) as problem:
        raise Invalid(field, str(problem)) from problem


def _fix(row: Inspection, code: str, day: date, reason: str, by: Person) -> None:
    before = rules.milestone(row, code).date.isoformat()
    try:
        timelines.fix_date(row.timeline, code, day, reason, by=by)
    except (Impossible, NoHolidayData) as problem:
        raise Invalid("day", str(problem)) from problem
    record(f"fixed {code}", row, by=by, inspection=row.ref, before=before, after=day.isoformat(), reason=reason)


def _touched(row: Inspection) -> Inspection:
    row.version += 1
    row.save(update_fields=["version"])
    return row
