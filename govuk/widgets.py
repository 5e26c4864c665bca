"""Widgets that know how the Design System draws them. Django's own are drawn the same way, with its defaults."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

WIDTHS = (2, 3, 4, 5, 10, 20, 30)
DATE_PARTS = ("day", "month", "year")


class Choices:
    """What radios and checkboxes share: a hint for a value, smaller boxes, all on one line."""

    def __init__(
        self,
        *,
        hints: Mapping[Any, str] | None = None,
        inline: bool = False,
        small: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.inline, self.small = inline, small


class Radios(Choices, forms.RadioSelect):
    pass


class Checkboxes(Choices, forms.CheckboxSelectMultiple):
    pass


class Select(forms.Select):
    pass


class Text(forms.TextInput):
    """A text input of a given width in characters (2, 3, 4, 5, 10, 20 or 30), perhaps with a unit before or behind."""

    def __init__(self, attrs: dict[str, Any] | None = None, width: int = 0, prefix: str = "", suffix: str = "") -> None:
        super().__init__(attrs)
        if width and width not in WIDTHS:
            raise ValueError(f"The Design System has no text input of width {width}, only {WIDTHS}.")
        self.width, self.prefix, self.suffix = width, prefix, suffix


class Textarea(forms.Textarea):
    """A text area of some rows, which counts characters down where `count` is set and the field has a limit."""

    def __init__(self, attrs: dict[str, Any] | None = None, rows: int = 5, count: bool = False) -> None:
        super().__init__({"rows": rows, **(attrs or {})})
        self.count = count


class TimeInput(forms.TimeInput):
    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")
        self.width = 5


class DateInput(forms.MultiWidget):
    """Three text inputs, so that nobody fights a calendar and what was typed comes back."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in DATE_PARTS}, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]
