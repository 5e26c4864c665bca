"""The pages of one inspection, as each room above announces them; a page shows only those that its reader may open."""

from dataclasses import dataclass

from accounts.access import Role, Thing, verbs_for
from accounts.models import Person
from inspections.models import Inspection


@dataclass(frozen=True)
class Place:
    """One entry of an inspection's sub-navigation: words, URL name (takes `ref`), the thing it shows, its order."""

    label: str
    url_name: str
    thing: Thing
    order: int
    graded_only: bool = False


PLACES: list[Place] = []


def announce(place: Place) -> None:
    """Called by a room's AppConfig when the app starts."""
    if place not in PLACES:
        PLACES.append(place)
        PLACES.sort(key=lambda known: known.order)


def places_for(roles: frozenset[Role], person: Person, inspection: Inspection) -> list[Place]:
    """The places this reader may open, in order."""
    return [
        place
        for place in PLACES
        if (inspection.graded or not place.graded_only) and verbs_for(roles, place.thing, person, inspection)
    ]
