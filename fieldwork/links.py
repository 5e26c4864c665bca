"""What rooms above offer on a meeting's page, such as writing a note of it; a reader sees what they may open."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.access import Role, Thing, Verb, verbs_for
from accounts.models import Person
from fieldwork.models import Meeting


@dataclass(frozen=True)
class Offer:
    """One button: its words, the thing and verb that it needs, and its address for a meeting."""

    label: str
    thing: Thing
    verb: Verb
    address: Callable[[Meeting], str]


OFFERS: list[Offer] = []


def announce(offer: Offer) -> None:
    """Called by a room's AppConfig when the app starts."""
    if offer not in OFFERS:
        OFFERS.append(offer)


def offers(meeting: Meeting, person: Person, roles: frozenset[Role]) -> list[tuple[str, str]]:
    found = [each for each in OFFERS if each.verb in verbs_for(roles, each.thing, person, meeting.inspection)]
    return [(each.label, each.address(meeting)) for each in found]
