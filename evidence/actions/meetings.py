"""Saying from which meeting with people a note comes."""

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from evidence import rules
from evidence.models import Document, NoteMeeting
from evidence.queries.meetings import meeting_of
from fieldwork.models import Meeting


@transaction.atomic
def say_meeting(document: Document, meeting: Meeting | None, *, by: Person) -> None:
    """Appends a row where it differs from what was said before. Raises NotAllowed, Invalid for another's meeting."""
    before = meeting_of(document)
    if (before.pk if before else None) == (meeting.pk if meeting else None):
        return
    rules.may_revise(by, document)
    own = meeting is None or meeting.inspection_id == document.inspection_id
    rules.refuse_unless(own, "meeting", "This is not a meeting of this inspection.")
    row = NoteMeeting.objects.create(document=document, meeting=meeting, by=by, at=clock.now())
    record("named the meeting of", row, by=by, inspection=document.inspection.ref)
