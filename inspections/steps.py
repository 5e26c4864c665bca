"""This room's own steps in the task list, and its places in the menu of an inspection."""

from collections.abc import Iterator

from django.urls import reverse

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from inspections import counted, intelligence, navigation, outside, tasklist
from inspections.models import Inspection, Site
from inspections.navigation import Part, Place
from inspections.outside import Link
from inspections.queries import team_now
from inspections.tasklist import LATER, TaskRow
from inspections.workflow import State

DONE = ("Completed", "")
TO_DO = ("To do", "blue")

PLACES = (
    Place("Overview", "inspection_detail", Thing.PLAN, Part.INSPECTION, 0),
    Place("Timetable", "timetable", Thing.PLAN, Part.INSPECTION, 10),
    Place("Team", "team", Thing.TEAM, Part.TEAM, 0),
    Place("Sites", "site_list", Thing.SITE, Part.TEAM, 10),
    Place("Announcement", "announcement", Thing.ANNOUNCEMENT, Part.NOTICE, 0),
    Place("Contact sheet", "contact_sheet", Thing.CONTACT_SHEET, Part.TEAM, 20),
    Place("Link person", "link_person", Thing.LINK_NAMED, Part.NOTICE, 10),
    Place("Adjustments", "adjustment_list", Thing.ADJUSTMENT, Part.TEAM, 30),
    Place("Interests", "interest_list", Thing.INTEREST_DECISION, Part.TEAM, 40),
    Place("Conduct", "conduct_concern_list", Thing.CONDUCT_CONCERN_ANSWER, Part.TEAM, 50),
    Place("Background", "inspection_background", Thing.BACKGROUND, Part.INSPECTION, 20),
    Place("Deferral and pause", "interruption_list", Thing.INTERRUPTION, Part.INSPECTION, 30),
    Place("History", "inspection_history", Thing.HISTORY, Part.INSPECTION, 40),
)


LINKS = (
    Link("Contact sheet", "cafcass_contact_sheet", Thing.CAFCASS_VIEW, 5),
    Link("A concern about conduct", "cafcass_conduct", Thing.CONDUCT_CONCERN, 90),
)


def announce_all() -> None:
    """Called once when the app starts."""
    for place in PLACES:
        navigation.announce(place)
    for link in LINKS:
        outside.announce(link)
    tasklist.announce(own_steps)
    counted.announce("sites", lambda: Site.objects.filter(withdrawn_at=None))
    intelligence.announce(intelligence.known_before)
    intelligence.announce(intelligence.open_concerns)


def own_steps(person: Person, inspection: Inspection) -> Iterator[TaskRow]:
    """Team, sites, call and the end of fieldwork."""
    held_by = {member.person_id: member.role for member in team_now(inspection)}
    complete = {Role.LEAD.value, Role.QA_MANAGER.value} <= set(held_by.values())
    yield _step(inspection, "Put the team together", "team", Thing.TEAM, DONE if complete else TO_DO, 10)
    sites = DONE if counted.counted(inspection)["sites"] else TO_DO
    yield _step(inspection, "Add the sites", "site_list", Thing.SITE, sites, 15, Verb.EDIT)
    yield _step(inspection, "Tell Cafcass", "announcement", Thing.ANNOUNCEMENT, _call(inspection, complete), 20)
    # Only the lead confirms it; everybody else reads the day on the timetable.
    page = "fieldwork_end" if held_by.get(person.pk) == Role.LEAD else "timetable"
    yield _step(inspection, "Confirm the end of fieldwork", page, Thing.PLAN, _end(inspection), 45)


def _step(
    inspection: Inspection,
    title: str,
    page: str,
    thing: Thing,
    standing: tuple[str, str],
    order: int,
    verb: Verb = Verb.READ,
) -> TaskRow:
    # A step that cannot be taken yet, or is done, has no page of its own to open.
    opens = page != "fieldwork_end" or standing == TO_DO
    href = reverse(page, args=[inspection.ref]) if opens else ""
    return TaskRow(title, href, thing, standing[0], standing[1], order=order, verb=verb)


def _call(inspection: Inspection, complete: bool) -> tuple[str, str]:
    if inspection.has_reached(State.ANNOUNCED):
        return DONE
    return TO_DO if complete else LATER


def _end(inspection: Inspection) -> tuple[str, str]:
    if inspection.has_reached(State.FIELDWORK_ENDED):
        return DONE
    # Nobody has a last day to confirm before the first week on site.
    on_site = clock.today() >= inspection.timeline.onsite_week
    return TO_DO if on_site and inspection.has_reached(State.ANNOUNCED) else LATER
