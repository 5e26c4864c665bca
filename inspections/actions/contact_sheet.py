"""Asking for the contact sheet as a PDF. What is printed is fixed at that moment; a worker makes the file."""

import hashlib
import json

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from files.jobs import enqueue
from files.models import Job
from inspections.models import ContactSheet, Inspection
from inspections.roles import permit
from inspections.sheet import content_of

JOB_KIND = "contact_sheet_pdf"


def hash_of(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def job_key(sheet_id: int) -> str:
    return f"{JOB_KIND}:{sheet_id}"


@transaction.atomic
def ask_for_contact_sheet(inspection: Inspection, *, by: Person) -> Job:
    """The same content is made once."""
    permit(by, inspection, Thing.CONTACT_SHEET, Verb.READ)
    content = content_of(inspection)
    sheet, _ = ContactSheet.objects.get_or_create(
        inspection=inspection, content_sha256=hash_of(content), defaults={"content": content}
    )
    return enqueue(JOB_KIND, argument=str(sheet.pk), key=job_key(sheet.pk), by=by, inspection=inspection.ref)
