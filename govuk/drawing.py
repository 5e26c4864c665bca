"""Drawing a component: its template with its parameters."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

# Entries that hold further entries: where one is missing, what a template asks of it is missing too.
HOLDERS = {"actions", "card", "conditional", "formGroup", "hint", "inputWrapper", "label", "title"}


class Params(dict[str, Any]):
    """Parameters as templates read them: what is missing is None, found at the first try.

    In a plain mapping the template engine would go on to look for a method: slow, and for `items` there is one.
    """

    def __missing__(self, key: str) -> Any:
        return NONE_GIVEN if key in HOLDERS else None


NONE_GIVEN = Params()


def readable(value: Any) -> Any:
    """The value with every mapping inside it made `Params`."""
    if isinstance(value, Mapping):
        return Params({key: readable(entry) for key, entry in value.items()})
    return [readable(entry) for entry in value] if isinstance(value, list) else value


@cache
def template_of(name: str) -> Any:
    return get_template(f"govuk/components/{name}.html")


def filled(name: str, **context: Any) -> SafeString:
    """The markup of a piece of a component, from a context of its own."""
    return mark_safe(template_of(name).render(context))


# What stands in these comes from the page and not from whoever types; many pages draw the same ones again and again.
KEPT = {"select", "sub-navigation", "button"}
# These too while nothing is typed into them: empty lines to fill are most of what a page of filters has.
KEPT_WHEN_EMPTY = {"input", "date-input"}


class _Asked:
    """A component with its parameters, equal to another where those are equal and of the same types.

    The types count because what is marked as safe is not escaped.
    """

    def __init__(self, name: str, params: Mapping[str, Any]) -> None:
        self.name, self.params = name, params
        self.key = name, frozen(params)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def frozen(value: Any) -> Any:
    """The value with the type of everything in it, as something that can be looked up."""
    if isinstance(value, Mapping):
        return tuple((key, frozen(entry)) for key, entry in value.items())
    if isinstance(value, list | tuple):
        return type(value), *(frozen(entry) for entry in value)
    return type(value), value


@lru_cache(maxsize=512)
def _kept(asked: _Asked) -> SafeString:
    return _drawn(asked.name, asked.params)


def _drawn(name: str, params: Mapping[str, Any]) -> SafeString:
    return mark_safe(template_of(name).render({"params": readable(params)}))


def draw(name: str, params: Mapping[str, Any]) -> SafeString:
    """The markup of the component."""
    again = name in KEPT or (name in KEPT_WHEN_EMPTY and _is_empty(params))
    return _kept(_Asked(name, params)) if again else _drawn(name, params)


def _is_empty(params: Mapping[str, Any]) -> bool:
    """Whether nothing is typed and nothing is wrong: an error may say what was typed."""
    lines = params.get("items") or [params]
    return not params.get("errorMessage") and not any(each.get("value") for each in lines)
