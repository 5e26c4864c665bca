"""Telling Cafcass: from this moment on the activity shows to the chief executive and the link person."""

from datetime import date, datetime

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from files.mail import queue_mail
from framework.versions import in_force
from inspections.actions.pinning import pin
from inspections.beside import beside
from inspections.confirmation import confirmation
from inspections.lifecycle import advance, locked
from inspections.models import Announcement, Inspection
from inspections.rules import call as rules
from inspections.rules.dates import CALL
from scheduling import actions as timelines


@transaction.atomic
def announce(
    inspection: Inspection, *, called_at: datetime, told_whom: str, late_reason: str = "", by: Person
) -> Announcement:
    """Records the call, pins the framework version of its day (GEN-02), mails the confirmation. Raises Invalid."""
    row = locked(inspection)
    rules.may_announce(by, row)
    rules.call_fits(row, called_at, late_reason)
    called_on = clock.london(called_at).date()
    _happened(row, called_on, by)
    pin(row, in_force(called_on).code, by)
    row = advance(row, "announce", by=by, reason=late_reason)
    told = _confirmed(row, called_at, by, told_whom=told_whom, late_reason=late_reason)
    record("recorded call", told, by=by, inspection=row.ref, after=told_whom, reason=late_reason)
    return told


def _happened(row: Inspection, called_on: date, by: Person) -> None:
    with beside("called_on"):
        timelines.record_actual(row.timeline, CALL, called_on, by=by, inspection=row.ref)


def _confirmed(row: Inspection, called_at: datetime, by: Person, **call: str) -> Announcement:
    mail = confirmation(row, clock.london(called_at).date())
    for person in rules.chief_executives():
        queue_mail(to=person.email, subject=mail.subject, body=mail.body, inspection=row.ref, by=by)
    return Announcement.objects.create(
        inspection=row,
        called_at=called_at,
        email_subject=mail.subject,
        email_body=mail.body,
        recorded_by=by,
        recorded_at=clock.now(),
        **call,
    )
