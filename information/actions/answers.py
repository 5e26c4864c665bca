"""What becomes of an item in words: not held, the same as another, returned, accepted; each step is kept."""

from typing import Any

from django.db import transaction

from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Invalid
from information.actions.requests import taken
from information.models import AnnexItem, AnnexStep
from information.rules import annex as rules
from information.workflow import ITEM


def item_taken(item: AnnexItem) -> AnnexItem:
    """The item with its request locked."""
    request = taken(item.request)
    row = AnnexItem.objects.select_related("same_as").get(pk=item.pk)
    row.request = request
    return row


def step(row: AnnexItem, name: str, *, by: Person, text: str = "", **values: Any) -> AnnexItem:
    """Takes a step of an item and keeps it. The caller asked the rule."""
    before, row.state = row.state, ITEM.target(row.state, name)
    for field, value in values.items():
        setattr(row, field, value)
    row.version += 1
    row.save(update_fields=["state", "version", *values])
    made = AnnexStep.objects.create(item=row, step=name, after=row.state, text=text, by=by)
    ref = row.request.inspection.ref
    record(f"{name} item", row, by=by, inspection=ref, before=before, after=made.after)
    return row


@transaction.atomic
def say_not_held(item: AnnexItem, *, reason: str, version: int | None = None, by: Person) -> AnnexItem:
    """A whole answer: Annex A asks for what Cafcass is thought to keep already (NOTI-05)."""
    row = item_taken(item)
    rules.may_answer(row, by)
    check_version(row.version, version)
    rules.may_take(row, "not_hold")
    rules.must_not_be_pointed_at(row, "reason")
    return step(row, "not_hold", by=by, text=reason, not_held_reason=reason, same_as=None)


@transaction.atomic
def say_same_as(item: AnnexItem, other: AnnexItem, *, version: int | None = None, by: Person) -> AnnexItem:
    """Another item's files hold the answer to this one too; nothing is sent twice."""
    row = item_taken(item)
    rules.may_answer(row, by)
    check_version(row.version, version)
    rules.may_take(row, "point")
    if other.pk == row.pk or other.request_id != row.request_id:
        raise Invalid("other", "Select another item of this list.")
    rules.must_not_be_pointed_at(row, "other")
    rules.must_hold_files(other)
    return step(row, "point", by=by, text=other.number, same_as=other, not_held_reason="")


@transaction.atomic
def return_item(item: AnnexItem, *, reason: str, version: int | None = None, by: Person) -> AnnexItem:
    """Cafcass reads the reason and can give more; what it gave stays where it is."""
    row = item_taken(item)
    rules.may_decide(row, by)
    check_version(row.version, version)
    rules.may_take(row, "return")
    return step(row, "return", by=by, text=reason, return_reason=reason, not_held_reason="", same_as=None)


@transaction.atomic
def accept_item(item: AnnexItem, *, version: int | None = None, by: Person) -> AnnexItem:
    """Checked: files, "not held" and "same as" alike (OFF-03)."""
    row = item_taken(item)
    files = row.files.filter(sealed_at=None).select_related("upload")
    check_version(row.version, version)
    rules.may_accept(row, by, [file.upload for file in files])
    return step(row, "accept", by=by)
