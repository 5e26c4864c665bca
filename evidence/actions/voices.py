"""The lead says why some ways of hearing children and families were not used (VOICE-01)."""

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from evidence.models import VoiceNote
from evidence.queries.voices import voices
from evidence.rules import refuse_unless
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import permit


@transaction.atomic
def note_voices(inspection: Inspection, *, note: str, by: Person) -> VoiceNote:
    """Raises NotAllowed, and Invalid without a note."""
    row = locked(inspection)
    permit(by, row, Thing.COVERAGE, Verb.EDIT, "Only the lead inspector says why they were not used.")
    unused = [way.code for way in voices(row).unused]
    require(unused, "Every way of hearing children and families is used.")
    refuse_unless(bool(note.strip()), "note", "Enter why these were not used.", "VOICE-01")
    made = VoiceNote.objects.create(inspection=row, unused=unused, note=note, by=by)
    record("noted unused voices", made, by=by, inspection=row.ref)
    return made
