"""The call sheet: saved while talking, recorded as the call with one act, put right afterwards."""

from typing import Any

from django.db import transaction

from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from files.mail import queue_mail
from information.following import ARRANGING
from information.models import CallSheet
from information.queries.notification import sheet_of
from information.rules import call_sheet as rules
from inspections import actions as inspecting
from inspections.lifecycle import locked
from inspections.models import Announcement, Inspection
from inspections.queries import link_people

# Whoever stood in for the chief executive stands on the sheet by role.
STOOD_IN = "Manager who stood in"


@transaction.atomic
def save_sheet(inspection: Inspection, given: dict[str, Any], *, version: int | None = None, by: Person) -> CallSheet:
    """A further version of the sheet; `given` is its whole content. Raises Invalid, Stale."""
    row = locked(inspection)
    rules.may_write(by, row)
    before = sheet_of(row)
    number = before.number if before else 0
    check_version(number, version)
    sheet = CallSheet(inspection=row, number=number + 1, by=by, **given)
    rules.must_hold(sheet, before, row)
    sheet.save()
    for arrange in ARRANGING:
        arrange(sheet, before, by=by)
    record("saved call sheet", sheet, by=by, inspection=row.ref, after=str(sheet.number), reason=sheet.correction)
    return sheet


@transaction.atomic
def record_call(inspection: Inspection, *, by: Person) -> Announcement:
    """The call of the sheet: Cafcass is told, the email with the Annex A request goes out, to the link person too."""
    row = locked(inspection)
    rules.may_write(by, row)
    sheet = sheet_of(row)
    called_at = rules.must_be_recordable(sheet)
    assert sheet
    whom = STOOD_IN if sheet.ceo_available == rules.NO else Announcement.ToldWhom.CHIEF_EXECUTIVE.value
    told = inspecting.announce(inspection, called_at=called_at, told_whom=whom, late_reason=sheet.late_reason, by=by)
    for person in link_people(row):
        queue_mail(to=person.email, subject=told.email_subject, body=told.email_body, inspection=row.ref, by=by)
    return told
