"""Forms of the daily team meeting and of the daily look through the record."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts import clock
from accounts.models import Person
from evidence.forms.quality import words
from govuk.forms import DateField, OnceForm
from govuk.widgets import Checkboxes


class MeetingForm(OnceForm):
    mark_optional = False

    day = DateField(label="Day of the meeting")
    attendees = forms.TypedMultipleChoiceField(
        label="Who was there",
        coerce=int,
        widget=Checkboxes(small=True),
        error_messages={"required": "Select who was there"},
    )
    tell_cafcass = words("To tell Cafcass at the next keep-in-touch meeting", rows=3)
    tomorrow = words("To do tomorrow, and who", rows=3)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attendees"].choices = [(each.pk, each.name) for each in people]  # type: ignore[attr-defined]
        self.initial.setdefault("day", clock.today())
        self.initial.setdefault("attendees", [each.pk for each in people])


class ReviewedForm(OnceForm):
    mark_optional = False

    gaps = words("Gaps that you saw", rows=3, hint="Leave it empty where you saw none.")
