"""What of the timetable is done, how and at what time: rooms above know, the timetable's page shows it (TIME-02)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from inspections.models import Inspection
from scheduling.timetable import Timetable


@dataclass(frozen=True)
class Doing:
    """One entry of the timetable with its bound, such as "by 09:30", and what became of it."""

    title: str
    day: date
    bound: str
    done: bool
    method: str = ""
    at: str = ""
    notice: str = ""


Provider = Callable[[Inspection, Timetable], Iterable[Doing]]
PROVIDERS: list[Provider] = []


def announce(provider: Provider) -> None:
    """Called by a room's AppConfig when the app starts."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)


def doings(inspection: Inspection, shown: Timetable) -> Iterator[Doing]:
    for provider in PROVIDERS:
        yield from provider(inspection, shown)
