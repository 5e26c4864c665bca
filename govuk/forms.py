"""The forms of this product: `GovukForm` and `GovukModelForm`; `OnceForm` and `OnceModelForm` for what is done once."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, ClassVar
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from govuk.fields import DateField, TextField, TimeField
from govuk.widgets import DATE_PARTS
from govuk.wording import speak_plainly, translated

__all__ = [
    "DateField",
    "GovukForm",
    "GovukModelForm",
    "OnceForm",
    "OnceModelForm",
    "TextField",
    "TimeField",
    "date_data",
    "time_data",
]


class Plain:
    """Labels, hints and refusals in the words of the Design System; a helper that lays the fields out."""

    fieldsets: ClassVar[Sequence[tuple[str, Sequence[str]]]] = ()
    mark_optional: ClassVar[bool] = True
    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self.fields[name] = translated(field)
            speak_plainly(name, self.fields[name])

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        grouped = {name for _, names in self.fieldsets for name in names}
        groups = [Fieldset(legend, *filter(self.fields.__contains__, names)) for legend, names in self.fieldsets]
        helper.layout = Layout(*groups, *[name for name in self.fields if name not in grouped])
        return helper


class GovukForm(Plain, forms.Form):
    """A form drawn by `{% govuk_form form %}`."""


class GovukModelForm(Plain, forms.ModelForm):
    """The same for a model. Name the fields in Meta, never `__all__`."""


class Once(forms.Form):
    """The hidden fields of a form that edits: the version it was opened with, and an id under which it is done once."""

    op = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "This page was opened without its operation number. Open it again and copy your text across.",
            "invalid": "The operation number of this page is damaged. Open it again and copy your text across.",
        },
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        required=False,
        error_messages={
            "invalid": "The version number of this page is damaged. Open it again and copy your text across."
        },
    )


class OnceForm(Plain, Once):
    """`cleaned_data["op"]` is a UUID, fresh each time the page is opened; `cleaned_data["version"]` an int or None."""

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_once(self, version)


class OnceModelForm(Plain, Once, forms.ModelForm):
    """The same for a model; the version is the instance's own."""

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = None if self.instance._state.adding else getattr(self.instance, "version", None)
        open_once(self, version if version is not None else stored)


def open_once(form: Any, version: int | None) -> None:
    form.initial.setdefault("op", uuid4())
    form.initial.setdefault("version", version)


def date_data(name: str, day: date) -> dict[str, str]:
    """What a browser posts for a date field."""
    return {f"{name}_{part}": str(getattr(day, part)) for part in DATE_PARTS}


def time_data(name: str, at: time) -> Mapping[str, str]:
    """What a browser posts for a time field."""
    return {name: f"{at:%H:%M}"}
