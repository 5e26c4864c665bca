"""Cafcass's side of the sample: which references are wanted, and what it offers for its good practice (SAMPLE-07)."""

from typing import Any

from information.actions import offering as actions
from information.forms.proposal import CaseOfferForm
from information.queries import sample as queries
from information.rules import sample as rules
from inspections.views.base import InspectionPage


class OwnSample(InspectionPage):
    """The references as the lead confirmed them last, and nothing of why; the offers with what was decided."""

    form_class = CaseOfferForm
    template_name = "information/cafcass/own_sample.html"
    success = "The case is offered. The lead inspector decides whether the team looks at it."
    back = "own_sample"

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "confirmed": queries.confirmed(self.inspection),
            "offers": list(queries.offers_of(self.inspection)),
            "may_offer": rules.is_open(self.inspection),
        }

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("reference", "audited_on", "what")}
        actions.offer_case(self.inspection, **given, by=self.by)
        return self.address()
