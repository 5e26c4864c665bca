"""This room's step in the task list, its place in the menu, and its link for Cafcass."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.access import Thing
from accounts.models import Person
from fieldwork.models import DiaryEntry
from inspections import navigation, outside, tasklist
from inspections.models import Inspection
from inspections.navigation import Part, Place
from inspections.outside import Link
from inspections.tasklist import TaskRow
from inspections.workflow import State

HINT = "When the team visits which site, and times that you propose."

AGREE = "Confirm the times that are proposed, or ask for others."


def announce_all() -> None:
    """Called once when the app starts."""
    navigation.announce(Place("Diary", "diary", Thing.DIARY, Part.FIELDWORK, 0))
    tasklist.announce(own_step)
    outside.announce(Link("Fieldwork diary", "cafcass_diary", Thing.DIARY_TOLD, 10, HINT))
    outside.announce(Link("Meetings with the lead inspector", "cafcass_slots", Thing.DIARY_TOLD, 9, AGREE))


def own_step(person: Person, inspection: Inspection) -> Iterator[TaskRow]:
    """Done once the fieldwork is over; begun once anything is planned."""
    href = reverse("diary", args=[inspection.ref])
    yield TaskRow("Plan the fieldwork diary", href, Thing.DIARY, *_standing(inspection), order=30)


def _standing(inspection: Inspection) -> tuple[str, str]:
    if inspection.has_reached(State.FIELDWORK_ENDED):
        return "Completed", ""
    begun = DiaryEntry.objects.filter(inspection=inspection).exclude(status=DiaryEntry.Status.WITHDRAWN).exists()
    return ("In progress", "yellow") if begun else ("To do", "blue")
