"""Form fields for dates, times and long texts, each refusing in words and keeping what was typed."""

import calendar
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any, ClassVar, Literal

from django import forms
from django.core.exceptions import ValidationError

from govuk.today import today
from govuk.widgets import DATE_PARTS, DateInput, Textarea, TimeInput

MONTHS = {calendar.month_name[number].lower(): number for number in range(1, 13)}
# Outside these a year is a slip of the finger, and some databases cannot keep it.
FIRST_YEAR, LAST_YEAR = 1900, 2199
CLOCK = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*(am|pm)?", re.ASCII | re.IGNORECASE)


def part_number(name: str, typed: str) -> int | None:
    """The number of a day, month or year as typed ("jan" is a month), or None."""
    if name == "month" and len(typed) >= 3:
        return next((number for month, number in MONTHS.items() if month.startswith(typed.lower())), None)
    pattern = r"\d{4}" if name == "year" else r"\d{1,2}"
    return int(typed) if re.fullmatch(pattern, typed, re.ASCII) else None


def typed_parts(value: Any) -> list[str]:
    """Day, month and year as typed, without spaces around; three empty strings for nothing."""
    given = value if isinstance(value, list | tuple) else [None] * len(DATE_PARTS)
    return [str(part or "").strip() for part in given]


class DateField(forms.Field):
    """Gives a `date`. Says "must include a month" for what is missing and "must be a real date" for 31 February.

    With an `example`, its hint ends with a date near today: the day itself, or the Monday that comes next.
    """

    widget = DateInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "Enter the date",
        "incomplete": "%(label)s must include a %(parts)s",
        "unreal": "%(label)s must be a real date",
        "year": "%(label)s must have a year of four figures, such as %(year)s",
    }

    def __init__(self, *, example: Literal["", "day", "monday"] = "", **options: Any) -> None:
        super().__init__(**options)
        self.example = example

    def show_example(self) -> None:
        """Called where a form is opened, so that the example is never older than the page."""
        if self.example:
            day = today()
            near = day + timedelta(days=7 - day.weekday()) if self.example == "monday" else day
            said = f"For example, {near.day} {near.month} {near.year}"
            self.help_text = f"{self.help_text} {said}" if self.help_text else said

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = typed_parts(value)
        if not any(typed):
            return None
        self.refuse_gaps(typed)
        return self.real(typed)

    def refuse_gaps(self, typed: Sequence[str]) -> None:
        missing = [name for name, text in zip(DATE_PARTS, typed, strict=True) if not text]
        if missing:
            raise self.refusal("incomplete", parts=" and a ".join(missing))

    def real(self, typed: Sequence[str]) -> date:
        day, month, year = (part_number(name, text) for name, text in zip(DATE_PARTS, typed, strict=True))
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise self.refusal("year", year=str(today().year))
        try:
            return date(year, month or 0, day or 0)
        except ValueError:
            raise self.refusal("unreal") from None

    def refusal(self, code: str, **params: str) -> ValidationError:
        return ValidationError(
            self.error_messages[code], code=code, params={"label": self.label or "The date", **params}
        )

    def wrong_parts(self, value: Any) -> list[str]:
        """The inputs at fault: those that are empty or unreadable, or all three when each alone looks right."""
        typed = typed_parts(value)
        wrong = [name for name, text in zip(DATE_PARTS, typed, strict=True) if part_number(name, text) is None]
        return wrong or list(DATE_PARTS)


class TimeField(forms.TimeField):
    """Gives a `time` from 10:40, 10.40, 1040, 10 or 9am."""

    widget = TimeInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "Enter the time",
        "invalid": "Enter a time, such as 10:40",
    }

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        if value in self.empty_values:
            return None
        found = CLOCK.fullmatch(str(value).strip())
        try:
            return time(hour_of(found), int(found[2] or 0)) if found else self.refuse()
        except ValueError:
            return self.refuse()

    def refuse(self) -> time:
        raise ValidationError(self.error_messages["invalid"], code="invalid")


def hour_of(found: re.Match[str]) -> int:
    """The hour in 0–23. Raises ValueError for "13am"."""
    hour, half = int(found[1]), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError(found[0])
    return hour % 12 + 12 * (half == "pm") if half else hour


# What steers the direction of writing can make a name read as another; a line of text needs none of it.
STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def refuse_control_characters(typed: Any) -> None:
    """For what stands on one line: no line break, no other control character, nothing that turns the writing round."""
    # The null character has a sentence of its own.
    if any(sign in STEERING or (sign != "\0" and unicodedata.category(sign) == "Cc") for sign in str(typed)):
        raise ValidationError("", code="control_characters")


class TextField(forms.CharField):
    """A long text with one kind of line end, so that it is counted as people see it."""

    def __init__(self, *, rows: int = 8, count: bool = True, **options: Any) -> None:
        options.setdefault("widget", Textarea(rows=rows, count=count))
        super().__init__(**options)

    def to_python(self, value: Any) -> str | None:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
