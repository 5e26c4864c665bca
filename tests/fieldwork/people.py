"""Meetings with people for tests, made through the product's own actions on the dates of 2024."""

from datetime import date, time
from typing import Any

from accounts.models import Person
from fieldwork.actions import meetings as actions
from fieldwork.models import DiaryEntry, EntrySeat, Meeting
from inspections.models import Inspection, Site

WEDNESDAY = date(2024, 2, 7)
AGREED = {
    "agreed_by": "person",
    "agreed_way": "phone",
    "agreed_on": date(2024, 2, 6),
    "obtained_by": "fca",
    "obtained_reason": "",
}
SETTLED = AGREED | {"understanding": "before", "support": "no", "proceedings": "no"}
TALK = {"day": date(2024, 2, 6), "role": "fca", "risks": "None that the adviser knows of.", "outcome": "go"}


def plan(inspection: Inspection, by: Person, **given: Any) -> Meeting:
    wanted = {"kind": "parent", "inspector": by, "day": WEDNESDAY, "starts": time(10), "case_ref": "PRV-01"}
    return actions.plan_meeting(inspection, wanted | given, by=by)


def card(meeting: Meeting, by: Person, **given: Any) -> Meeting:
    return actions.fill_card(meeting, given, version=None, by=by)


def talk(meeting: Meeting, by: Person, **given: Any) -> None:
    actions.talk_over_risks(meeting, TALK | given, by=by)


def hold(meeting: Meeting, by: Person, **given: Any) -> Meeting:
    return actions.hold_meeting(meeting, {"day": meeting.day} | given, by=by)


def entry(inspection: Inspection, person: Person, *, site: Site | None = None, **given: Any) -> DiaryEntry:
    """An entry of the diary with one member of the team; its own actions are another module's."""
    row = {
        "kind": "interview",
        "title": "Interview about case PRV-01",
        "day": WEDNESDAY,
        "starts": time(9),
        "ends": time(10),
        "made_by": person,
    }
    made = DiaryEntry.objects.create(inspection=inspection, site=site, **(row | given))
    member = inspection.members.current().get(person=person)
    EntrySeat.objects.create(entry=made, member=member)
    return made


def site(inspection: Inspection, code: str = "A1", name: str = "Northern office (invented)") -> Site:
    return Site.objects.create(inspection=inspection, code=code, name=name)
