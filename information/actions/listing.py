"""The child-level list: checked before it is sent, and sent with what is known to be wrong in it."""

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, require
from files import uploads
from files.actions import safe_name
from files.uploads import Arrived
from framework.versions import version
from information.actions.answers import item_taken, step
from information.actions.requests import taken
from information.asked import numbered
from information.listing import check, fields_for
from information.models import AnnexFile, AnnexRequest, ListCheck
from information.rules import annex as rules


@transaction.atomic
def check_list(request: AnnexRequest, arrived: Arrived, content: bytes, *, by: Person) -> ListCheck:
    """Keeps the file where only Cafcass sees it, with every fault found. Raises Invalid for what is no list at all."""
    row = taken(request)
    rules.may_give_anything(row, by)
    pinned = version(row.framework_version)
    fields, source = fields_for(pinned)
    found = check(content, fields, version(source).files.annex_a, clock.today())
    if found.refused:
        raise Invalid("documents", found.refused)
    ref = row.inspection.ref
    faults = [[fault.row, fault.column, fault.reason] for fault in found.faults]
    upload = uploads.receive(arrived, by=by, inspection=ref)
    made = ListCheck.objects.create(request=row, upload=upload, rows=found.rows, faults=faults, by=by)
    record("checked list", made, by=by, inspection=ref, after=f"{len(faults)} faults")
    return made


@transaction.atomic
def send_list(checked: ListCheck, *, by: Person) -> AnnexFile:
    """It becomes the file of its item: sealed for everybody but the analyst, who reads how many faults are known."""
    request = taken(checked.request)
    rules.may_give_anything(request, by)
    held = ListCheck.objects.select_related("upload").get(pk=checked.pk)
    require(held.sent_at is None, "This list is sent already.")
    item = request.items.filter(child_level=True).first()
    require(item, "This request asks for no list of children.")
    assert item
    item.request = request
    held.sent_at = clock.now()
    held.save(update_fields=["sent_at"])
    name = safe_name(numbered(item.number, held.upload.name))
    made = AnnexFile.objects.create(request=request, item=item, upload=held.upload, name=name)
    known = f"{held.rows} rows, with {len(held.faults)} known problem{'' if len(held.faults) == 1 else 's'}"
    step(item_taken(item), "give", by=by, text=known, not_held_reason="", same_as=None)
    record("sent list", made, by=by, inspection=request.inspection.ref, after=item.number)
    return made
