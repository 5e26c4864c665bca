"""The pairs of a team."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404

from govuk.forms import OnceForm
from inspections import actions
from inspections.actions.pairs import Arrangement
from inspections.forms.team import PairForm
from inspections.models import Pair
from inspections.rules import pairs as rules
from inspections.views.team import OfTeam


class PairCreate(OfTeam):
    form_class = PairForm
    template_name = "inspections/pair_create.html"
    success = "The pair is saved."

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def perform(self, form: Any) -> str:
        self.success = saved(actions.make_pair(self.inspection, wanted(form), by=self.by))
        return self.address()


class OfPair(OfTeam):
    @cached_property
    def pair(self) -> Pair:
        """The pair that the address names, of this inspection and no other."""
        pairs = self.inspection.pairs.filter(dissolved_at=None).select_related("inspection")
        return get_object_or_404(pairs, pk=self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        return super().context() | {"pair": self.pair}


class PairEdit(OfPair):
    form_class = PairForm
    template_name = "inspections/pair_edit.html"
    success = "The pair is saved."

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection, "version": self.pair.version}

    def initial(self) -> dict[str, Any]:
        kept = {name: getattr(self.pair, name) for name in ("name", "area_week_1", "area_week_2", "reason")}
        return kept | {"members": [seat.member_id for seat in self.pair.seats.all()]}

    def perform(self, form: Any) -> str:
        version = form.cleaned_data["version"]
        self.success = saved(actions.rearrange_pair(self.pair, wanted(form), version=version, by=self.by))
        return self.address()


class PairConfirm(OfPair):
    """One button: the pair stands, led by one deputy (TEAM-04)."""

    form_class = OnceForm
    template_name = "inspections/pair_confirm.html"
    success = "The pair is confirmed."

    def perform(self, form: Any) -> str:
        actions.confirm_pair(self.pair, by=self.by)
        return self.address()


class PairDissolve(OfPair):
    form_class = OnceForm
    template_name = "inspections/pair_dissolve.html"
    success = "The pair is dissolved."

    def perform(self, form: Any) -> str:
        actions.dissolve_pair(self.pair, by=self.by)
        return self.address()


def wanted(form: Any) -> Arrangement:
    """The form's fields as the action takes them; a visit's form has one week only."""
    given = form.cleaned_data
    areas = {name: given.get(name, "") for name in ("area_week_1", "area_week_2")}
    return Arrangement(given["name"], list(given["members"]), **areas, reason=given["reason"])


def saved(pair: Pair) -> str:
    """What is said after saving: a pair that nobody leads yet can stand in the plan, and is not confirmed (TEAM-04)."""
    fault = rules.leading_fault(pair, rules.seated(pair))
    return f"The pair is saved. {fault} It cannot be confirmed before." if fault else "The pair is saved."
