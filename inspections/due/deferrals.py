"""A deferral that Cafcass asked for waits for the programme decision-maker, from the day on which it was (DEFER-03)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.due import Due
from accounts.models import Person
from accounts.queries import holders
from inspections.confirmation import one_line
from inspections.models import DeferralRequest
from inspections.workflow import State


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Everybody's, or one person's; whoever logged the request does not decide. One query while nothing waits."""
    found = DeferralRequest.objects.filter(decision=None, inspection__state=State.ANNOUNCED)
    waiting = list(found.select_related("inspection"))
    deciders = holders(Role.DECISION_MAKER) if waiting else []
    for asked in waiting:
        for who in deciders:
            if who.pk != asked.logged_by_id and person in (None, who):
                yield _due(asked, who)


def _due(asked: DeferralRequest, who: Person) -> Due:
    inspection = asked.inspection
    return Due(
        key=f"deferral-{asked.pk}",
        person=who,
        day=clock.london(asked.asked_at).date(),
        title=f"Decide on the deferral that Cafcass asks for ({one_line(inspection.title)})",
        page=reverse("deferral_decide", args=[inspection.ref]),
        inspection=inspection.ref,
    )
