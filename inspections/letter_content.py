"""What the letter says: how its sections begin, the content that is printed and sent, and what still bars it."""

import hashlib
import json
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from framework.versions.shapes.information import LetterSection
from framework.wording import GradeWord, grade_words
from inspections import engagement_queries as queries
from inspections.models import AgendaItem, EngagementLetter, EngagementMeeting
from inspections.wording import spoken

Content = dict[str, Any]


def same_day_later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day where it has none (AEM-10)."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def sections_of(meeting: EngagementMeeting) -> tuple[LetterSection, ...]:
    return meeting.framework.files.engagement.annual_engagement_meeting.letter.contents


def first_texts(meeting: EngagementMeeting) -> dict[str, str]:
    """Each section as the record of the meeting fills it; "" where it has nothing (AEM-13)."""
    items = queries.agenda_of(meeting)
    return {section.code: _filled(section.fills, meeting, items) for section in sections_of(meeting)}


def _filled(fills: str, meeting: EngagementMeeting, items: list[AgendaItem]) -> str:
    if fills == "attendance":
        return _attendance(meeting)
    if fills == "accounts":
        said = [f"{item.label}: {item.account}" for item in items if item.covered and item.account.strip()]
        return "\n".join(said)
    account = next((item.account for item in items if fills and item.code == fills), "")
    # The timing was asked for in words of its own; it belongs to the agenda's last item.
    last = [item.code for item in items if item.code][-1:] == [fills]
    return account or (meeting.next_timing if last else "")


def _attendance(meeting: EngagementMeeting) -> str:
    came = [attendee for attendee in queries.attendees_of(meeting) if attendee.came]
    assert meeting.held_on
    lines = [f"We met on {spoken(meeting.held_on)}. {meeting.chair.name} chaired for Ofsted."]
    for side, words in (("ofsted", "From Ofsted"), ("cafcass", "From Cafcass")):
        names = "; ".join(str(attendee) for attendee in came if attendee.side == side)
        lines += [f"{words}: {names}."] if names else []
    return "\n".join(lines)


def content_of(letter: EngagementLetter) -> Content:
    """Everything that the letter says, as one structure. It has no field for a judgement (AEM-12)."""
    meeting = letter.meeting
    texts = {row.section: row.text for row in letter.texts.all()}
    framework = meeting.framework
    assert meeting.held_on
    return {
        "title": f"Annual engagement meeting {meeting.year}",
        "year": meeting.year,
        "held_on": meeting.held_on.isoformat(),
        "chair": meeting.chair.name,
        "addressee": "Chief executive, Cafcass",
        "publisher": framework.files.about.publisher,
        "framework": framework.title,
        "legal_basis": framework.legal_basis,
        "sections": [
            {"code": each.code, "label": each.label, "text": texts.get(each.code, "")} for each in sections_of(meeting)
        ],
    }


def sha256_of(content: Content) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Questioned:
    """A grade word in one section, and the ground on which it was confirmed ("" while it was not)."""

    section: str
    found: GradeWord
    ground: str


def questioned(letter: EngagementLetter) -> list[Questioned]:
    """Every grade word of the letter as it stands; a sentence that changed is asked about again (AEM-12)."""
    labels = [grade.label for grade in letter.meeting.framework.grades]
    grounds = {(row.sentence, row.word): row.ground for row in letter.grounds.all()}
    return [
        Questioned(section["label"], word, grounds.get((word.sentence, word.word), ""))
        for section in content_of(letter)["sections"]
        for word in grade_words(section["text"], labels)
    ]


def empty_sections(content: Content) -> list[str]:
    """Sections with nothing in them; "none agreed" is something (AEM-13)."""
    return [section["label"] for section in content["sections"] if not section["text"].strip()]
