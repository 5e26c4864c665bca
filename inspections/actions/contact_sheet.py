"""The contact sheet goes to Cafcass as a version, and again when it changed (NOTI-16)."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.access import Role
from accounts.models import Person
from accounts.queries import holders
from accounts.record import record
from accounts.refusals import Invalid
from files.mail import queue_mail
from inspections import contact_sheet as sheets
from inspections.lifecycle import locked
from inspections.models import ContactSheetIssue, Inspection
from inspections.queries import link_people
from inspections.rules import contact_sheet as rules
from inspections.workflow import State


@transaction.atomic
def issue_contact_sheet(inspection: Inspection, *, by: Person) -> ContactSheetIssue:
    """The next version. Raises Invalid where somebody is lacking, or nothing changed since the last one."""
    row = locked(inspection)
    rules.may_issue(by, row)
    rules.must_be_whole(row)
    before, sheet = sheets.last_issue(row), sheets.told(row)
    if before and not sheets.has_changed(before, sheet):
        raise Invalid("", f"Nothing has changed since version {before.number}.")
    number = before.number + 1 if before else 1
    made = ContactSheetIssue.objects.create(inspection=row, number=number, content=sheets.content_of(sheet), by=by)
    record("issued contact sheet", made, by=by, inspection=row.ref, after=str(number))
    # Before the call nobody at Cafcass knows; the version waits for them on their page.
    if row.has_reached(State.ANNOUNCED):
        _tell(made, by)
    return made


def _tell(made: ContactSheetIssue, by: Person) -> None:
    ref = made.inspection.ref
    address = settings.SITE_URL.rstrip("/") + reverse("cafcass_contact_sheet", args=[ref])
    for person in [*holders(Role.CHIEF_EXECUTIVE), *link_people(made.inspection)]:
        body = f"Dear {person.name},\n\nVersion {made.number} of the contact sheet is there: {address}\n"
        queue_mail(to=person.email, subject=str(made), body=body, inspection=ref, by=by)
