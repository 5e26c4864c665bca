"""Somebody acts for a day; somebody takes another's place."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404

from accounts import clock
from inspections import actions
from inspections.forms.acting import ActingForm, ReplaceForm
from inspections.forms.plan import ReasonForm
from inspections.models import ActingRole
from inspections.rules import acting as rules
from inspections.rules.team import may_be_replaced, may_change_team
from inspections.views.team import OfTeam


class ActingCreate(OfTeam):
    """Lead or deputy ill: one form, and it ends by itself."""

    form_class = ActingForm
    template_name = "inspections/acting_create.html"
    success = "It is recorded. They have the rights on these days, and it ends by itself."

    def allow(self) -> None:
        rules.may_let_act(self.by, self.inspection)

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


class ActingEnd(OfTeam):
    """Whoever was ill is back before the last day, or it was entered by mistake."""

    form_class = ReasonForm
    template_name = "inspections/acting_end.html"
    success = "It has ended. They have their own rights again."

    @cached_property
    def acting(self) -> ActingRole:
        """The one that the address names, of this inspection and no other."""
        found = ActingRole.objects.filter(member__inspection=self.inspection)
        return get_object_or_404(found.select_related("member__person", "instead_of__person"), pk=self.kwargs["pk"])

    def allow(self) -> None:
        rules.may_end_acting(self.by, self.acting)

    def context(self) -> dict[str, Any]:
        return super().context() | {"acting": self.acting}

    def perform(self, form: Any) -> str:
        actions.end_acting(self.acting, reason=form.cleaned_data["reason"], by=self.by)
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
