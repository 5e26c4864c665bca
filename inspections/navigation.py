"""The pages of one inspection, as each room above announces them; a page shows only those that its reader may open."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from django.urls import reverse

from accounts.access import Role, Thing, Verb, verbs_for
from accounts.models import Person
from inspections.models import Inspection


class Part(StrEnum):
    """What the pages of an inspection are about, in the order of its flow; the words stand in the menu."""

    INSPECTION = "This inspection"
    TEAM = "Team and sites"
    NOTICE = "Notice and Cafcass"
    PREPARATION = "Lines and sample"
    FIELDWORK = "Fieldwork"
    EVIDENCE = "Evidence"
    REPORT = "Judgement and report"


# So few pages need no parts.
FEW = 8


@dataclass(frozen=True)
class Place:
    """One entry of an inspection's menu: words, URL name (takes `ref`), the thing it shows, part, order in the part."""

    label: str
    url_name: str
    thing: Thing
    part: Part
    order: int
    graded_only: bool = False


PLACES: list[Place] = []


@lru_cache(maxsize=4096)
def address(url_name: str, ref: str) -> str:
    """A page of an inspection; every page shows many."""
    return reverse(url_name, kwargs={"ref": ref})


def announce(place: Place) -> None:
    """Called by a room's AppConfig when the app starts."""
    if place not in PLACES:
        PLACES.append(place)
        PLACES.sort(key=lambda known: (list(Part).index(known.part), known.order))


def places_for(roles: frozenset[Role], person: Person, inspection: Inspection) -> list[Place]:
    """The places this reader may open, in order."""
    return [
        place
        for place in PLACES
        if (inspection.graded or not place.graded_only)
        and Verb.READ in verbs_for(roles, place.thing, person, inspection)
    ]


def by_part(places: Iterable[Place]) -> dict[Part, list[Place]]:
    """Places that come in order, by their part."""
    return {part: list(held) for part, held in groupby(places, key=lambda place: place.part)}
