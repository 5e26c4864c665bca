"""What a device says of a piece of evidence besides its words: never a reason to refuse or to hold the words."""

from typing import Any

from django.db import transaction

from accounts.refusals import Invalid, NotAllowed
from evidence.actions.children import say_child
from evidence.actions.sorting import say_lines, say_source
from evidence.field.reading import mended
from evidence.kinds import KINDS, NOTE
from evidence.models import Document, FieldSave, Revision, SaveContent
from evidence.queries.children import child_of
from evidence.queries.sorting import said_of
from framework.versions import version
from information.models import LineOfEnquiry

SAID = ("initials", "awaited", "source_kind", "voice", "lines")


def say(document: Document, save: FieldSave, extra: dict[str, Any], *, late: bool = False) -> None:
    """Only what differs from the save that this one was written over: what a page has changed since stays.

    `late` where something written over it stands already: then only what no save of the document has said.
    What cannot be said so is left out here, and stays in what the device sent.
    """
    if not extra.keys() & {*SAID}:
        return
    before, newer = _said_before(document, save), _said_by_others(document, save) if late else set()
    names = [name for name in SAID if name in extra and name not in newer]
    said = {name: extra[name] for name in names if extra[name] != before.get(name)}
    if not said:
        return
    document.inspection = save.inspection
    acts = (_source, _child) if KINDS[save.kind] is NOTE else ()
    for act in (*acts, _lines):
        try:
            with transaction.atomic():
                act(document, save, said)
        except (Invalid, NotAllowed):
            continue


def _said_before(document: Document, save: FieldSave) -> dict[str, Any]:
    """By the nearest save that it was written over and that stands in the document: what is held has said nothing."""
    seen, parent = {save.op}, save.parent
    while parent and parent not in seen:
        seen.add(parent)
        row = FieldSave.objects.filter(op=parent).select_related("content").first()
        if row is None:
            return {}
        if Revision.objects.filter(op=parent, document=document).exists():
            return dict(row.content.extra)
        parent = row.parent
    return {}


def _said_by_others(document: Document, save: FieldSave) -> set[str]:
    stand = Revision.objects.filter(document=document).exclude(op=save.op).values("op")
    return {
        name
        for extra in SaveContent.objects.filter(save_of__in=stand).values_list("extra", flat=True)
        for name in extra
    }


def _source(document: Document, save: FieldSave, said: dict[str, Any]) -> None:
    if not {"source_kind", "voice"} & said.keys():
        return
    lists, now = version(save.inspection.framework_version).files.evidence, said_of(document)
    kind, voice = said.get("source_kind", now.kind), said.get("voice", now.voice)
    kind = kind if kind in [each.code for each in lists.source_kinds] else ""
    voice = voice if voice in [each.code for each in lists.voice_sources] else ""
    say_source(document, kind=kind, voice=voice, by=save.author)


def _child(document: Document, save: FieldSave, said: dict[str, Any]) -> None:
    if not {"initials", "awaited"} & said.keys():
        return
    now = child_of(document)
    initials = mended(said["initials"]) if "initials" in said else now.initials if now else ""
    awaited = bool(said["awaited"]) if "awaited" in said else bool(now and now.awaited)
    try:
        say_child(document, initials=initials, awaited=awaited, by=save.author)
    except Invalid:
        # Whatever stood there may be a name: it is not written down a second time.
        say_child(document, initials=now.initials if now else "", awaited=awaited, by=save.author)


def _lines(document: Document, save: FieldSave, said: dict[str, Any]) -> None:
    given = said.get("lines")
    if not isinstance(given, list):
        return
    numbers = [int(each) for each in given if str(each).isascii() and str(each).isdigit() and len(str(each)) < 11]
    rows = LineOfEnquiry.objects.filter(inspection=save.inspection, pk__in=numbers)
    say_lines(document, list(rows), by=save.author)
