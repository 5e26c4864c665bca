"""What is to do on one inspection, as each room announces it; a reader sees the steps whose page they may open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from accounts.access import Role, Thing, Verb, verbs_for
from accounts.models import Person
from inspections.models import Inspection

# The status of a step whose time has not come: it is drawn without a link.
LATER = ("Cannot start yet", "grey")


@dataclass(frozen=True)
class TaskRow:
    """One step: its words, its page, the thing that page shows, where it stands ("" colour: plain text), its place.

    `verb` is what whoever sees the step may do there.
    """

    title: str
    href: str
    thing: Thing
    status: str
    colour: str = ""
    hint: str = ""
    order: int = 50
    verb: Verb = Verb.READ


Provider = Callable[[Person, Inspection], Iterable[TaskRow]]
PROVIDERS: list[Provider] = []


def announce(provider: Provider) -> Provider:
    """Registers a function (person, inspection) -> rows; called when the room's app starts. At most one query each."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)
    return provider


def rows(person: Person, inspection: Inspection, roles: frozenset[Role]) -> list[dict[str, Any]]:
    """Every room's steps in order, as the page draws them."""
    found = [row for provider in PROVIDERS for row in provider(person, inspection)]
    seen = [row for row in found if row.verb in verbs_for(roles, row.thing, person, inspection)]
    return [_drawn(row) for row in sorted(seen, key=lambda row: row.order)]


def _drawn(row: TaskRow) -> dict[str, Any]:
    href = "" if row.status == LATER[0] else row.href
    return {"title": row.title, "href": href, "hint": row.hint, "status": row.status, "colour": row.colour}
