"""Pausing and going on, holding and lifting, and ending before its time."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both
from files.mail import queue_mail
from inspections.beside import beside
from inspections.confirmation import one_line
from inspections.lifecycle import advance, locked
from inspections.models import EarlyEnd, Hold, Inspection, Pause
from inspections.rules import interruption as rules
from inspections.rules import pause as pausing
from inspections.rules.call import chief_executives
from inspections.rules.dates import LAST_DAY, milestone
from inspections.wording import spoken
from scheduling import actions as timelines


@dataclass(frozen=True)
class Considered:
    """A pause as it was considered: who asked, why, who considered it, what was decided, under which guidance."""

    requested_by: str
    reason: str
    considered_by: str
    granted: bool
    decision: str
    guidance: str
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def decide_pause(inspection: Inspection, considered: Considered, *, by: Person) -> Pause:
    """Records what was decided; from the first day on nothing on site can be planned (ENG-10)."""
    row = locked(inspection)
    pausing.may_pause(by, row)
    pausing.pause_fits(considered.starts_on, considered.ends_on)
    pausing.must_begin_in_time(row, considered.starts_on)
    pause = Pause.objects.create(inspection=row, decided_by=by, decided_at=clock.now(), **vars(considered))
    said = "granted" if pause.granted else "refused"
    record("decided pause", pause, by=by, inspection=row.ref, after=said, reason=considered.decision)
    return pause


@transaction.atomic
def resume(
    pause: Pause, *, ends_on: date, last_day: date, reason: str, version: int | None = None, by: Person
) -> Pause:
    """Work goes on; what is ahead is counted anew from the new last day on site (ENG-10). Raises Stale, Invalid."""
    row = locked(pause.inspection)
    stored = Pause.objects.select_for_update().get(pk=pause.pk)
    pausing.may_resume(by, row, stored)
    pausing.pause_fits(stored.starts_on, ends_on)
    pausing.must_go_on_after(stored, ends_on, last_day)
    planned = milestone(row, LAST_DAY).date
    check_version(row.timeline.version, version, [Both("Last day on site", spoken(last_day), spoken(planned))])
    stored.ends_on, stored.resumed_by, stored.resumed_at = ends_on, by, clock.now()
    stored.save(update_fields=["ends_on", "resumed_by", "resumed_at"])
    record("ended pause", stored, by=by, inspection=row.ref, after=spoken(ends_on), reason=reason)
    if last_day != planned:
        with beside("last_day"):
            timelines.fix_date(row.timeline, LAST_DAY, last_day, reason, by, inspection=row.ref)
    return stored


@transaction.atomic
def put_on_hold(inspection: Inspection, *, reason: str, by: Person) -> Hold:
    """Nothing is sent or published from now on."""
    row = locked(inspection)
    rules.may_hold(by, row)
    hold = Hold.objects.create(inspection=row, reason=reason, put_by=by)
    record("put on hold", hold, by=by, inspection=row.ref, reason=reason)
    return hold


@transaction.atomic
def lift_hold(inspection: Inspection, *, reason: str, by: Person) -> Hold:
    row = locked(inspection)
    rules.may_lift(by, row)
    hold = Hold.objects.select_for_update().get(inspection=row, lifted_at=None)
    hold.lift_reason, hold.lifted_by, hold.lifted_at = reason, by, clock.now()
    hold.save(update_fields=["lift_reason", "lifted_by", "lifted_at"])
    record("lifted hold", hold, by=by, inspection=row.ref, reason=reason)
    return hold


@transaction.atomic
def close_incomplete(inspection: Inspection, *, reason: str, kept: str, by: Person) -> EarlyEnd:
    """Fieldwork closes without being completed. What was recorded is kept as it is; dates ahead are let go."""
    row = locked(inspection)
    rules.may_close_incomplete(by, row)
    return _end(row, "close_incomplete", EarlyEnd.Kind.INCOMPLETE, reason, kept, by)


@transaction.atomic
def cancel_after_call(inspection: Inspection, *, reason: str, by: Person) -> EarlyEnd:
    """Ends what Cafcass was told of, and tells the chief executive by mail."""
    row = locked(inspection)
    rules.may_cancel_after_call(by, row)
    return _end(row, "cancel_after_call", EarlyEnd.Kind.CANCELLED, reason, "", by)


def _end(row: Inspection, transition: str, kind: str, reason: str, kept: str, by: Person) -> EarlyEnd:
    row = advance(row, transition, by=by, reason=reason)
    timelines.cancel_dates(row.timeline, row.state_label.lower(), by, inspection=row.ref)
    ended = EarlyEnd.objects.create(inspection=row, kind=kind, reason=reason, kept=kept, decided_by=by)
    words = "was cancelled" if kind == EarlyEnd.Kind.CANCELLED else "was closed before it was complete"
    body = f"{one_line(row.title)}\n\nOn {spoken(clock.today())} this {words}. The dates given no longer hold.\n"
    for person in chief_executives():
        subject = f"{ended.get_kind_display()}: {one_line(row.title)}"[:200]
        queue_mail(to=person.email, subject=subject, body=body, inspection=row.ref, by=by)
    return ended
