"""Saying whom a note is about, without a name (EVID-24)."""

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from evidence import rules
from evidence.initials import plain_initials
from evidence.models import Document, Head, NoteChild
from evidence.queries.children import child_of


@transaction.atomic
def say_child(document: Document, *, initials: str, awaited: bool, by: Person) -> None:
    """Appends a row where it differs from what was said before. Raises Invalid beside `initials`."""
    plain = plain_initials(initials)
    before = child_of(document)
    if (plain, awaited) == ((before.initials, before.awaited) if before else ("", False)):
        return
    rules.may_revise(by, document)
    row = NoteChild.objects.create(document=document, initials=plain, awaited=awaited, by=by, at=clock.now())
    Head.objects.filter(document=document).update(reference_awaited=awaited)
    record("said whom it is about", row, by=by, inspection=document.inspection.ref)
