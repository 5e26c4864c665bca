"""The meetings that notes come from, and what is open about them before such a note may be cited."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from accounts.access import Thing, Verb
from accounts.models import Person
from evidence.models import Document, NoteMeeting
from fieldwork import links
from fieldwork.models import Meeting
from fieldwork.queries.meetings import choosable, open_gaps
from fieldwork.workflow import HELD
from inspections.models import Inspection

NOT_HELD = "that the meeting was held"


@dataclass(frozen=True)
class Open:
    """What is open about the meeting of a note, and who held it and so settles it."""

    meeting: Meeting
    words: tuple[str, ...]

    @property
    def settled_by(self) -> str:
        return str(self.meeting.inspector)


def open_about(meeting: Meeting) -> Open | None:
    """None when nothing is; the talks about risks come along with the meeting."""
    held = () if meeting.state == HELD else (NOT_HELD,)
    words = (*held, *(gap.words for gap in open_gaps(meeting)))
    return Open(meeting, words) if words else None


def meetings_of(documents: Collection[UUID]) -> dict[UUID, Meeting]:
    """By document, the meeting that was said last. At most two queries."""
    rows = NoteMeeting.objects.filter(document__in=documents).order_by("id")
    rows = rows.select_related("meeting__inspector").prefetch_related("meeting__risk_talks")
    said = {row.document_id: row.meeting for row in rows}
    return {document: meeting for document, meeting in said.items() if meeting}


def meeting_of(document: Document) -> Meeting | None:
    return meetings_of([document.pk]).get(document.pk)


def open_of(documents: Collection[UUID]) -> dict[UUID, Open]:
    """Those of the notes that cannot be cited because of their meeting."""
    found = {document: open_about(meeting) for document, meeting in meetings_of(documents).items()}
    return {document: each for document, each in found.items() if each}


def choices(inspection: Inspection, person: Person) -> list[tuple[str, str]]:
    """The meetings that a note may come from, for its form."""
    return [(str(each.pk), _label(each)) for each in choosable(inspection, person)]


def _label(meeting: Meeting) -> str:
    at = f", {meeting.starts:%H:%M}" if meeting.starts else ""
    return f"{meeting}{at}{f' · {meeting.case_ref}' if meeting.case_ref else ''}"


def announce_offer() -> None:
    """A button on the meeting's page for who may write a note."""

    def address(meeting: Meeting) -> str:
        return f"{reverse('note_create', args=[meeting.inspection.ref])}?meeting={meeting.pk}"

    links.announce(links.Offer("Write a note of it", Thing.NOTE, Verb.CREATE, address))
