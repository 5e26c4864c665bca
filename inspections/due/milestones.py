"""The dates of a timetable that a person owes: the call, the end of fieldwork, the draft and the final version."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from accounts.access import Role
from accounts.due import Due
from inspections.models import TeamMember
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
    held = TeamMember.objects.current().filter(role=Role.LEAD).exclude(inspection__state__in=DONE)
    leads = {each.inspection.timeline_id: each for each in held.select_related("inspection", "person")}
    rows = TimelineDate.objects.filter(timeline__in=leads, code__in=OWED, actual=False)
    for row in rows.filter(Q(end=None, date__lte=day) | Q(end__lte=day)).order_by("date", "id"):
        inspection = leads[row.timeline_id].inspection
        state, title, page = OWED[row.code]
        if not reached(inspection.state, state):
            address = reverse(page, args=[inspection.ref])
            lead = leads[row.timeline_id].person
            yield Due(f"{row.code}-{inspection.ref}", lead, row.last, title, address, inspection.ref)
