"""Who joins, leaves, leads, and sits in which pair."""

from typing import Any

from django import forms

from accounts.models import Person
from govuk.forms import OnceForm
from govuk.widgets import Checkboxes, Radios
from inspections.forms.plan import reason_field
from inspections.models import Inspection, TeamMember
from inspections.models.team import ROLES
from inspections.rules.team import COUNTED, INSPECTORS, limits

# Figures of the largest key that both databases keep, less one.
LONGEST_NUMBER = 18


def colleagues() -> Any:
    return Person.objects.filter(side=Person.Side.OFSTED, suspended_at=None).order_by("name", "pk")


def inspectors_of(inspection: Inspection) -> Any:
    """The people who are lead, deputy or team inspector now."""
    held = TeamMember.objects.current().filter(inspection=inspection, role__in=INSPECTORS)
    return Person.objects.filter(inspection_roles__in=held).order_by("name", "pk")


class MemberForm(OnceForm):
    role = forms.ChoiceField(label="Role", choices=ROLES, widget=Radios, error_messages={"required": "Select a role"})
    person = forms.ModelChoiceField(Person.objects.none(), label="Who", error_messages={"required": "Select who joins"})
    purpose = forms.ChoiceField(
        label="What the shadowing is for",
        choices=TeamMember.Purpose.choices,
        widget=Radios,
        required=False,
        help_text="For a shadowing inspector only.",
    )
    paired_with = forms.ModelChoiceField(
        Person.objects.none(),
        label="Inspector to follow",
        required=False,
        help_text="For a shadowing inspector only. Without one they can read no evidence.",
    )
    reason = reason_field(
        "Reason", required=False, hint="Only where a usual limit is exceeded, or the quality assurance manager changes."
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues()  # type: ignore[attr-defined]
        self.fields["paired_with"].queryset = inspectors_of(inspection)  # type: ignore[attr-defined]


class ShadowForm(OnceForm):
    paired_with = forms.ModelChoiceField(Person.objects.none(), label="Inspector to follow")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paired_with"].queryset = inspectors_of(inspection)  # type: ignore[attr-defined]


class LeadForm(OnceForm):
    person = forms.ModelChoiceField(Person.objects.none(), label="New lead inspector")
    stays_as = forms.ChoiceField(label="The present lead", widget=Radios, required=False)
    reason = reason_field("Reason for the change")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues().exclude(grade=Person.Grade.NONE)  # type: ignore[attr-defined]
        stays = [(code, f"Stays as {label.lower()}") for code, label in ROLES if code in COUNTED]
        self.fields["stays_as"].choices = [*stays, ("", "Leaves the team")]  # type: ignore[attr-defined]


class SeatsField(forms.ModelMultipleChoiceField):
    """Members by number. One longer than any that a database can compare is nobody's."""

    def clean(self, value: Any) -> Any:
        long = next((each for each in value or () if len(str(each)) > LONGEST_NUMBER), None)
        if long is not None:
            raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": long})
        return super().clean(value)


class PairForm(OnceForm):
    name = forms.CharField(label="Name of the pair", max_length=40, help_text="For example, Pair A")
    members = SeatsField(
        TeamMember.objects.none(),
        label="Inspectors",
        widget=Checkboxes,
        error_messages={"required": "Select the inspectors of this pair."},
    )
    area_week_1 = forms.CharField(label="Area in week 1", max_length=120, required=False)
    area_week_2 = forms.CharField(label="Area in week 2", max_length=120, required=False)
    reason = reason_field("Reason", required=False, hint="Only where the pair is not two inspectors with an own area.")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = TeamMember.objects.current().filter(inspection=inspection, role__in=INSPECTORS)
        self.fields["members"].queryset = held.select_related("person").order_by("person__name")  # type: ignore[attr-defined]
        if limits(inspection).within_weeks == 1:
            del self.fields["area_week_2"]
