"""How the product says no: exceptions that carry a sentence for the person, turned into a page by one middleware."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404


class NotAllowed(Exception):
    """The person may see this but may not do it, or not now. Answered with 403 and the sentence."""

    def __init__(self, reason: str, lifted_by: str = "", rule: str = "") -> None:
        super().__init__(reason)
        self.reason, self.lifted_by, self.rule = reason, lifted_by, rule


class NotYours(NotAllowed):
    """The access table gives the person's roles no right to this, whatever the state of things."""


class NotHere(Http404):
    """The person may not know of this. Answered with 404, the same as for an address that never existed."""


@dataclass
class Both:
    """One field of a stale form: its label, what the person typed, and what is stored now."""

    label: str
    yours: str
    stored: str


@dataclass
class Stale(Exception):
    """Somebody else changed it since the form was opened. Answered with 409, showing both texts and losing neither."""

    texts: list[Both] = field(default_factory=list)
    address: str = ""
    changed_by: str = ""


class Invalid(Exception):
    """An action's own finding about one field; `FormAction.run` puts it beside that field.

    `field` is the form field's name, or "" for the whole form.
    """

    def __init__(self, field: str, message: str, rule: str = "") -> None:
        super().__init__(message)
        self.field, self.message, self.rule = field, message, rule


def require(condition: Any, reason: str, lifted_by: str = "", rule: str = "") -> None:
    """Raises NotAllowed with the sentence unless the condition holds."""
    if not condition:
        raise NotAllowed(reason, lifted_by, rule)
