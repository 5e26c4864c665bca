"""This room's steps in the task list, its places in the menu, and its links for Cafcass."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse

from accounts.access import Thing
from accounts.models import Person
from information.models import AnnexItem
from information.queries.notification import matters
from information.queries.readiness import confirmation_of
from information.workflow import ACCEPTED, WAITING
from inspections import navigation, outside, tasklist
from inspections.models import Inspection
from inspections.navigation import Place
from inspections.outside import Link
from inspections.tasklist import LATER, TaskRow
from inspections.workflow import State

DONE = ("Completed", "")
HINT = "What we ask you for, by when, and what has arrived."


def announce_all() -> None:
    """Called once when the app starts."""
    navigation.announce(Place("Annex A", "annex", Thing.ANNEX_A, 26))
    navigation.announce(Place("Preparation", "preparation", Thing.PREPARATION, 26))
    tasklist.announce(annex_step)
    tasklist.announce(preparation_step)
    tasklist.announce(own_word)
    navigation.announce(Place("Reading", "reading", Thing.READING, 27))
    navigation.announce(Place("Lines of enquiry", "line_list", Thing.LINE_OF_ENQUIRY, 27))
    navigation.announce(Place("Requests", "further_request_list", Thing.FURTHER_REQUEST, 29))
    outside.announce(Link("Information requests", "own_request_list", Thing.OWN_REQUEST, 2))
    outside.announce(Link("Additional information", "own_offer", Thing.OWN_OFFER, 3))
    outside.announce(Link("Annex A: what to give", "cafcass_annex", Thing.OWN_ANNEX_A, 1, HINT))


def annex_step(person: Person, inspection: Inspection) -> Iterator[TaskRow]:
    """How many items are accepted, and how many wait for Cafcass. One query."""
    items = AnnexItem.objects.filter(request__inspection=inspection)
    found = items.aggregate(
        all=Count("pk"), waiting=Count("pk", filter=Q(state__in=WAITING)), done=Count("pk", filter=Q(state=ACCEPTED))
    )
    href = reverse("annex", args=[inspection.ref])
    yield TaskRow("Receive what Annex A asks for", href, Thing.ANNEX_A, *_standing(found), order=25)


def own_word(person: Person, inspection: Inspection) -> Iterator[TaskRow]:
    """The sheet that leads to the call, and the page that says what is open before the team goes on site."""
    told, href = inspection.has_reached(State.ANNOUNCED), reverse("call_sheet", args=[inspection.ref])
    yield TaskRow("Fill in the call sheet", href, Thing.CALL_SHEET, *(DONE if told else ("To do", "blue")), order=19)
    ready = confirmation_of(inspection)
    standing = DONE if ready else ("To do", "blue") if told else LATER
    href = reverse("readiness", args=[inspection.ref])
    yield TaskRow("Say that the team is ready", href, Thing.READINESS, *standing, order=28)


def preparation_step(person: Person, inspection: Inspection) -> Iterator[TaskRow]:
    """How many matters are settled with Cafcass before the team comes (NOTI-10). One query."""
    href = reverse("preparation", args=[inspection.ref])
    found = matters(inspection)
    done = sum(each.done for each in found)
    standing = DONE if done == len(found) else (f"{done} of {len(found)} settled", "blue")
    told = inspection.has_reached(State.ANNOUNCED)
    yield TaskRow("Prepare with Cafcass", href, Thing.PREPARATION, *(standing if told else LATER), order=24)


def _standing(found: dict[str, int]) -> tuple[str, str]:
    if not found["all"]:
        return LATER
    if found["done"] == found["all"]:
        return DONE
    return f"{found['all'] - found['waiting']} of {found['all']} given", "blue"
