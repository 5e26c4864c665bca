"""Reads of what was seen of members of staff who were upset."""

from accounts.access import Role
from accounts.models import Person
from accounts.refusals import NotHere
from fieldwork.models import StaffUpset
from fieldwork.rules.upset import READ_ALL, must_read
from inspections.models import Inspection


def readable(inspection: Inspection, person: Person, roles: frozenset[Role]) -> list[StaffUpset]:
    """Open first. One query."""
    rows = StaffUpset.objects.filter(inspection=inspection).select_related("by")
    rows = rows if roles & READ_ALL else rows.filter(by=person)
    return sorted(rows, key=lambda each: each.state != "open")


def upset_of(inspection: Inspection, pk: int, person: Person, roles: frozenset[Role]) -> StaffUpset:
    """With its steps. Raises NotHere, also for what this person may not read."""
    rows = StaffUpset.objects.filter(inspection=inspection, pk=pk).select_related("by", "meeting")
    found = rows.prefetch_related("steps__by").first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    must_read(roles, person, found)
    return found
