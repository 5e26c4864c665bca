"""Taking the whole record out: asked for by few, made by the worker, and named in the history."""

from uuid import UUID

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from evidence.export import JOB_KIND
from files.jobs import enqueue
from files.models import Job
from inspections.models import Inspection
from inspections.roles import permit


def may_export(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.EVIDENCE_EXPORT, Verb.CREATE)


@transaction.atomic
def ask_for_export(inspection: Inspection, *, op: UUID, by: Person) -> Job:
    """Each asking makes a file of the record as it stands then; the same op is asked for once."""
    may_export(by, inspection)
    job = enqueue(JOB_KIND, argument=inspection.ref, key=f"{JOB_KIND}:{op}", by=by, inspection=inspection.ref)
    record("asked for export of the evidence record", inspection, by=by, inspection=inspection.ref)
    return job


def note_taken(job: Job, *, by: Person) -> None:
    """Somebody took the file out of the house."""
    record("took export of the evidence record", job, by=by, inspection=job.inspection)
