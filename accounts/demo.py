"""Demo mode: whether this is it, and who its cast is."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from accounts.access import condition
from accounts.models import DatabaseMark, Person

Description = dict[int, list[str]]
Describer = Callable[[Iterable[Person]], Description]
_describers: list[Describer] = []


def is_demo() -> bool:
    """Both the mode of this installation and the mark in its database say so."""
    return bool(settings.DEMO) and DatabaseMark.objects.filter(purpose="demo").exists()


@condition("demo")
def in_demo(person: Any, inspection: Any) -> bool:
    return is_demo()


def describe(describer: Describer) -> Describer:
    """Registers a function that says, for people by id, which roles they have; one call for the whole cast."""
    _describers.append(describer)
    return describer


def descriptions(people: Iterable[Person]) -> Description:
    """Every role that the rooms above know of, by the person's id."""
    found: Description = defaultdict(list)
    for describer in _describers:
        for person_id, roles in describer(people).items():
            found[person_id] += roles
    return found
