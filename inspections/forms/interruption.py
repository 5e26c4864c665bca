"""Deferral, pause, hold, and an end before its time."""

from typing import Any

from django import forms

from accounts.models import Person
from govuk.forms import DateField, OnceForm, TimeField
from govuk.widgets import Radios
from inspections.forms.plan import reason_field
from inspections.models import DeferralDecision


class DeferralForm(OnceForm):
    """Cafcass gives the reason; somebody at Ofsted who logs the request also says who asked, and when."""

    requester = forms.CharField(label="Who asked", max_length=120)
    requester_role = forms.CharField(label="Their role", max_length=120, help_text="For example, chief executive")
    asked_on = DateField(label="Day on which they asked", example="day")
    asked_time = TimeField(label="Time", help_text="For example, 11:30")
    reason = reason_field("Why other dates are needed")

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by.side == Person.Side.CAFCASS:
            for name in ("requester", "requester_role", "asked_on", "asked_time"):
                del self.fields[name]


class DeferralDecisionForm(OnceForm):
    outcome = forms.ChoiceField(
        label="Decision",
        choices=DeferralDecision.Outcome.choices,
        widget=Radios,
        error_messages={"required": "Select the decision"},
    )
    reasons = reason_field("Reasons", hint="Cafcass is told these.")
    policy = forms.CharField(
        label="Deferral policy", max_length=300, help_text="Its version, or a link to it. Cafcass is told this too."
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class PauseForm(OnceForm):
    requested_by = forms.CharField(label="Who asked for it", max_length=120)
    reason = reason_field("Why a pause is needed")
    considered_by = forms.CharField(label="Who considered it", max_length=120)
    granted = forms.ChoiceField(
        label="Decision",
        choices=[("yes", "Paused"), ("no", "Not paused")],
        widget=Radios,
        error_messages={"required": "Select the decision"},
    )
    decision = reason_field("Reasons for the decision")
    guidance = forms.CharField(label="Guidance on pausing", max_length=300, help_text="Its version, or a link to it.")
    starts_on = DateField(label="First day of the pause")
    ends_on = DateField(label="Last day, if it is known", required=False)


class PauseEndForm(OnceForm):
    ends_on = DateField(label="Last day of the pause")
    last_day = DateField(label="New last day on site", help_text="Every later date is counted from it.")
    reason = reason_field("Why work goes on, and these days")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class IncompleteForm(OnceForm):
    reason = reason_field("Why it cannot be completed")
    kept = reason_field("What is kept, and what it may be used for")
