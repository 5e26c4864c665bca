"""What the lead owes the QA manager: a word on every recommendation to investigate further (QA-02)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.due import Due
from accounts.models import Person
from evidence.models import Challenge
from inspections.queries import people_with_role
from inspections.workflow import SETTLED


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """From the day it was made until it is accepted or declined. One query, and one for each that waits."""
    waiting = Challenge.objects.filter(kind=Challenge.Kind.INVESTIGATE, state="open")
    for each in waiting.exclude(inspection__state__in=SETTLED).select_related("inspection"):
        made, page = clock.london(each.at).date(), reverse("challenge_detail", args=[each.inspection.ref, each.pk])
        for lead in people_with_role(each.inspection, Role.LEAD):
            if person in (None, lead):
                title = "Accept or decline a recommendation of the QA manager"
                yield Due(f"qa-recommendation-{each.pk}", lead, made, title, page, each.inspection.ref)
