"""The dates of a timetable that a person owes: the call, the end of fieldwork, the draft and the final version."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from accounts.access import Role
from accounts.due import Due
from accounts.models import Person
from inspections.models import Inspection, TeamMember
from inspections.workflow import State, reached
from scheduling.models import TimelineDate

# The milestone, the state in which it is done, what it is called in a mail, and the page on which it is done. All are
# the lead's. What is Cafcass's to do, or the clock's, is nobody's to be reminded of.
OWED = {
    "notification": (State.ANNOUNCED, "Call the chief executive and record it", "announcement"),
    "fieldwork_end": (State.FIELDWORK_ENDED, "Confirm the end of fieldwork", "fieldwork_end"),
    "draft": (State.DRAFT_SENT, "Send the draft", "inspection_detail"),
    "final": (State.FINAL_SENT, "Send the final version", "inspection_detail"),
}
DONE = (State.PUBLISHED, State.CANCELLED)


def due(day: date) -> Iterator[Due]:
    """Two queries, whatever the number of inspections."""
    going = {each.timeline_id: each for each in Inspection.objects.exclude(state__in=DONE)}
    leads = _leads([each.pk for each in going.values()]) if going else {}
    rows = TimelineDate.objects.filter(timeline__in=going, code__in=OWED, actual=False)
    for row in rows.filter(Q(end=None, date__lte=day) | Q(end__lte=day)).order_by("date", "id"):
        inspection = going[row.timeline_id]
        state, title, page = OWED[row.code]
        lead = leads.get(inspection.pk)
        if lead and not reached(inspection.state, state):
            address = reverse(page, args=[inspection.ref])
            yield Due(f"{row.code}-{inspection.ref}", lead, row.last, title, address, inspection.ref)


def _leads(inspections: list[int]) -> dict[int, Person]:
    held = TeamMember.objects.current().filter(inspection__in=inspections, role=Role.LEAD).select_related("person")
    return {member.inspection_id: member.person for member in held}
