"""What the lead owes a closed line of enquiry: to count what came after the closing, or to open it again (EVID-20)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Min
from django.urls import reverse

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from evidence.models import OnLine
from evidence.models.line import late
from information.workflow import CLOSED
from inspections.queries import leads_of
from inspections.workflow import SETTLED

TITLE = "Count evidence that came after a line of enquiry was closed, or open the line again"


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """One for each inspection, from the first of it on. Two queries at most."""
    rows = late(OnLine.objects.standing().filter(line__state=CLOSED)).exclude(line__inspection__state__in=SETTLED)
    waiting = rows.order_by().values("line__inspection", "line__inspection__ref").annotate(first=Min("at"))
    found = {row["line__inspection"]: row for row in waiting}
    for inspection, leads in (leads_of(found) if found else {}).items():
        row = found[inspection]
        for lead in leads:
            if person in (None, lead):
                ref, first = row["line__inspection__ref"], clock.london(row["first"]).date()
                yield Due(f"late-evidence-{ref}-{first}", lead, first, TITLE, reverse("line_board", args=[ref]), ref)
