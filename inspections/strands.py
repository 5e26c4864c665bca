"""The strands of the programme, as each room and each part of this one announces them (PROG-01)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Mark:
    """One thing on the programme's timeline. `strand` is the row's name, `state` a word such as "done" or "planned".

    `href` is a full path, "" where the reader has no page to open; `end` is None for a thing of one day.
    """

    strand: str
    label: str
    start: date
    end: date | None
    state: str
    href: str = ""
    note: str = ""


Provider = Callable[[date, date], Iterable[Mark]]
MissingProvider = Callable[[int], Iterable[str]]
PROVIDERS: list[Provider] = []
MISSING: list[MissingProvider] = []


def announce(provider: Provider) -> Provider:
    """Registers a function (first day, last day) -> marks of that time; called when the app starts."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)
    return provider


def missing(provider: MissingProvider) -> MissingProvider:
    """Registers a function (year) -> sentences such as "self-evaluation 2025: not yet shared"."""
    if provider not in MISSING:
        MISSING.append(provider)
    return provider


def marks(first: date, last: date) -> list[Mark]:
    """Everything announced between the two days, in order."""
    found = [mark for provider in PROVIDERS for mark in provider(first, last)]
    return sorted(found, key=lambda mark: (mark.start, mark.strand, mark.label))


def missing_in(year: int) -> list[str]:
    """What the year still lacks, in words."""
    return [sentence for provider in MISSING for sentence in provider(year)]
