"""Forms of what was seen of a member of staff who was upset."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from accounts import clock
from fieldwork.models import StaffUpsetStep
from fieldwork.models.upset import SHORT
from govuk.forms import DateField, OnceForm, TextField, TimeField
from govuk.widgets import Radios, Select

NO_NAME = "By role, never by name."
TEXT_LIMIT = 5_000


def words(label: str, required: str = "", hint: str = "") -> TextField:
    return TextField(
        label=label,
        rows=3,
        max_length=TEXT_LIMIT,
        count=False,
        required=bool(required),
        help_text=hint,
        error_messages={"required": required} if required else None,
    )


class Timed(OnceForm):
    """A day and a time, which come filled in with now."""

    mark_optional = False

    day = DateField(label="Day")
    time = TimeField(label="Time", help_text="For example, 15:10")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = clock.london(clock.now())
        self.initial.setdefault("day", now.date())
        self.initial.setdefault("time", now.time())

    def when(self) -> datetime:
        day, at = self.cleaned_data["day"], self.cleaned_data["time"]
        return clock.at(day, at.hour, at.minute)


class UpsetForm(Timed):
    field_order = ("role", "day", "time", "seen", "adjustment", "outcome", "meeting")

    role = forms.CharField(
        label="Role of the person",
        max_length=SHORT,
        help_text=NO_NAME,
        error_messages={"required": "Enter the person's role"},
    )
    seen = words("What you saw", "Enter what you saw", NO_NAME)
    adjustment = words("What you offered so that they could go on", hint="For example, a pause or another day.")
    outcome = words("What came of it")
    meeting = forms.ChoiceField(label="Meeting in which it was", required=False, widget=Select())

    def __init__(self, *args: Any, meetings: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "In no meeting"), *meetings]  # type: ignore[attr-defined]
        if not meetings:
            del self.fields["meeting"]


class ToldForm(Timed):
    field_order = ("told", "day", "time", "text")

    told = forms.ChoiceField(
        label="Was the contact for well-being told?",
        choices=[("yes", "Yes, at this time"), ("no", "No, because…")],
        widget=Radios(small=True),
        error_messages={"required": "Select whether the contact was told"},
    )
    text = words("Note, or why nobody was told", hint=NO_NAME)


class AdviceForm(Timed):
    field_order = ("advice_from", "day", "time", "text")

    advice_from = forms.ChoiceField(
        label="Whose advice did you take?",
        choices=StaffUpsetStep.Advice.choices,
        widget=Radios(small=True),
        error_messages={"required": "Select whose advice was taken"},
    )
    text = words("What they advised", hint=NO_NAME)
