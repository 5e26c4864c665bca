"""This room's step in the task list, its place in the menu, and its link for Cafcass."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.access import Thing, Verb
from accounts.models import Person
from fieldwork.models import DiaryEntry, Meeting
from fieldwork.models.meeting import ASKED_BY_LEAD
from fieldwork.workflow import HELD, OPEN
from inspections import burden, counted, navigation, outside, tasklist
from inspections.burden import Measure
from inspections.models import Inspection
from inspections.navigation import Part, Place
from inspections.outside import Link
from inspections.tasklist import TaskRow
from inspections.workflow import State

HINT = "When the team visits which site, and times that you propose."

# Talks with people of Cafcass's; a first meeting, keep-in-touch meetings and feedback every inspection has.
DIARY_MEETINGS = (DiaryEntry.Kind.INTERVIEW, DiaryEntry.Kind.OBSERVATION, DiaryEntry.Kind.CONVERSATION)
AGREE = "Confirm the times that are proposed, or ask for others."


def announce_all() -> None:
    """Called once when the app starts."""
    navigation.announce(Place("Diary", "diary", Thing.DIARY, Part.FIELDWORK, 0))
    tasklist.announce(own_step)
    counted.announce("diary_entries", lambda: DiaryEntry.objects.exclude(status=DiaryEntry.Status.WITHDRAWN))
    counted.announce("meetings", lambda: _asked_for().exclude(kind=Meeting.Kind.GROUP))
    counted.announce("group_meetings", lambda: _asked_for().filter(kind=Meeting.Kind.GROUP))
    counted.announce("diary_meetings", _only_in_diary)
    burden.announce(Measure("Meetings", ("meetings", "diary_meetings"), "meeting_list", Thing.MEETING, 20))
    burden.announce(Measure("Group meetings", ("group_meetings",), "meeting_list", Thing.MEETING, 30))
    outside.announce(Link("Fieldwork diary", "cafcass_diary", Thing.DIARY_TOLD, 10, HINT))
    outside.announce(Link("Meetings with the lead inspector", "cafcass_slots", Thing.DIARY_TOLD, 9, AGREE))


def _asked_for() -> QuerySet[Meeting]:
    """Meetings that Cafcass arranges or attends, a partner's apart; what fell through or waits for the lead is none."""
    waiting = Q(kind__in=ASKED_BY_LEAD, lead_agreed="")
    return Meeting.objects.filter(~waiting, state__in=[*OPEN, HELD]).exclude(kind=Meeting.Kind.PARTNER)


def _only_in_diary() -> QuerySet[DiaryEntry]:
    """Of those, the ones that stand in the diary alone."""
    gone = [DiaryEntry.Status.WITHDRAWN, DiaryEntry.Status.DID_NOT_HAPPEN]
    return DiaryEntry.objects.filter(kind__in=DIARY_MEETINGS, meetings=None).exclude(status__in=gone)


def own_step(person: Person, inspection: Inspection) -> Iterator[TaskRow]:
    """Done once the fieldwork is over; begun once anything is planned."""
    href = reverse("diary", args=[inspection.ref])
    yield TaskRow("Plan the fieldwork diary", href, Thing.DIARY, *_standing(inspection), order=30, verb=Verb.EDIT_OWN)


def _standing(inspection: Inspection) -> tuple[str, str]:
    if inspection.has_reached(State.FIELDWORK_ENDED):
        return "Completed", ""
    return ("In progress", "yellow") if counted.counted(inspection)["diary_entries"] else ("To do", "blue")
