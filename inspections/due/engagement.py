"""What is due outside inspection: the engagement letter, and the self-evaluation as a suggestion (AEM-10, SELF-03)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts.access import Role
from accounts.due import Due
from accounts.models import Person
from accounts.queries import holders
from inspections.engagement_advice import last_day_of
from inspections.models import EngagementLetter, SelfEvaluation


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Everybody's, or one person's."""
    return (each for each in _every(day) if person is None or each.person == person)


def _every(day: date) -> Iterator[Due]:
    """Letters not sent, for whoever chaired; the self-evaluation asked for, which is never overdue. Few queries."""
    for letter in EngagementLetter.objects.filter(sent_at=None).select_related("meeting__chair"):
        year = letter.meeting.year
        yield Due(
            key=f"engagement-letter-{year}",
            person=letter.meeting.chair,
            day=letter.send_by,
            title=f"Send the letter after the engagement meeting of {year}",
            page=reverse("engagement_letter", args=[year]),
        )
    yield from _suggested(day)


def _suggested(day: date) -> Iterator[Due]:
    asked = SelfEvaluation.objects.filter(state="asked").exclude(expected_month=None)
    for evaluation in asked:
        assert evaluation.expected_month
        last = last_day_of(evaluation.expected_month)
        # Once the month has passed nobody is reminded: that would make a deadline of it.
        for person in holders(Role.LINK_PERSON) if day <= last else []:
            yield Due(
                key=f"self-evaluation-{evaluation.year}",
                person=person,
                day=last,
                title=f"Self-evaluation {evaluation.year}, if you would like to share one",
                page=reverse("own_self_evaluation", args=[evaluation.year]),
                suggestion=True,
            )
