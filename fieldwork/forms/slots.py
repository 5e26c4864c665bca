"""Answers to proposed meeting times, and the lead's decision on another time."""

from django import forms

from govuk.forms import DateField, OnceForm, TextField, TimeField
from inspections.forms.plan import REASON_LIMIT, reason_field


class ConfirmSlotsForm(OnceForm):
    """One button for everything that waits; `seen` says which times the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class AnotherTimeForm(OnceForm):
    day = DateField(label="Day that suits you", example="day")
    starts = TimeField(label="Starts", help_text="For example, 9:30")
    ends = TimeField(label="Ends")
    reason = TextField(label="Anything the lead should know", max_length=REASON_LIMIT, rows=2, required=False)


class TakeTimeForm(OnceForm):
    reason = reason_field("Reason", required=False, hint="Only where a rule of the diary asks for one.")


class KeepTimeForm(OnceForm):
    reason = reason_field("Why the time stays", hint="Cafcass reads this.")
