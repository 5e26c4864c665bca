"""Adjustments, declared interests and concerns about conduct."""

from typing import Any

from django import forms

from accounts import clock
from accounts.models import Person
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Radios
from inspections.forms.plan import REASON_LIMIT, reason_field
from inspections.models import Inspection, InterestDecision

NOTHING, SOMETHING = "nothing", "something"


def words(label: str, missing: str, *, required: bool = True, hint: str = "") -> TextField:
    return TextField(
        label=label,
        max_length=REASON_LIMIT,
        rows=4,
        required=required,
        help_text=hint,
        error_messages={"required": missing},
    )


class AdjustmentForm(OnceForm):
    need = forms.CharField(
        label="What is needed",
        max_length=300,
        help_text="For example, a hearing loop for the feedback meeting. Without anybody's name.",
        error_messages={"required": "Enter what is needed"},
    )
    raised_by = forms.CharField(
        label="Who raised it",
        max_length=120,
        help_text="The role, for example the link person.",
        error_messages={"required": "Enter who raised it"},
    )
    raised_on = DateField(label="When it was raised")
    owner = forms.ModelChoiceField(
        Person.objects.none(), label="Who sees to it", error_messages={"required": "Select who sees to it"}
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = inspection.members.current()
        people = Person.objects.filter(inspection_roles__in=held).order_by("name", "pk")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        self.fields["raised_on"].initial = clock.today


class AdjustmentAnswerForm(OnceForm):
    step = words("What was done", "Enter what was done, or why it cannot be")
    answered_on = DateField(label="When")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_on"].initial = clock.today


class InterestForm(OnceForm):
    has = forms.ChoiceField(
        label="Do you have an interest in what is inspected here?",
        choices=[(NOTHING, "No, none"), (SOMETHING, "Yes")],
        widget=Radios,
        help_text="For example work for Cafcass in the last years, a relative there, or a case of your own.",
        error_messages={"required": "Select whether you have one"},
    )
    text = words("Which", "", required=False, hint="Where you said yes. Without anybody's name.")


class InterestDecisionForm(OnceForm):
    outcome = forms.ChoiceField(
        label="What follows",
        choices=InterestDecision.Outcome.choices,
        widget=Radios,
        error_messages={"required": "Select what follows"},
    )
    limits = words("Kept from", "", required=False, hint="Sites, cases or subjects, where they stay with limits.")
    reason = reason_field("Reason")


class ConductConcernForm(OnceForm):
    about_lead = forms.ChoiceField(
        label="Whose conduct is it about?",
        choices=[("no", "An inspector of the team"), ("yes", "The lead inspector")],
        widget=Radios,
        help_text="What is about the lead goes to the quality assurance manager, and the lead does not see it.",
        error_messages={"required": "Select whose conduct it is about"},
    )
    text = words("What happened", "Enter what happened")


class ConductAnswerForm(OnceForm):
    text = words("Answer", "Enter the answer")


class FieldworkStartForm(OnceForm):
    first_day = DateField(label="First day on site")
    reason = reason_field("Reason", required=False, hint="Only where something is still open.")
