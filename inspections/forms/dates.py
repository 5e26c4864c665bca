"""Dates changed by hand, and what really happened."""

from typing import Any

from django import forms

from govuk.forms import DateField, OnceForm, TimeField
from govuk.widgets import Radios
from inspections.forms.plan import reason_field
from inspections.models import Announcement


class DateChangeForm(OnceForm):
    day = DateField(label="New date", example="day")
    reason = reason_field("Reason for the change")


class FieldworkEndForm(OnceForm):
    first_day = DateField(label="First day on site")
    last_day = DateField(label="Last day on site", help_text="The day of the feedback. Later dates follow from it.")
    reason = reason_field("Reason", required=False, hint="Only for a visit of more days than usual or in two weeks.")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class CallForm(OnceForm):
    called_on = DateField(label="Date of the call", example="day")
    called_time = TimeField(label="Time of the call", help_text="For example, 9:10")
    told_whom = forms.ChoiceField(label="Who was told", choices=Announcement.ToldWhom.choices, widget=Radios)
    late_reason = reason_field(
        "Reason for a late call", required=False, hint="Only if the call was later than planned, or late in the day."
    )
    deferral_asked = forms.ChoiceField(
        label="Did they ask for a deferral?",
        choices=[("no", "No"), ("yes", "Yes")],
        widget=Radios,
        required=False,
        initial="no",
        help_text="Every date stands until the programme decision-maker has decided.",
    )
    deferral_reason = reason_field("Why other dates are needed", required=False, hint="Only if they asked.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_whom"].error_messages["required"] = "Select who was told"
