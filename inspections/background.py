"""What is known of Cafcass from outside inspection, as each part announces it (PROG-14)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Row:
    """One thing to read before planning or leading: a self-evaluation, an engagement note, a letter."""

    title: str
    day: date
    href: str


Provider = Callable[[], Iterable[Row]]
PROVIDERS: list[Provider] = []


def announce(provider: Provider) -> Provider:
    """Registers a function () -> rows; called when the app starts. One query each."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)
    return provider


def rows() -> list[Row]:
    """Everything announced, latest first."""
    return sorted((row for provider in PROVIDERS for row in provider()), key=lambda row: row.day, reverse=True)
