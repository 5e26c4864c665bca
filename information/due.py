"""What somebody at Cafcass owes of Annex A: the link person the whole, a colleague their items."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts.access import Role
from accounts.due import Due
from accounts.models import Person, Post
from information.models import AnnexDelegate, AnnexItem, AnnexRequest
from information.queries.requests import due_days
from information.workflow import WAITING
from inspections.models import Inspection
from inspections.workflow import State


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Items without an answer, of every request that is open. Four queries, and one for each open request."""
    requests = AnnexRequest.objects.filter(closed_at=None, inspection__state=State.ANNOUNCED)
    for request in requests.select_related("inspection__timeline"):
        yield from _of(request, person)


def _of(request: AnnexRequest, person: Person | None) -> Iterator[Due]:
    inspection, days = request.inspection, due_days(request.inspection)
    delegates = AnnexDelegate.objects.filter(ended_at=None, item__request=request, item__state__in=WAITING)
    for each in delegates.select_related("person", "item"):
        found = days.day_of(each.item.due)
        if found and person in (None, each.person):
            page = reverse("own_item", args=[each.item_id])
            yield Due(f"annex-item-{each.pk}", each.person, found.last, f"Give {each.item}", page, inspection.ref)
    by_day: dict[date, int] = {}
    for code in AnnexItem.objects.filter(request=request, state__in=WAITING).values_list("due", flat=True):
        if found := days.day_of(code):
            by_day[found.last] = by_day.get(found.last, 0) + 1
    yield from (owed for last, count in by_day.items() for owed in _whole(inspection, last, count, person))


def _whole(inspection: Inspection, last: date, count: int, person: Person | None) -> Iterator[Due]:
    page = reverse("cafcass_annex", args=[inspection.ref])
    said = f"Annex A: {count} {'item' if count == 1 else 'items'} still to give"
    held = Post.objects.held().filter(post=Role.LINK_PERSON, person__suspended_at=None).select_related("person")
    for post in held:
        if person in (None, post.person):
            yield Due(f"annex-{inspection.ref}-{last}", post.person, last, said, page, inspection.ref)
