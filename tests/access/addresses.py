"""Every address of the product, read from the resolver, and the words of the access table about each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.gate import Access


@dataclass(frozen=True)
class Address:
    """One named address: its room, its declaration (None when it has none) and the keywords it takes."""

    name: str
    room: str
    access: Access | None
    keywords: tuple[str, ...]

    def url(self, samples: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={keyword: samples[keyword] for keyword in self.keywords})


def _leaves(resolver: URLResolver, prefix: tuple[str, ...] = ()) -> Iterator[tuple[URLPattern, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        keywords = prefix + tuple(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _leaves(pattern, keywords)
        else:
            yield pattern, keywords


def addresses() -> list[Address]:
    """All of them, by name."""
    found = [
        Address(pattern.name or str(pattern.pattern), room(pattern.callback), declared(pattern.callback), keywords)
        for pattern, keywords in _leaves(get_resolver())
    ]
    return sorted(found, key=lambda address: address.name)


def declared(view: Callable[..., Any]) -> Access | None:
    return getattr(view, "access", None)


def room(view: Callable[..., Any]) -> str:
    return view.__module__.split(".")[0]
