"""What this room announces of meetings with people when the app starts: a place in the menu and a link for Cafcass."""

from accounts.access import Thing
from inspections import navigation, outside
from inspections.models import Inspection
from inspections.navigation import Part, Place


def announce_all() -> None:
    navigation.announce(Place("Meetings with people", "meeting_list", Thing.MEETING, Part.FIELDWORK, 10))
    navigation.announce(Place("Well-being of staff", "staff_upset_list", Thing.STAFF_UPSET, Part.FIELDWORK, 15))
    link = outside.Link(
        "Preparing people to take part",
        "cafcass_guidance",
        Thing.GUIDANCE_TOLD,
        40,
        "What you were given to prepare children, carers and relatives",
        given,
    )
    outside.announce(link)


def given(inspection: Inspection) -> bool:
    return inspection.guidance_given.exists()
