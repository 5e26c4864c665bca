"""What rooms above show on the page of a sampled child, such as the evaluations of the case."""

from collections.abc import Callable, Iterable

from accounts.access import Role
from accounts.models import Person
from information.models import SampledChild

# The words of a link and its address, for whoever may open it.
Link = tuple[str, str]
Provider = Callable[[SampledChild, Person, frozenset[Role]], Iterable[Link]]
PROVIDERS: list[Provider] = []


def announce(provider: Provider) -> None:
    """Called by a room's AppConfig when the app starts."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)


def links(child: SampledChild, person: Person, roles: frozenset[Role]) -> list[Link]:
    return [each for provider in PROVIDERS for each in provider(child, person, roles)]
