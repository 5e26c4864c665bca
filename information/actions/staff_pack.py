"""The pack for Cafcass's staff: providing it, and each download (NOTI-19)."""

from uuid import UUID

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from files.jobs import enqueue
from information.models import PreparationMark, StaffPack, StaffPackTaken
from information.queries.notification import matters
from information.rules import settling as rules
from information.rules.preparing import STAFF_TOLD
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
    _settle(row, by)
    return made


def _settle(inspection: Inspection, by: Person) -> None:
    """The matter of the checklist is done with it."""
    matter = next((each for each in matters(inspection) if each.item.code == STAFF_TOLD), None)
    if matter and not matter.done:
        mark = {
            "done": True,
            "done_on": clock.today(),
            "with_whom": "Cafcass",
            "note": "The pack for staff is provided.",
        }
        made = PreparationMark.objects.create(inspection=inspection, code=STAFF_TOLD, by=by, **mark)
        record("marked preparation", made, by=by, inspection=inspection.ref, after=f"{STAFF_TOLD} done")


@transaction.atomic
def staff_pack_taken(pack: StaffPack, *, by: Person) -> StaffPackTaken:
    """Each download is kept."""
    made = StaffPackTaken.objects.create(pack=pack, by=by, at=clock.now())
    record("downloaded staff pack", made, by=by, inspection=pack.inspection.ref)
    return made
