"""The pack for Cafcass's staff: providing it, and each download (NOTI-19)."""

from uuid import UUID

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from files.jobs import enqueue
from information.models import StaffPack, StaffPackTaken
from information.rules import settling as rules
from information.staff_pack import JOB_KIND
from inspections.lifecycle import locked
from inspections.models import Inspection


@transaction.atomic
def provide_staff_pack(inspection: Inspection, *, op: UUID, by: Person) -> StaffPack:
    """From now on it stands on Cafcass's page; the worker makes the PDF."""
    row = locked(inspection)
    rules.may_settle(by, row, outside=False)
    job = enqueue(JOB_KIND, argument=row.ref, key=f"{JOB_KIND}:{op}", by=by, inspection=row.ref)
    made = StaffPack.objects.create(inspection=row, job=job, by=by, at=clock.now())
    record("provided staff pack", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def staff_pack_taken(pack: StaffPack, *, by: Person) -> StaffPackTaken:
    """Each download is kept."""
    made = StaffPackTaken.objects.create(pack=pack, by=by, at=clock.now())
    record("downloaded staff pack", made, by=by, inspection=pack.inspection.ref)
    return made
