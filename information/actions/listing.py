"""The child-level list: checked before it is sent, and sent with what is known to be wrong in it."""

from django.db import transaction
from django.db.models import Q

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Invalid, require
from files import uploads
from files.actions import safe_name
from files.checking import by_content
from files.destroying import destroy
from files.models import Upload
from files.uploads import Arrived
from framework.versions import version
from information.actions.answers import item_taken, step
from information.actions.requests import taken
from information.asked import numbered
from information.listing import check, fields_for
from information.models import AnnexFile, AnnexRequest, ListCheck, NameHash
from information.rules import annex as rules
from inspections.models import Inspection


@transaction.atomic
def check_list(request: AnnexRequest, arrived: Arrived, content: bytes, *, by: Person) -> ListCheck:
    """Keeps the file where only Cafcass sees it, with every fault found. Raises Invalid for what is no list at all."""
    row = taken(request)
    rules.may_give_anything(row, by)
    if same := _the_same(row, arrived):
        return same
    if held := by_content(arrived.name, content).held:
        raise Invalid("documents", held)
    fields, source = fields_for(version(row.framework_version))
    found = check(content, fields, version(source).files.annex_a, clock.today())
    if found.refused:
        raise Invalid("documents", found.refused)
    ref = row.inspection.ref
    faults = [[fault.row, fault.column, fault.reason] for fault in found.faults]
    upload = uploads.receive(arrived, by=by, inspection=ref)
    made = ListCheck.objects.create(request=row, upload=upload, rows=found.rows, faults=faults, by=by)
    record("checked list", made, by=by, inspection=ref, after=f"{len(faults)} faults")
    return made


def _the_same(request: AnnexRequest, arrived: Arrived) -> ListCheck | None:
    """The latest check where it is of the same bytes: they are kept once. Raises Invalid where they are sent."""
    latest = request.list_checks.select_related("upload").last()
    if latest is None or latest.upload.sha256 != arrived.sha256:
        return None
    if latest.sent_at and AnnexFile.objects.filter(upload=latest.upload, sealed_at=None).exists():
        raise Invalid("documents", "This is the list that you have sent: nothing in it has changed.")
    return None if latest.sent_at else latest


@transaction.atomic
def send_list(checked: ListCheck, *, necessary: str, seen: int | None = None, by: Person) -> AnnexFile:
    """It becomes the file of its item: sealed for everybody but the analyst, who reads how many faults are known.

    `necessary`: why Ofsted needs what is in it (DATA-01). `seen`: the number of the check that they were shown.
    Raises Stale where another list was checked meanwhile.
    """
    request = taken(checked.request)
    rules.may_give_anything(request, by)
    check_version(checked.pk, seen)
    held = ListCheck.objects.select_related("upload").get(pk=checked.pk)
    rules.must_be_unsent(held)
    require(not held.upload.held, f"“{held.upload.name}” was not let through: {held.upload.held_reason}")
    item = request.items.filter(child_level=True).first()
    require(item, "This request asks for no list of children.")
    assert item
    item.request = request
    held.sent_at = clock.now()
    held.save(update_fields=["sent_at"])
    name = safe_name(numbered(item.number, held.upload.name))
    made = AnnexFile.objects.create(request=request, item=item, upload=held.upload, name=name, necessary=necessary)
    known = f"{held.rows} rows, with {len(held.faults)} known problem{'' if len(held.faults) == 1 else 's'}"
    step(item_taken(item), "give", by=by, text=known, not_held_reason="", same_as=None)
    record("sent list", made, by=by, inspection=request.inspection.ref, after=item.number)
    return made


def destroy_lists(inspection: Inspection, by: Person | None) -> None:
    """Follows the steps that close an inspection, in their transaction: every list of children given for it, sent or
    only checked, sealed by whoever gave it or not, and the hashes of its names; the counts stay (DATA-01)."""
    given = Q(pk__in=AnnexFile.objects.filter(request__inspection=inspection, item__child_level=True).values("upload"))
    checked = Q(pk__in=ListCheck.objects.filter(request__inspection=inspection).values("upload"))
    reason = f"{inspection.state_label}: a list of children is kept no longer than the inspection needs it."
    for upload in Upload.objects.filter(given | checked).order_by("pk"):
        destroy(upload, reason=reason, by=by)
    NameHash.objects.filter(inspection=inspection).delete()
