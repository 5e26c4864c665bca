"""Several people join the team with one form (TEAM-01)."""

from typing import Any

from django.contrib import messages

from accounts.access import Role
from accounts.refusals import Invalid
from inspections.actions.team_together import Several, add_together
from inspections.forms.team_together import TogetherForm
from inspections.rules import team as rules
from inspections.views.base import InspectionPage

ROLES = (Role.DEPUTY, Role.TEAM)


class TeamTogether(InspectionPage):
    """Deputies and team inspectors by lists of names; nobody joins unless everybody chosen may."""

    back = "team"
    form_class = TogetherForm
    template_name = "inspections/team_together.html"

    def allow(self) -> None:
        rules.may_change_team(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def once(self, form: Any) -> str:
        try:
            return super().once(form)
        except Several as several:
            *others, last = several.findings
            for finding in others:
                form.add_error(finding.field, finding.message)
            raise Invalid(last.field, last.message) from several

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        chosen = {role.value: given[role.value] for role in ROLES}
        made = add_together(self.inspection, chosen, reason=given["reason"], by=self.by)
        names = ", ".join(f"{member.person.name} ({member.get_role_display().lower()})" for member in made)
        messages.success(self.request, f"Now on the team: {names}.")
        return self.address()
