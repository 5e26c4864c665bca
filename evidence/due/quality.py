"""What lead and QA manager owe each other (QA-02, EVID-17), and serious concerns on top for both of them (EVID-21)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.due import Due
from accounts.models import Person
from evidence.models import Challenge, CoverageGap, SeriousConcern
from evidence.queries.gaps import uncovered
from evidence.serious_alerts import alerted
from evidence.workflow import ON_TOP
from inspections.queries import acting_as
from inspections.workflow import SETTLED


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    yield from _serious(person)
    yield from _recommended(person)
    yield from _reasons(person)


def _serious(person: Person | None) -> Iterator[Due]:
    """Until it is passed to Cafcass and answered, or closed with a reason. One query, and one for each that is open."""
    for each in SeriousConcern.objects.filter(state__in=ON_TOP).select_related("inspection"):
        page = reverse("serious_concern_detail", args=[each.inspection.ref, each.pk])
        for who in alerted(each.inspection):
            if person in (None, who):
                made = clock.london(each.at).date()
                yield Due(f"serious-{each.pk}", who, made, "A serious concern is open", page, each.inspection.ref)


def _recommended(person: Person | None) -> Iterator[Due]:
    """From the day it was made until it is accepted or declined. One query, and one for each that waits."""
    waiting = Challenge.objects.filter(kind=Challenge.Kind.INVESTIGATE, state="open")
    for each in waiting.exclude(inspection__state__in=SETTLED).select_related("inspection"):
        made, page = clock.london(each.at).date(), reverse("challenge_detail", args=[each.inspection.ref, each.pk])
        for lead in acting_as(each.inspection, Role.LEAD):
            if person in (None, lead):
                title = "Accept or decline a recommendation of the QA manager"
                yield Due(f"qa-recommendation-{each.pk}", lead, made, title, page, each.inspection.ref)


def _reasons(person: Person | None) -> Iterator[Due]:
    """Why something is not covered, from the day the lead says so until it is accepted, or covered after all (EVID-17).

    One query, and a few for each inspection where a reason waits.
    """
    waiting = CoverageGap.objects.filter(accepted=None).exclude(inspection__state__in=SETTLED)
    for inspection in {each.inspection_id: each.inspection for each in waiting.select_related("inspection")}.values():
        said = [each.gap for each in uncovered(inspection) if each.gap and not each.accepted]
        managers = acting_as(inspection, Role.QA_MANAGER) if said else []
        for gap in said:
            made, page = clock.london(gap.at).date(), reverse("coverage_gap_accept", args=[inspection.ref, gap.pk])
            title = "Accept why something is not covered, or raise a challenge"
            yield from (
                Due(f"coverage-gap-{gap.pk}", who, made, title, page, inspection.ref)
                for who in managers
                if person in (None, who)
            )
