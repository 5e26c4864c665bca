"""This room's steps in the task list, its places in the menu, and its links for Cafcass."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.access import Thing
from accounts.models import Person
from information.models import AnnexItem, FurtherRequest
from information.rules.further import TOLD
from inspections import burden, counted, navigation, outside, tasklist
from inspections.burden import Measure
from inspections.models import Inspection
from inspections.navigation import Part, Place
from inspections.outside import Link
from inspections.tasklist import LATER, TaskRow
from inspections.workflow import State

DONE = ("Completed", "")
RAISE = "Ask the lead inspector anything here, at any time while the inspection runs; say what is ready at your sites."
HINT = "What we ask you for, by when, and what has arrived."


def announce_all() -> None:
    """Called once when the app starts."""
    navigation.announce(Place("Annex A", "annex", Thing.ANNEX_A, Part.NOTICE, 30))
    navigation.announce(Place("Preparation", "preparation", Thing.PREPARATION, Part.NOTICE, 20))
    tasklist.announce(own_steps)
    counted.announce("documents_asked", AnnexItem.objects.all, "request__inspection")
    counted.announce("requests_sent", lambda: FurtherRequest.objects.filter(state__in=TOLD))
    burden.announce(Measure("Documents asked for in Annex A", ("documents_asked",), "annex", Thing.ANNEX_A, 10))
    burden.announce(
        Measure("Extra information requests", ("requests_sent",), "further_request_list", Thing.FURTHER_REQUEST, 40)
    )
    navigation.announce(Place("Analysis", "pia", Thing.PIA, Part.PREPARATION, 0))
    navigation.announce(Place("Reading", "reading", Thing.READING, Part.PREPARATION, 10))
    navigation.announce(Place("Documents", "document_list", Thing.READING, Part.PREPARATION, 15))
    navigation.announce(Place("Lines of enquiry", "line_list", Thing.LINE_OF_ENQUIRY, Part.PREPARATION, 20))
    navigation.announce(Place("Sample", "sample", Thing.SAMPLE, Part.PREPARATION, 30))
    navigation.announce(Place("Systems", "system_access", Thing.SYSTEM_ACCESS, Part.NOTICE, 50))
    navigation.announce(Place("Requests", "further_request_list", Thing.FURTHER_REQUEST, Part.NOTICE, 40))
    outside.announce(Link("Information requests", "own_request_list", Thing.OWN_REQUEST, 2))
    outside.announce(Link("Additional information", "own_offer", Thing.OWN_OFFER, 3))
    outside.announce(Link("Cases that are looked at", "own_sample", Thing.OWN_SAMPLE, 4))
    outside.announce(Link("Access to your systems", "own_system_access", Thing.OWN_SYSTEM_ACCESS, 5))
    outside.announce(Link("Preparing the inspection", "own_preparation", Thing.OWN_PREPARATION, 4, RAISE))
    outside.announce(Link("For your staff", "own_staff_pack", Thing.OWN_PREPARATION, 4))
    outside.announce(Link("Annex A: what to give", "cafcass_annex", Thing.OWN_ANNEX_A, 1, HINT))


def own_steps(person: Person, inspection: Inspection) -> Iterator[TaskRow]:
    """Where each stands by the state of the inspection alone: the page has no query to spare for more."""
    told = inspection.has_reached(State.ANNOUNCED)
    during = DONE if inspection.has_reached(State.FIELDWORK_ENDED) else ("In progress", "yellow") if told else LATER

    def row(title: str, page: str, thing: Thing, standing: tuple[str, str], order: int) -> TaskRow:
        return TaskRow(title, reverse(page, args=[inspection.ref]), thing, *standing, order=order)

    yield row("Fill in the call sheet", "call_sheet", Thing.CALL_SHEET, DONE if told else ("To do", "blue"), 19)
    yield row("Prepare with Cafcass", "preparation", Thing.PREPARATION, during, 24)
    yield row("Receive what Annex A asks for", "annex", Thing.ANNEX_A, during, 25)
