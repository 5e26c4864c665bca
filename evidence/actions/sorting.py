"""Saying of a piece of evidence what sort of source it is, and which lines of enquiry it bears on."""

from collections.abc import Collection

from django.db import transaction

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from evidence import rules
from evidence.kinds import KINDS
from evidence.models import Document, LateCounted, OnLine, OutstandingExample, SourceSaid
from evidence.models.line import late
from evidence.queries.sorting import lines_of_document, said_of
from framework.versions import version
from information.models import LineOfEnquiry
from information.workflow import CLOSED
from inspections.lifecycle import locked
from inspections.roles import permit


@transaction.atomic
def say_source(document: Document, *, kind: str, voice: str, by: Person) -> None:
    """Appends a row where it differs from what was said before. Raises NotAllowed, Invalid for unknown codes."""
    before = said_of(document)
    if (before.kind, before.voice) == (kind, voice):
        return
    rules.may_revise(by, document)
    known = version(document.inspection.framework_version).files.evidence
    rules.refuse_unless(KINDS[document.kind].is_source, "source_kind", "A summary is no source of its own.")
    kinds, voices = ({each.code for each in every} for every in (known.source_kinds, known.voice_sources))
    rules.refuse_unless(not kind or kind in kinds, "source_kind", "Select one of the kinds of source.")
    rules.refuse_unless(not voice or voice in voices, "voice", "Select one of the ways of hearing children.")
    row = SourceSaid.objects.create(document=document, kind=kind, voice=voice, by=by, at=clock.now())
    record("named the kind of source of", row, by=by, inspection=document.inspection.ref)


@transaction.atomic
def say_lines(document: Document, lines: Collection[LineOfEnquiry], *, by: Person) -> None:
    """The document bears on these lines and on no other. What comes to a closed one is marked as late (EVID-20)."""
    before, wanted = lines_of_document(document), {each.pk: each for each in lines}
    if before.keys() == wanted.keys():
        return
    rules.may_revise(by, document)
    own = all(each.inspection_id == document.inspection_id for each in lines)
    rules.refuse_unless(own, "lines", "This is not a line of enquiry of this inspection.")
    for line in [*wanted.values(), *before.values()]:
        if (line.pk in wanted) != (line.pk in before):
            _say(document, line, line.pk in wanted, by)


def _say(document: Document, line: LineOfEnquiry, on: bool, by: Person) -> None:
    # The line is held, so that one which is closed at this moment is seen to be.
    held = LineOfEnquiry.objects.select_for_update().get(pk=line.pk)
    is_late = on and held.state == CLOSED
    row = OnLine.objects.create(document=document, line=held, on=on, after_closing=is_late, by=by, at=clock.now())
    verb = "put on a line of enquiry" if on else "took off a line of enquiry"
    record(verb, row, by=by, inspection=document.inspection.ref, after=f"L{held.number}")


@transaction.atomic
def say_example(document: Document, on: bool, *, by: Person) -> None:
    """A summary is an example of outstanding practice, or not after all (EVID-22)."""
    if on == OutstandingExample.objects.standing().filter(document=document).exists():
        return
    rules.may_revise(by, document)
    row = OutstandingExample.objects.create(document=document, on=on, by=by, at=clock.now())
    verb = "named as outstanding practice" if on else "no longer named as outstanding practice"
    record(verb, row, by=by, inspection=document.inspection.ref)


@transaction.atomic
def count_late(line: LineOfEnquiry, *, by: Person) -> int:
    """The lead counts everything that came after the line was closed; returns how much that was (EVID-20)."""
    row = locked(line.inspection)
    permit(by, row, Thing.LINE_OF_ENQUIRY, Verb.DECIDE, "Only the lead inspector counts what came after the closing.")
    found = list(late(OnLine.objects.standing().filter(line=line)))
    for each in found:
        counted = LateCounted.objects.create(on_line=each, by=by)
        record("counted late evidence", counted, by=by, inspection=row.ref, after=f"L{line.number}")
    return len(found)
