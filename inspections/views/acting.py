"""Somebody acts for a day; somebody takes another's place."""

from typing import Any

from accounts import clock
from inspections import actions
from inspections.forms.acting import ActingForm, ReplaceForm
from inspections.rules import acting
from inspections.rules.team import may_be_replaced, may_change_team
from inspections.views.team import OfTeam


class ActingCreate(OfTeam):
    """Lead or deputy ill: one form, and it ends by itself."""

    form_class = ActingForm
    template_name = "inspections/acting_create.html"
    success = "It is recorded. They have the rights on these days, and it ends by itself."

    def allow(self) -> None:
        acting.may_let_act(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def initial(self) -> dict[str, Any]:
        lead = self.inspection.members.current().filter(role="lead").values_list("pk", flat=True).first()
        return {"first_day": clock.today(), "instead_of": lead}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        days = {name: given[name] for name in ("first_day", "last_day", "reason")}
        actions.let_act(given["instead_of"], given["member"], **days, by=self.by)
        return self.address()


class MemberReplace(OfTeam):
    """Who leaves loses access at once; who comes has the role and the seat in the pair."""

    form_class = ReplaceForm
    template_name = "inspections/member_replace.html"
    success = "They are replaced. Whoever left opens nothing from now on; what they wrote stays theirs."

    def allow(self) -> None:
        may_change_team(self.by, self.inspection)
        may_be_replaced(self.member)

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def context(self) -> dict[str, Any]:
        return super().context() | {"member": self.member}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.replace_member(self.member, given["person"], reason=given["reason"], by=self.by)
        return self.address()
