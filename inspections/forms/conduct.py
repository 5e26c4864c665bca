"""Acting, replacing, declarations, concerns, adjustments, and the start of fieldwork."""

from typing import Any

from django import forms

from accounts.access import Role
from accounts.models import Person
from govuk.forms import DateField, OnceForm
from govuk.widgets import Radios
from inspections.forms.plan import reason_field
from inspections.forms.team import colleagues
from inspections.models import Inspection, Interest, TeamMember
from inspections.rules.acting import REPLACED
from inspections.rules.team import INSPECTORS


def people_of(inspection: Inspection) -> Any:
    """Everybody with a role now."""
    return Person.objects.filter(inspection_roles__in=inspection.members.current()).order_by("name", "pk")


class MemberChoice(forms.ModelChoiceField):
    def label_from_instance(self, member: Any) -> str:
        return f"{member.person.name}, {member.get_role_display().lower()}"


class ActingForm(OnceForm):
    instead_of = MemberChoice(TeamMember.objects.none(), label="Who is away")
    member = MemberChoice(TeamMember.objects.none(), label="Who acts for them")
    first_day = DateField(label="First day")
    last_day = DateField(label="Last day, if it is more than one", required=False)
    reason = reason_field("Reason")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = inspection.members.current().select_related("person").order_by("person__name")
        self.fields["instead_of"].queryset = current.filter(role__in=REPLACED)  # type: ignore[attr-defined]
        others = current.filter(role__in=INSPECTORS - {Role.LEAD})
        self.fields["member"].queryset = others  # type: ignore[attr-defined]


class ReplaceForm(OnceForm):
    person = forms.ModelChoiceField(Person.objects.none(), label="Who comes")
    reason = reason_field("Reason")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = colleagues().exclude(pk__in=people_of(inspection).values("pk"))
        self.fields["person"].queryset = free  # type: ignore[attr-defined]


class InterestForm(OnceForm):
    none = forms.ChoiceField(
        label="Have you a conflict of interest here?",
        choices=[("yes", "None"), ("no", "There is something")],
        widget=Radios,
        error_messages={"required": "Select one of the two"},
    )
    what = reason_field(
        "What there is",
        required=False,
        hint="Earlier work for Cafcass, family or friends there, a case that touches you. Lead and scheduler read it.",
    )


class InterestDecisionForm(OnceForm):
    outcome = forms.ChoiceField(
        label="Decision",
        choices=Interest.Outcome.choices,
        widget=Radios,
        error_messages={"required": "Select the decision"},
    )
    limit = reason_field("From what they stay away, or why", required=False)


class ConcernForm(OnceForm):
    about = forms.ModelChoiceField(Person.objects.none(), label="Whom it is about")
    text = reason_field("What happened")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = people_of(inspection)  # type: ignore[attr-defined]
        self.fields["text"].error_messages["required"] = "Say what happened"


class AdjustmentForm(OnceForm):
    need = reason_field("What is needed", hint="For example, a hearing loop for the feedback meeting.")
    raised_by = forms.CharField(label="Who raised it, by role", max_length=120)
    raised_on = DateField(label="Day on which it was raised")
    owner = forms.ModelChoiceField(Person.objects.none(), label="Who sees to it", required=False)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].error_messages["required"] = "Say what is needed"
        self.fields["owner"].queryset = people_of(inspection)  # type: ignore[attr-defined]


class AdjustmentAnswerForm(OnceForm):
    step = reason_field("Step that was taken")
    step_on = DateField(label="Day")


class StartForm(OnceForm):
    reason = reason_field("Reason", required=False, hint="Only where an adjustment is still unanswered.")
