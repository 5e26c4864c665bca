"""Acting for somebody, and taking somebody's place."""

from typing import Any

from django import forms

from accounts.access import Role
from accounts.models import Person
from govuk.forms import DateField, OnceForm
from inspections.forms.plan import reason_field
from inspections.forms.team import colleagues
from inspections.models import Inspection, TeamMember
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
