"""What somebody at Cafcass owes of Annex A: the link person the whole, a colleague their items."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.due import Due
from accounts.models import Person
from information.models import AnalystTalk, AnnexDelegate, AnnexItem, AnnexRequest
from information.queries.notification import open_matters, sheet_of
from information.queries.pia import on_arrival
from information.queries.reading import without_access
from information.queries.requests import due_days
from information.rules.preparing import SAME_DAY
from information.rules.talk import week_of
from information.workflow import WAITING
from inspections.models import Inspection
from inspections.queries import acting_as, link_people, people_with_role
from inspections.rules.deferral import last_call
from inspections.workflow import State
from scheduling import queries as timelines

# The timetable's day on which Cafcass opens case materials.
ACCESS = "case_access"


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Items without an answer, of every request that is open. Four queries, and one for each open request."""
    requests = AnnexRequest.objects.filter(closed_at=None, inspection__state=State.ANNOUNCED)
    for request in requests.select_related("inspection__timeline"):
        yield from _of(request, person)
        yield from _same_day(request.inspection, person)
        yield from _to_arrange(request.inspection, person)
        yield from _access(request.inspection, person)
        yield from _unread(request.inspection, person)
        yield from _talk(request.inspection, person)


def _same_day(inspection: Inspection, person: Person | None) -> Iterator[Due]:
    """What is asked in the afternoon of the call comes back to the lead that day while it is open."""
    call = last_call(inspection)
    if call is None:
        return
    day = clock.london(call.called_at).date()
    waiting = [item for item in open_matters(inspection) if item.code in SAME_DAY]
    leads = acting_as(inspection, Role.LEAD) if waiting else ()
    for who in leads:
        for item in waiting:
            if person in (None, who):
                page = reverse("preparation_matter", args=[inspection.ref, item.code])
                yield Due(f"{item.code}-{inspection.ref}", who, day, f"Settle: {item.label}", page, inspection.ref)


def _to_arrange(inspection: Inspection, person: Person | None) -> Iterator[Due]:
    """While the sheet names no first meeting, the lead is reminded of it from the day of the call on (NOTI-03)."""
    call, sheet = last_call(inspection), sheet_of(inspection)
    if call is None or (sheet and sheet.first_on):
        return
    day, page = clock.london(call.called_at).date(), reverse("call_sheet", args=[inspection.ref])
    for who in acting_as(inspection, Role.LEAD):
        if person in (None, who):
            title = "Arrange the first meeting with the chief executive"
            yield Due(f"first-meeting-{inspection.ref}", who, day, title, page, inspection.ref)


def _access(inspection: Inspection, person: Person | None) -> Iterator[Due]:
    """On the timetable's day; an inspector's own closes with their word, the others with the last (TIME-05)."""
    day = timelines.day(inspection.timeline, ACCESS)
    missing, every = without_access(inspection)
    if day is None or not missing:
        return
    key, page = f"case-access-{inspection.ref}", reverse("case_access", args=[inspection.ref])
    for who in missing:
        if person in (None, who):
            yield Due(key, who, day, "Say that you can open case material", page, inspection.ref)
    title = f"Open case material: {every - len(missing)} of {every} inspectors can"
    for who in link_people(inspection):
        if person in (None, who):
            yield Due(key, who, day, title, reverse("cafcass_inspection", args=[inspection.ref]), inspection.ref)
    for who in acting_as(inspection, Role.LEAD):
        if person in (None, who):
            names = ", ".join(each.name for each in missing)
            said = f"Access to case material: {every - len(missing)} of {every}. Not confirmed by {names}"
            yield Due(f"{key}-all", who, day, said, reverse("reading", args=[inspection.ref]), inspection.ref)


def _unread(inspection: Inspection, person: Person | None) -> Iterator[Due]:
    """Who had not read the analysis on arrival is settled by the team's first meeting, on that day (OFF-18)."""
    found, first = on_arrival(inspection), timelines.day(inspection.timeline, "onsite_first")
    if found is None or first is None or not found.unsettled:
        return
    for who in acting_as(inspection, Role.LEAD):
        if person in (None, who):
            title, page = "Settle who has not read the analysis", reverse("pia", args=[inspection.ref])
            yield Due(f"unread-analysis-{found.issue.pk}", who, first, title, page, inspection.ref)


def _talk(inspection: Inspection, person: Person | None) -> Iterator[Due]:
    """The analyst talks with Cafcass's analyst by the Friday of the week before the team comes (NOTI-22)."""
    if AnalystTalk.objects.filter(inspection=inspection).exists():
        return
    friday = week_of(inspection)[0] + timedelta(days=4)
    for who in people_with_role(inspection, Role.ANALYST):
        if person in (None, who):
            page = reverse("analyst_talk", args=[inspection.ref])
            yield Due(
                f"analyst-talk-{inspection.ref}", who, friday, "Talk with Cafcass’s analyst", page, inspection.ref
            )


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
    for who in link_people(inspection):
        if person in (None, who):
            yield Due(f"annex-{inspection.ref}-{last}", who, last, said, page, inspection.ref)
