"""Several people who join at once, each in one role."""

from typing import Any

from accounts.models import Person
from govuk.forms import OnceForm
from govuk.widgets import Checkboxes
from inspections.forms.plan import reason_field
from inspections.forms.team import SeatsField, colleagues
from inspections.models import Inspection, TeamMember


class PeopleField(SeatsField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.get_grade_display()}"


class TogetherForm(OnceForm):
    """`deputy` and `team` are named like the roles that they give."""

    mark_optional = False

    deputy = PeopleField(Person.objects.none(), label="Deputy lead inspectors", widget=Checkboxes, required=False)
    team = PeopleField(Person.objects.none(), label="Team inspectors", widget=Checkboxes, required=False)
    reason = reason_field("Reason", required=False, hint="Only where a usual limit is exceeded.")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = colleagues().exclude(grade=Person.Grade.NONE)
        # Whoever is on it already is not offered; sent again, the same names must lead to the same result.
        if not self.is_bound:
            held = TeamMember.objects.current().filter(inspection=inspection).values("person")
            free = free.exclude(pk__in=held)
        for name in ("deputy", "team"):
            self.fields[name].queryset = free  # type: ignore[attr-defined]
