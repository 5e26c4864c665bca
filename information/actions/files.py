"""Files of Annex A: given, matched by number, placed from the tray, sealed by whoever gave them, opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid
from files import uploads
from files.actions import safe_name
from files.uploads import Arrived, content_of
from framework.versions import version
from framework.versions.shapes.information import Field
from information.actions.answers import item_taken, step
from information.actions.requests import taken
from information.asked import number_of, numbered
from information.listing import HEAD_BYTES, LIST_ENDINGS, MOST_BYTES, PACKED, fields_for, is_list
from information.models import AnnexFile, AnnexItem, AnnexReading, AnnexRequest
from information.rules import annex as rules
from information.workflow import ITEM


@dataclass
class Given:
    """What became of the files of one sending: with their items, in the tray, or here already."""

    placed: list[AnnexFile] = field(default_factory=list)
    tray: list[AnnexFile] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """One sentence for whoever sent them."""
        parts = [f"{len(self.placed)} with {'its item' if len(self.placed) == 1 else 'their items'}"]
        if any(file.item and file.item.child_level for file in self.placed):
            parts.append("the list of children among them is checked by itself; its own page says what is found")
        if self.tray:
            parts.append(f"{len(self.tray)} in the tray, because no item's number begins the name")
        if self.again:
            names = ", ".join(f"“{name}”" for name in self.again)
            parts.append(f"{len(self.again)} not taken a second time, because the same file is here: {names}")
        return f"Received: {'; '.join(parts)}."


@transaction.atomic
def give_files(
    request: AnnexRequest, arrived: Iterable[Arrived], *, item: AnnexItem | None = None, by: Person
) -> Given:
    """Every file with the item whose number its name begins with, or all with `item`; the rest waits in the tray.

    A list of children is known by the names of its columns too.

    A file that is here already is passed over, so that a sending that broke off can simply be sent again.
    """
    files = list(arrived)
    lists = _lists(request, files) if item is None else frozenset()
    row = taken(request)
    if item is None:
        rules.may_give_anything(row, by)
    else:
        item.request = row
        rules.may_give(item, by)
    items = {each.number: each for each in row.items.all()}
    standing = {each.upload.sha256 for each in row.files.filter(sealed_at=None).select_related("upload")}
    given = Given()
    of_list = next((each for each in items.values() if each.child_level), None)
    for each in files:
        if each.sha256 in standing:
            given.again.append(each.name)
            continue
        standing.add(each.sha256)
        target = item or items.get(number_of(each.name, set(items))) or (of_list if each.key in lists else None)
        (given.placed if target else given.tray).append(_receive(row, target, each, by))
    # One step for each item, however many files came for it.
    for target in {file.item_id: file.item for file in given.placed if file.item}.values():
        _given(target, row, by)
    return given


def _lists(request: AnnexRequest, files: Iterable[Arrived]) -> frozenset[str]:
    """The keys of those that are lists of children by their first line."""
    fields, _ = fields_for(version(request.framework_version))
    maybe = [each for each in files if each.name.lower().endswith(LIST_ENDINGS) and each.size <= MOST_BYTES]
    return frozenset(each.key for each in maybe if _is_list(each, fields))


def _is_list(file: Arrived, fields: Sequence[Field]) -> bool:
    """Of text the first line is enough; a workbook is opened whole."""
    head = content_of(file, HEAD_BYTES)
    return is_list(content_of(file) if head.startswith(PACKED) else head, fields)


def _receive(request: AnnexRequest, item: AnnexItem | None, arrived: Arrived, by: Person) -> AnnexFile:
    ref = request.inspection.ref
    upload = uploads.receive(arrived, by=by, inspection=ref)
    name = _named(item, arrived.name)
    made = AnnexFile.objects.create(request=request, item=item, upload=upload, name=name)
    record("gave file", made, by=by, inspection=ref, after=item.number if item else "tray")
    return made


def _named(item: AnnexItem | None, name: str) -> str:
    return safe_name(numbered(item.number, name)) if item else name


def _given(item: AnnexItem, request: AnnexRequest, by: Person) -> None:
    row = AnnexItem.objects.get(pk=item.pk)
    row.request = request
    step(row, "give", by=by, not_held_reason="", same_as=None)


@transaction.atomic
def place_file(file: AnnexFile, item: AnnexItem, *, by: Person) -> AnnexFile:
    """Out of the tray; from now on Ofsted sees it."""
    request = taken(file.request)
    rules.may_give_anything(request, by)
    row = AnnexFile.objects.select_related("upload").get(pk=file.pk)
    if row.sealed or row.item_id is not None:
        raise Invalid("", f"“{row.name}” is not in the tray any more.")
    if item.request_id != request.pk:
        raise Invalid("", "Select an item of this list.")
    row.item, row.name = item, _named(item, row.upload.name)
    row.save(update_fields=["item", "name"])
    record("placed file", row, by=by, inspection=request.inspection.ref, before="tray", after=item.number)
    _given(item, request, by)
    return row


@transaction.atomic
def seal_file(file: AnnexFile, *, by: Person) -> AnnexFile:
    """At once nobody can open it any more. The bytes stay as they came; the item waits again if it was the last."""
    request = taken(file.request)
    row = AnnexFile.objects.select_related("upload__made_by", "item").get(pk=file.pk)
    row.request = request
    rules.may_seal(row, by)
    row.sealed_at, row.sealed_by = clock.now(), by
    row.save(update_fields=["sealed_at", "sealed_by"])
    record("sealed file", row, by=by, inspection=request.inspection.ref)
    if row.item and not row.item.files.filter(sealed_at=None).exists():
        for item in [item_taken(row.item), *row.item.standing_for.all()]:
            item.request = request
            # What pointed to it has nothing to point to any more.
            if ITEM.allows(item.state, "empty"):
                step(item, "empty", by=by, same_as=None)
    return row


@transaction.atomic
def open_file(file: AnnexFile, *, by: Person) -> AnnexFile:
    """Keeps that somebody of the team opened it, and when. The caller sends it afterwards."""
    rules.must_be_for_them(file, by, file.request.inspection)
    AnnexReading.objects.create(file=file, person=by)
    record("opened file", file, by=by, inspection=file.request.inspection.ref)
    return file
