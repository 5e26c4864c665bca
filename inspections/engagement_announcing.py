"""What the programme page and the next lead are told: marks, gaps, what there is to read (SELF-01, AEM-03)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts import clock
from inspections import background, engagement_queries, intelligence, strands
from inspections.intelligence import Offer
from inspections.models import EngagementLetter, EngagementMeeting, IntelligenceItem, SelfEvaluation
from inspections.models.programme import TITLE
from inspections.strands import Mark

EVALUATIONS, MEETINGS = "Self-evaluation", "Engagement meeting"


def announce_all() -> None:
    """Called once when the app starts."""
    strands.announce(evaluation_marks)
    strands.announce(meeting_marks)
    strands.missing(not_asked)
    background.announce(to_read)
    intelligence.announce(to_decide_on)


def evaluation_marks(first: date, last: date) -> Iterator[Mark]:
    """Each on the day it was shared, or asked for while it is not."""
    for row in _evaluations():
        day = clock.london(row.shared_at or row.asked_at).date()
        if first <= day <= last and first.year <= row.year <= last.year:
            href = reverse("self_evaluation_detail", args=[row.year])
            yield Mark(EVALUATIONS, str(row), day, None, row.state_label.lower(), href)


def _evaluations() -> list[SelfEvaluation]:
    """One a year, so all of them are few."""
    return strands.once("self-evaluations", lambda: list(SelfEvaluation.objects.all()))


def meeting_marks(first: date, last: date) -> Iterator[Mark]:
    # A meeting stands in its own year, whenever in it it was held.
    for row in EngagementMeeting.objects.filter(year__range=(first.year, last.year)):
        day = row.held_on or row.date
        if first <= day <= last:
            href = reverse("engagement_meeting_detail", args=[row.year])
            yield Mark(MEETINGS, str(row), day, None, row.state_label.lower(), href, row.not_agreed)


def not_asked(year: int) -> Iterator[str]:
    """Only Ofsted's own omission is named: what Cafcass does not share is no gap (SELF-02)."""
    if year <= clock.today().year and year not in {row.year for row in _evaluations()}:
        yield f"Self-evaluation {year} has not been asked for."


def to_read() -> Iterator[background.Row]:
    """For the pre-inspection analysis: what Cafcass shared, the notes of meetings, the letters that went."""
    for evaluation in SelfEvaluation.objects.exclude(shared_at=None):
        assert evaluation.shared_at
        href = reverse("self_evaluation_detail", args=[evaluation.year])
        yield background.Row(str(evaluation), clock.london(evaluation.shared_at).date(), href)
    for note in engagement_queries.intelligence():
        assert note.meeting.held_on
        href = reverse("engagement_meeting_detail", args=[note.meeting.year])
        yield background.Row(f"Engagement note: {note.text[:80]}", note.meeting.held_on, href)
    for letter in EngagementLetter.objects.exclude(sent_at=None).select_related("meeting"):
        assert letter.sent_at
        href = reverse("engagement_letter", args=[letter.meeting.year])
        yield background.Row(str(letter), clock.london(letter.sent_at).date(), href)


def to_decide_on() -> Iterator[Offer]:
    """What a programme decision can rest on: what was shared, notes of meetings, weaknesses that stand (SELF-14)."""
    for evaluation in SelfEvaluation.objects.exclude(shared_at=None):
        assert evaluation.shared_at
        day = clock.london(evaluation.shared_at).date()
        kind = IntelligenceItem.Kind.SELF_EVALUATION
        yield Offer(f"self-evaluation-{evaluation.year}", kind, str(evaluation), day, "As Cafcass shared it.")
    for each in engagement_queries.weaknesses():
        source = f"{each.evaluation}: a weakness that Cafcass itself reports"[:TITLE]
        noted = clock.london(each.at).date()
        kind = IntelligenceItem.Kind.WEAKNESS
        yield Offer(f"weakness-{each.pk}", kind, source, noted, each.text, each.credible_plan)
    for note in engagement_queries.intelligence():
        assert note.meeting.held_on
        kind = IntelligenceItem.Kind.ENGAGEMENT
        yield Offer(f"engagement-note-{note.pk}", kind, str(note.meeting), note.meeting.held_on, note.text)
