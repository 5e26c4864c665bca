"""Meeting times that wait for Cafcass's answer, and those asked for anew, which wait for the lead (NOTI-15)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.due import Due
from fieldwork.days import days_of
from fieldwork.models import DiaryEntry
from fieldwork.queries import slots as queries
from inspections.models import Inspection
from inspections.queries import acting_as, link_people
from inspections.workflow import State


def due(day: date) -> Iterator[Due]:
    """The link person answers by the last working day before the team comes, the lead on the day of the asking."""
    planned = DiaryEntry.objects.filter(status=DiaryEntry.Status.PLANNED, inspection__state=State.ANNOUNCED)
    of_any = Inspection.objects.filter(pk__in=planned.values("inspection")).select_related("timeline")
    for inspection in of_any:
        found = queries.slots(inspection)
        if waiting := queries.waiting_for_cafcass(found):
            yield from _of_cafcass(inspection, len(waiting))
        for slot in found:
            if slot.state == queries.ASKED and slot.answer:
                yield from _of_lead(inspection, slot.answer.pk, clock.london(slot.answer.at).date())


def _of_cafcass(inspection: Inspection, count: int) -> Iterator[Due]:
    days = days_of(inspection)
    by = days.calendar.offset(min(days.onsite), -1) if days.onsite else days.first
    words = f"Confirm the times of {count} meeting{'' if count == 1 else 's'} with the lead inspector"
    for person in link_people(inspection):
        page = reverse("cafcass_slots", args=[inspection.ref])
        yield Due(f"slots-{inspection.ref}-{by}", person, by, words, page, inspection.ref)


def _of_lead(inspection: Inspection, number: int, asked_on: date) -> Iterator[Due]:
    for person in acting_as(inspection, Role.LEAD):
        page = reverse("slot_list", args=[inspection.ref])
        yield Due(
            f"slot-{number}", person, asked_on, "Cafcass asks for another time of a meeting", page, inspection.ref
        )
