"""A member of staff who was upset: recorded, told on, advice taken, closed (ENG-07 to ENG-09)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Invalid
from fieldwork.models import Meeting, StaffUpset, StaffUpsetStep
from fieldwork.rules import upset as rules
from fieldwork.workflow import UPSET
from files.mail import queue_mail
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.queries import acting_as

Name = StaffUpsetStep.Name


@transaction.atomic
def record_upset(
    inspection: Inspection,
    *,
    role: str,
    seen_at: datetime,
    seen: str,
    adjustment: str = "",
    outcome: str = "",
    meeting: Meeting | None = None,
    by: Person,
) -> StaffUpset:
    """The lead gets a notice that says that there is one, and where. Raises NotAllowed, Invalid."""
    row = locked(inspection)
    rules.may_record(by, row)
    for field, text, sentence in (("role", role, "Enter the person's role."), ("seen", seen, "Enter what you saw.")):
        if not text.strip():
            raise Invalid(field, sentence, "ENG-07")
    _must_be_past(seen_at)
    if meeting and meeting.inspection_id != row.pk:
        raise Invalid("meeting", "This is not a meeting of this inspection.")
    said = {"role": role, "seen": seen, "adjustment": adjustment, "outcome": outcome}
    made = StaffUpset.objects.create(inspection=row, seen_at=seen_at, meeting=meeting, by=by, **said)
    record("recorded somebody upset", made, by=by, inspection=row.ref, after=made.state)
    _tell_lead(made, by)
    return made


def _must_be_past(when: datetime) -> None:
    if when > clock.now():
        raise Invalid("time", "This time has not come yet.")


def _tell_lead(row: StaffUpset, by: Person) -> None:
    page = settings.SITE_URL + reverse("staff_upset_detail", args=[row.inspection.ref, row.pk])
    for lead in acting_as(row.inspection, Role.LEAD):
        body = f"Dear {lead.name},\n\n{by.name} recorded something about the well-being of staff: {page}\n"
        queue_mail(to=lead.email, subject="Well-being of staff", body=body, inspection=row.inspection.ref, by=by)


@transaction.atomic
def told(upset: StaffUpset, *, when: datetime | None, text: str = "", version: int | None = None, by: Person) -> None:
    """The contact for well-being was told then; without a time, why nobody was (ENG-08)."""
    row = _taken(upset, version, by)
    if when is None and not text.strip():
        raise Invalid("text", "Enter when the contact was told, or why nobody was.", "ENG-08")
    if when:
        _must_be_past(when)
    _step(row, Name.TOLD if when else Name.NOT_TOLD, by, when=when, text=text)


@transaction.atomic
def advised(
    upset: StaffUpset, *, advice_from: str, when: datetime, text: str = "", version: int | None = None, by: Person
) -> None:
    """Advice of one's own manager or of the regional duty manager (ENG-09)."""
    row = _taken(upset, version, by)
    if advice_from not in StaffUpsetStep.Advice:
        raise Invalid("advice_from", "Select whose advice was taken.", "ENG-09")
    _must_be_past(when)
    _step(row, Name.ADVICE, by, advice_from=advice_from, when=when, text=text)


@transaction.atomic
def close_upset(upset: StaffUpset, *, version: int | None = None, by: Person) -> None:
    """Refused before the contact was told (or why not) and advice was taken."""
    row = _taken(upset, version, by)
    rules.may_close(row, by)
    _step(row, Name.CLOSE, by, after=UPSET.target(row.state, "close"))


def _taken(upset: StaffUpset, version: int | None, by: Person) -> StaffUpset:
    row = StaffUpset.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=upset.pk)
    rules.may_step(row, by)
    check_version(row.version, version)
    return row


def _step(row: StaffUpset, name: str, by: Person, after: str = "", **given: Any) -> None:
    StaffUpsetStep.objects.create(upset=row, name=name, by=by, **given)
    before, row.state = row.state, after or row.state
    row.version += 1
    row.save(update_fields=["state", "version"])
    verb = f"well-being of staff: {Name(name).label.lower()}"
    record(verb, row, by=by, inspection=row.inspection.ref, before=before, after=row.state)
