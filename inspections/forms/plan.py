"""Planning, renaming, cancelling."""

from typing import Any

from django import forms

from accounts.access import Role
from accounts.gate import standing_roles
from accounts.models import Person
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Radios
from inspections import kinds

# A reason is a paragraph or two; the record keeps it for good.
REASON_LIMIT = 2000


def reason_field(label: str, *, required: bool = True, hint: str = "") -> TextField:
    return TextField(
        label=label,
        max_length=REASON_LIMIT,
        rows=3,
        required=required,
        help_text=hint,
        error_messages={"required": "Enter a reason"},
    )


def inspectors() -> Any:
    """Everybody at Ofsted who is an inspector and not suspended."""
    people = Person.objects.filter(side=Person.Side.OFSTED, suspended_at=None)
    return people.exclude(grade=Person.Grade.NONE).order_by("name", "pk")


class PlanForm(OnceForm):
    """What a plan is made from. `seen` says which timetable the person was shown before saving."""

    kind = forms.ChoiceField(label="Kind of activity", widget=Radios)
    title = forms.CharField(label="Title", max_length=160, help_text="For example, Cafcass national inspection 2024")
    onsite_week = DateField(
        label="Monday of the first on-site week",
        help_text="Even if that Monday is a bank holiday. For example, 5 2 2024",
    )
    lead = forms.ModelChoiceField(Person.objects.none(), label="Lead inspector", required=False)
    reason = reason_field("Reason", required=False, hint="Only where a warning about the timetable asks for one.")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        kind.choices = [  # type: ignore[attr-defined]
            (each.code, each.label) for each in kinds.plannable()
        ]
        kind.error_messages["invalid_choice"] = "'%(value)s' is not one of the kinds of activity allowed"
        self.fields["lead"].queryset = inspectors()  # type: ignore[attr-defined]
        if Role.SCHEDULER not in standing_roles(by):
            self.fields["lead"].initial = by.pk
            self.fields["lead"].help_text = "You can plan only what you lead yourself."

    def shown(self) -> str:
        """What the timetable on the page depends on."""
        return f"{self.cleaned_data['kind']} {self.cleaned_data['onsite_week']}"


class TitleForm(OnceForm):
    title = forms.CharField(label="Title", max_length=160)


class ReasonForm(OnceForm):
    reason = reason_field("Reason")


class WeekForm(OnceForm):
    onsite_week = DateField(label="Monday of the first on-site week", help_text="For example, 5 2 2024")
    reason = reason_field("Reason for the change")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
