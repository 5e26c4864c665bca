"""What is owed about meetings with people: what is open after one was held, and whether one took place at all."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.due import Due
from accounts.models import Person
from fieldwork.models import Meeting
from fieldwork.queries.meetings import open_gaps, with_open_things
from fieldwork.workflow import HELD, OPEN
from inspections.models import TeamMember
from inspections.workflow import State
from scheduling.queries import calendar

# By the next working day everything is settled: people still remember it.
WORKING_DAYS = 1
SETTLE = "Settle what is open about a meeting"
SAY = "Say whether a meeting took place"


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """In the field, of everybody or of one person. Three queries. The titles name nobody: they go by mail."""
    going = Q(inspection__state__in=[State.ANNOUNCED, State.FIELDWORK_ENDED])
    on_team = TeamMember.objects.current().filter(inspection=OuterRef("inspection"), person=OuterRef("inspector"))
    past = Meeting.objects.filter(going, Exists(on_team), state__in=[*OPEN, HELD], day__lt=day)
    past = past.filter(inspector=person) if person else past
    owed = [each for each in with_open_things(past) if each.state in OPEN or open_gaps(each)]
    days = calendar() if owed else None
    for meeting in owed:
        by = days.offset(meeting.day, WORKING_DAYS) if days else day
        if by <= day:
            yield _owed(meeting, by)


def _owed(meeting: Meeting, by: date) -> Due:
    kind, title, page = ("settle", SETTLE, "meeting_card") if meeting.state == HELD else ("say", SAY, "meeting_detail")
    address = reverse(page, args=[meeting.inspection.ref, meeting.pk])
    return Due(f"meeting-{kind}-{meeting.pk}", meeting.inspector, by, title, address, meeting.inspection.ref)
