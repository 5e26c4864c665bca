"""What is settled before the team comes: the checklist, well-being, incidents (NOTI-10, NOTI-17, NOTI-21)."""

from datetime import date

from django.db import transaction

from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid
from information.models import IncidentEntry, PreparationMark, WellbeingContact, WellbeingSteps
from information.rules import preparing as rules
from inspections.lifecycle import locked
from inspections.models import Inspection


@transaction.atomic
def mark_matter(
    inspection: Inspection,
    code: str,
    *,
    done: bool,
    done_on: date,
    with_whom: str = "",
    note: str = "",
    by: Person,
) -> PreparationMark:
    """Says of one matter of the checklist that it is done, or that it is open again."""
    row = locked(inspection)
    rules.may_prepare(by, row)
    if done:
        rules.may_tick(row, code, with_whom)
    made = PreparationMark.objects.create(
        inspection=row, code=code, done=done, done_on=done_on, with_whom=with_whom, note=note, by=by
    )
    record("marked preparation", made, by=by, inspection=row.ref, after=f"{code} {'done' if done else 'open'}")
    return made


@transaction.atomic
def name_contact(inspection: Inspection, *, name: str, phone: str, by: Person) -> WellbeingContact:
    """Whom every inspector can ring at once about anybody's well-being."""
    row = locked(inspection)
    rules.may_prepare(by, row)
    made = WellbeingContact.objects.create(inspection=row, name=name, phone=phone, by=by)
    record("named well-being contact", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def write_steps(inspection: Inspection, *, steps: str, by: Person) -> WellbeingSteps:
    """What the chief executive needs, or "none needed"."""
    row = locked(inspection)
    rules.may_write_steps(by, row)
    made = WellbeingSteps.objects.create(inspection=row, steps=steps, by=by)
    record("wrote well-being steps", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def log_incident(inspection: Inspection, *, kind: str, text: str = "", by: Person) -> IncidentEntry:
    """An entry of the register, or the explicit word that there are none."""
    row = locked(inspection)
    rules.may_log_incident(by, row)
    none = kind == IncidentEntry.Kind.NONE
    if not none and not text.strip():
        raise Invalid("text", "Say what it is, without anybody's name.")
    if none and IncidentEntry.objects.filter(inspection=row).exclude(kind=kind).exists():
        raise Invalid("kind", "There are entries already, so it cannot be said that there are none.")
    made = IncidentEntry.objects.create(inspection=row, kind=kind, text="" if none else text, by=by)
    record("logged incident", made, by=by, inspection=row.ref, after=kind)
    return made
