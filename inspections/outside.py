"""What each room above has for Cafcass on one inspection; shown where the access table lets that reader open it."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.access import Role, Thing, verbs_for
from accounts.models import Person
from inspections.models import Inspection


@dataclass(frozen=True)
class Link:
    """One line of Cafcass's page: words, URL name (takes `ref`), the thing behind it, its place, and a hint."""

    label: str
    url_name: str
    thing: Thing
    order: int
    hint: str = ""
    applies: Callable[[Inspection], bool] = lambda inspection: True


LINKS: list[Link] = []


def announce(link: Link) -> None:
    """Called by a room's AppConfig when the app starts."""
    if link not in LINKS:
        LINKS.append(link)
        LINKS.sort(key=lambda known: known.order)


def links(person: Person, inspection: Inspection, roles: frozenset[Role]) -> list[Link]:
    """Those that this reader may open now, in order."""
    return [link for link in LINKS if link.applies(inspection) and verbs_for(roles, link.thing, person, inspection)]
