"""What is owed about staff: the lead's word on another meeting (NOTI-12), and an open matter of well-being (ENG-09)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from fieldwork.models import Meeting, StaffUpset
from fieldwork.models.meeting import ASKED_BY_LEAD
from fieldwork.workflow import DECLINED, DID_NOT_HAPPEN
from inspections.queries import leads_of
from inspections.workflow import State

IN_FIELD = (State.ANNOUNCED, State.FIELDWORK_ENDED)
AGREE = "Agree to another meeting with staff, or say that it does not take place"
CLOSE = "Well-being of staff: say who was told and whose advice was taken"


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Four queries at most. The titles name nobody: they go by mail."""
    yield from _to_agree(day, person)
    yield from _upset(person)


def _to_agree(day: date, person: Person | None) -> Iterator[Due]:
    """From the day of the meeting on."""
    waiting = Meeting.objects.filter(kind__in=ASKED_BY_LEAD, day__lte=day, inspection__state__in=IN_FIELD)
    waiting = waiting.exclude(lead_agreed=Meeting.Agreed.AGREED).exclude(state__in=[DECLINED, DID_NOT_HAPPEN])
    for lead, meeting in _with_leads(list(waiting.select_related("inspection")), person):
        page = reverse("meeting_agree", args=[meeting.inspection.ref, meeting.pk])
        yield Due(f"meeting-agree-{meeting.pk}", lead, meeting.day, AGREE, page, meeting.inspection.ref)


def _upset(person: Person | None) -> Iterator[Due]:
    """Until it is closed: whoever recorded it, and the lead."""
    found = list(StaffUpset.objects.filter(state="open").select_related("inspection", "by"))
    owed = [(row.by, row) for row in found if person in (None, row.by)]
    owed += list(_with_leads(found, person))
    for who, row in {(who.pk, row.pk): (who, row) for who, row in owed}.values():
        page = reverse("staff_upset_detail", args=[row.inspection.ref, row.pk])
        yield Due(f"staff-upset-{row.pk}", who, clock.london(row.at).date(), CLOSE, page, row.inspection.ref)


def _with_leads(rows: list[Any], person: Person | None) -> Iterator[tuple[Person, Any]]:
    """Each row with the leads of its inspection."""
    leads = leads_of({row.inspection_id for row in rows}) if rows else {}
    for row in rows:
        for lead in leads.get(row.inspection_id, ()):
            if person in (None, lead):
                yield lead, row
