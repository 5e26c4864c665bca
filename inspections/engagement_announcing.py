"""What the programme page and the next lead are told: marks, gaps, what there is to read (SELF-01, AEM-03)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts import clock
from inspections import background, strands
from inspections.engagement_queries import intelligence, weaknesses
from inspections.models import EngagementLetter, EngagementMeeting, SelfEvaluation
from inspections.strands import Mark

EVALUATIONS, MEETINGS = "Self-evaluation", "Engagement meeting"
LONGEST_SOURCE = 160


@dataclass(frozen=True)
class Citable:
    """What a programme decision may rest on, with the fields under which the programme takes it (PROG-03, SELF-14)."""

    key: str
    kind: str
    source: str
    day: date
    summary: str
    credible_plan: bool = False


def announce_all() -> None:
    """Called once when the app starts."""
    strands.announce(evaluation_marks)
    strands.announce(meeting_marks)
    strands.missing(not_asked)
    background.announce(to_read)


def evaluation_marks(first: date, last: date) -> Iterator[Mark]:
    """Each on the day it was shared, or asked for while it is not."""
    for row in SelfEvaluation.objects.filter(year__range=(first.year, last.year)):
        day = clock.london(row.shared_at or row.asked_at).date()
        if first <= day <= last:
            href = reverse("self_evaluation_detail", args=[row.year])
            yield Mark(EVALUATIONS, str(row), day, None, row.state_label.lower(), href)


def meeting_marks(first: date, last: date) -> Iterator[Mark]:
    # A meeting stands in its own year, whenever in it it was held.
    for row in EngagementMeeting.objects.filter(year__range=(first.year, last.year)):
        day = row.held_on or row.date
        if first <= day <= last:
            href = reverse("engagement_meeting_detail", args=[row.year])
            yield Mark(MEETINGS, str(row), day, None, row.state_label.lower(), href, row.not_agreed)


def not_asked(year: int) -> Iterator[str]:
    """Only Ofsted's own omission is named: what Cafcass does not share is no gap (SELF-02)."""
    if year <= clock.today().year and not SelfEvaluation.objects.filter(year=year).exists():
        yield f"Self-evaluation {year} has not been asked for."


def to_read() -> Iterator[background.Row]:
    """For the pre-inspection analysis: what Cafcass shared, the notes of meetings, the letters that went."""
    for evaluation in SelfEvaluation.objects.exclude(shared_at=None):
        assert evaluation.shared_at
        href = reverse("self_evaluation_detail", args=[evaluation.year])
        yield background.Row(str(evaluation), clock.london(evaluation.shared_at).date(), href)
    for note in intelligence():
        assert note.meeting.held_on
        href = reverse("engagement_meeting_detail", args=[note.meeting.year])
        yield background.Row(f"Engagement note: {note.text[:80]}", note.meeting.held_on, href)
    for letter in EngagementLetter.objects.exclude(sent_at=None).select_related("meeting"):
        assert letter.sent_at
        href = reverse("engagement_letter", args=[letter.meeting.year])
        yield background.Row(str(letter), clock.london(letter.sent_at).date(), href)


def citable() -> Iterator[Citable]:
    """Weaknesses that Cafcass itself reported, and notes of engagement meetings. Two queries."""
    for weakness in weaknesses():
        day = clock.london(weakness.at).date()
        source = f"{weakness.evaluation}: a weakness that Cafcass itself reports"[:LONGEST_SOURCE]
        yield Citable(f"weakness-{weakness.pk}", "weakness", source, day, weakness.text, weakness.credible_plan)
    for note in intelligence():
        assert note.meeting.held_on
        yield Citable(f"engagement-{note.pk}", "engagement", str(note.meeting), note.meeting.held_on, note.text)
