"""The link person of one inspection."""

from typing import Any

from django import forms

from accounts import clock
from govuk.forms import DateField, OnceForm
from govuk.widgets import Radios
from inspections.actions.link_person import Link
from inspections.models.link_person import YES_NO

FIELDS = ("name", "role", "access", "authority", "named_by", "named_on", "contact", "email")


def yes_no(label: str) -> forms.ChoiceField:
    required = {"required": "Select yes or no"}
    return forms.ChoiceField(label=label, choices=YES_NO, widget=Radios(inline=True), error_messages=required)


class LinkForm(OnceForm):
    name = forms.CharField(label="Full name", max_length=120)
    role = forms.CharField(label="Their role at Cafcass", max_length=120)
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        required=False,
        help_text="With it they get an account that sees this inspection alone, by a link that expires.",
    )
    contact = forms.CharField(label="How else to reach them", max_length=160, required=False)
    access = yes_no("Do they have ready access to the chief executive and senior leaders?")
    authority = yes_no("Do they have enough authority to answer your requests?")
    named_by = forms.CharField(label="Who named them, by role", max_length=120, initial="Chief executive")
    named_on = DateField(label="Day on which they were named")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("named_on", clock.today())

    def link(self) -> Link:
        return Link(**{name: self.cleaned_data[name] for name in FIELDS})
