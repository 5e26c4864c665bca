"""The call sheet and what is settled before the team comes."""

from typing import Any

from django import forms

from govuk.forms import DateField, OnceForm, TextField, TimeField
from govuk.widgets import Radios
from information.models import CallSheet, IncidentEntry
from information.models.notification import SHORT, YES_NO
from inspections.forms.plan import REASON_LIMIT, reason_field

UNSAID = [("", "Not said yet")]


def words(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=SHORT, required=False, help_text=hint)


def choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*UNSAID, *choices], widget=Radios(inline=True), required=False)


class CallSheetForm(OnceForm):
    """Nothing is compulsory: it is filled in any order while somebody talks."""

    mark_optional = False

    fieldsets = (
        (
            "The call",
            ("called_on", "called_time", "method", "ceo_available", "stood_in", "asked_to_inform", "late_reason"),
        ),
        ("First meeting with the chief executive", ("first_on", "first_time", "first_place", "first_with")),
        (
            "Second talk on the same day",
            ("talk", "talk_on", "talk_time", "talk_method", "talk_held", "talk_people", "talk_reason"),
        ),
        ("Link person", ("link_person", "link_contact", "link_authority")),
    )
    called_on = DateField(label="Date of the call", required=False)
    called_time = TimeField(label="Time of the call", required=False, help_text="For example, 9:10")
    method = choice("How", CallSheet.Method.choices)
    ceo_available = choice("Was the chief executive there?", YES_NO)
    stood_in = words("Who stood in", "By role. Only where the chief executive could not be reached.")
    asked_to_inform = forms.BooleanField(label="They were asked to tell the chief executive", required=False)
    late_reason = reason_field("Reason for a late call", required=False)
    first_on = DateField(label="Day", required=False)
    first_time = TimeField(label="Time of the meeting", required=False)
    first_place = words("Place")
    first_with = words("With whom", "By role.")
    talk = choice("The offer", CallSheet.Talk.choices)
    talk_on = DateField(label="Day of the talk", required=False)
    talk_time = TimeField(label="Time of the talk", required=False)
    talk_method = choice("How it was held", CallSheet.TalkMethod.choices)
    talk_held = choice("Was it held?", YES_NO)
    talk_people = words("Who was there", "By role.")
    talk_reason = reason_field("Reason for another day", required=False)
    link_person = words("Who is named, with their role")
    link_contact = words("How to reach them")
    link_authority = choice("Can they reach the chief executive and answer for Cafcass?", YES_NO)
    correction = TextField(
        label="Reason for a correction",
        max_length=REASON_LIMIT,
        rows=2,
        required=False,
        help_text="Only where something about the call itself was recorded wrongly. Both versions are kept.",
    )

    def __init__(self, *args: Any, announced: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not announced:
            del self.fields["correction"]

    def sheet(self) -> dict[str, Any]:
        """What was typed, without the hidden fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("op", "version")}


class MatterForm(OnceForm):
    done = forms.ChoiceField(
        label="Is it settled?",
        choices=[("yes", "Yes"), ("no", "No, it is open")],
        widget=Radios(inline=True),
        error_messages={"required": "Select whether it is settled"},
    )
    done_on = DateField(label="Day")
    with_whom = words("With whom", "By role.")
    note = TextField(label="Note", max_length=REASON_LIMIT, rows=3, required=False, help_text="No names of children.")


class ContactForm(OnceForm):
    name = forms.CharField(label="Name and role", max_length=SHORT)
    phone = forms.CharField(label="Telephone", max_length=40, error_messages={"required": "Enter a telephone number"})


class StepsForm(OnceForm):
    steps = TextField(
        label="What the chief executive needs during the inspection",
        max_length=REASON_LIMIT,
        rows=4,
        help_text="Or “none needed”. You, the deputies and the quality assurance manager read this, and nobody else.",
        error_messages={"required": "Enter the steps, or “none needed”"},
    )


class IncidentForm(OnceForm):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=IncidentEntry.Kind.choices,
        widget=Radios(),
        error_messages={"required": "Select what it is"},
    )
    text = TextField(
        label="What awaits investigation", max_length=REASON_LIMIT, rows=3, required=False, help_text="No names."
    )
