"""Fields that several forms of this room share."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.refusals import Invalid
from evidence import headings
from evidence.models import Revision
from framework.versions import FrameworkVersion
from govuk.widgets import Checkboxes
from information.references import plain_reference

Choice = tuple[str, str]


def place_choices(version: FrameworkVersion, nothing: str) -> list[Choice]:
    """Every area and heading of the framework, after a choice of none."""
    return [("", nothing), *[(place.code, place.label) for place in headings.every(version)]]


def finding_choices(nothing: str) -> list[Choice]:
    return [("", nothing), *Revision.Finding.choices]


def reference(typed: str) -> str:
    """The reference of a case as it is kept, "" for none. Raises ValidationError for what might be a name (DATA-01)."""
    try:
        return plain_reference(typed) if typed.strip() else ""
    except Invalid as error:
        raise forms.ValidationError(error.message) from error


def lines_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Lines of enquiry that it bears on", required=False, widget=Checkboxes(small=True)
    )


class CitesField(forms.TypedMultipleChoiceField):
    """Revisions chosen by number. Whether each may be cited is the action's question, which can say why not."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, widget=Checkboxes(small=True), required=False, **options)

    def valid_value(self, value: Any) -> bool:
        # Ten figures at most, so that no database refuses to compare it.
        return str(value).isascii() and str(value).isdigit() and len(str(value)) < 11

    def offer(self, choices: Iterable[Choice]) -> None:
        self.choices = list(choices)
