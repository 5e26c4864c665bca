"""What somebody was asked to look for, until they have recorded something there."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from evidence import headings
from evidence.queries.looks import open_looks
from framework.versions import version
from inspections.workflow import SETTLED


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """One query."""
    rows = open_looks().exclude(inspection__state__in=SETTLED).select_related("inspection", "person", "by")
    for each in rows.filter(person=person) if person else rows:
        inspection, asked_on = each.inspection, clock.london(each.at).date()
        place = headings.label(version(inspection.framework_version), each.area, each.heading)
        title = f"{each.by.name} asks you to look for more on {place}"
        page = reverse("coverage", args=[inspection.ref])
        yield Due(f"look-{each.pk}", each.person, asked_on, title, page, inspection.ref)
