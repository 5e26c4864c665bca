"""The contact sheet that Cafcass has not got, or not as it stands now: the lead's to issue (NOTI-16)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.due import Due
from accounts.models import Person
from inspections import contact_sheet as sheets
from inspections.confirmation import one_line
from inspections.models import Inspection
from inspections.queries import acting_as, with_team
from inspections.workflow import State


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Everybody's, or one person's; six queries for each inspection between the call and the end of fieldwork."""
    for inspection in Inspection.objects.filter(state=State.ANNOUNCED):
        with_team(inspection)
        for lead in acting_as(inspection, Role.LEAD):
            if person in (None, lead):
                yield from _owed(inspection, lead)


def _owed(inspection: Inspection, lead: Person) -> Iterator[Due]:
    last = sheets.last_issue(inspection)
    if sheets.has_changed(last, sheets.told(inspection)):
        number = last.number + 1 if last else 1
        words = "Issue the contact sheet again: it has changed" if last else "Issue the contact sheet"
        title, page = f"{words} ({one_line(inspection.title)})", reverse("contact_sheet", args=[inspection.ref])
        yield Due(f"contact-sheet-{inspection.ref}-{number}", lead, clock.today(), title, page, inspection.ref)
