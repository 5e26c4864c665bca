"""A proposal for the sample from the list: asked for, read with its reasons, taken child by child."""

from typing import Any

from accounts.access import Thing, Verb, verbs_for
from information.actions import proposing as actions
from information.forms.proposal import ProposalForm, TakeForm
from information.queries import proposal as queries
from information.queries.listing import spread_of
from information.rules import sample as rules
from inspections.views.base import InspectionPage


class ProposalPage(InspectionPage):
    form_class = TakeForm
    template_name = "information/sample_proposal.html"
    success = "They are in the sample."
    back = "sample"

    @property
    def proposal(self) -> Any:
        if "_proposal" not in self.__dict__:
            self.__dict__["_proposal"] = queries.proposal_of(self.inspection)
        return self.__dict__["_proposal"]

    @property
    def picks(self) -> list[queries.Proposed]:
        if "_picks" not in self.__dict__:
            self.__dict__["_picks"] = queries.proposed(self.inspection, self.proposal)
        return self.__dict__["_picks"]

    def form_kwargs(self) -> dict[str, Any]:
        return {"picks": self.picks}

    def context(self) -> dict[str, Any]:
        thing = Thing.SAMPLE_PROPOSAL
        verbs = verbs_for(self.request.roles, thing, self.by, self.inspection)  # type: ignore[attr-defined]
        return super().context() | {
            "job": queries.making(self.inspection),
            "proposal": self.proposal,
            "picks": self.picks,
            "free": [each for each in self.picks if not each.there],
            "counted": spread_of(self.inspection),
            "may_propose": rules.is_open(self.inspection) and Verb.CREATE in verbs,
        }

    def perform(self, form: Any) -> str:
        actions.take_proposed(self.inspection, form.cleaned_data["references"], by=self.by)
        return self.address()


class ProposalCreate(InspectionPage):
    form_class = ProposalForm
    template_name = "information/sample_proposal_create.html"
    success = "The list is being read. Nobody is in the sample because of a proposal until you take them."
    back = "sample_proposal"

    def allow(self) -> None:
        rules.may_propose(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        said = {name: given[name] for name in ("size", "seed", "only_delayed")}
        actions.ask_for_proposal(self.inspection, **said, op=given["op"], by=self.by)
        return self.address()
