"""Putting the skeleton in, matching interviews in bulk, and what was proposed."""

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from fieldwork import actions
from fieldwork.actions.beforehand import Preview, preview
from fieldwork.actions.matching import Pasted, matches
from fieldwork.actions.proposals import Need
from fieldwork.flags import said
from fieldwork.forms.entries import EntryForm, WithdrawForm
from fieldwork.forms.onsite import DeclineForm, NeedForm, PasteForm
from fieldwork.matching import Match, untaken_lines
from fieldwork.models import DiaryEntry, Proposal
from fieldwork.queries import grid
from fieldwork.queries.entries import rows
from fieldwork.queries.people import names, present
from fieldwork.rules import rights
from fieldwork.skeleton import lacking
from fieldwork.views.entries import OfDiary
from govuk.forms import OnceForm


class DiarySkeleton(OfDiary):
    """What would be put in, by day, and one button."""

    form_class = OnceForm
    template_name = "fieldwork/diary_skeleton.html"
    success = "The plan is in the diary. Move what does not fit."

    def allow(self) -> None:
        rights.must_be_open(self.inspection)

    def context(self) -> dict[str, Any]:
        found = preview(self.inspection)
        lacks = lacking(present(self.team), self.inspection.sites.filter(withdrawn_at=None))
        given = {"days": self.by_day(found), "count": len(found.missing), "there": found.there, "lacks": lacks}
        return super().context() | given

    def by_day(self, found: Preview) -> list[tuple[date, list[tuple[Any, str]]]]:
        held: dict[date, list[tuple[Any, str]]] = {}
        for each in found.missing:
            held.setdefault(each.day, []).append((each, names(self.team, each.members)))
        return sorted(held.items())

    def perform(self, form: Any) -> str:
        entries = actions.put_in_beforehand(self.inspection, by=self.by)
        return self.week(entries[0].day) if entries else self.address()


class EntriesLeftOver(OfDiary):
    """What was planned for days that are no longer the inspection's: moved one by one, or taken out together."""

    form_class = WithdrawForm
    template_name = "fieldwork/entries_left_over.html"
    success = "What lay on other days is taken out of the diary."

    def allow(self) -> None:
        rights.must_be_open(self.inspection)

    def context(self) -> dict[str, Any]:
        return super().context() | {"left_over": rows(self.inspection, self.team, grid.left_over(self.days))}

    def perform(self, form: Any) -> str:
        actions.withdraw_left_over(self.inspection, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


class InterviewMatch(OfDiary):
    """Paste, look at what the pairs could take, tick, accept."""

    form_class = PasteForm
    template_name = "fieldwork/interview_match.html"
    taken: frozenset[str] | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.rest: dict[str, Any] = {}

    def allow(self) -> None:
        rights.must_be_open(self.inspection)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "accept" in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.form(request.POST)
        return self.page(form, status=200 if form.is_valid() else 400)

    def accept(self, form: Any) -> HttpResponse:
        """What no pair could take, or nobody ticked, stays on the page to be settled."""
        response = super().accept(form)
        if self.taken is None:
            return response
        count = len(self.taken)
        messages.success(self.request, f"{count} interview{'' if count == 1 else 's'} put into the diary.")
        rest = untaken_lines(form.cleaned_data["lines"], self.taken)
        if not rest:
            return response
        self.rest = {"lines": rest, "day": form.cleaned_data["day"]}
        return self.page(self.form(), left=len(rest.splitlines()))

    def initial(self) -> dict[str, Any]:
        return self.rest

    def page(self, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        found = matches(self.inspection, self.pasted(form), self.by) if form.is_bound and form.is_valid() else []
        return super().page(form, status, matches=[self.line(each) for each in found], **more)

    @cached_property
    def sites(self) -> dict[int | None, str]:
        return dict(self.inspection.sites.values_list("pk", "code"))

    def pasted(self, form: Any) -> Pasted:
        return Pasted(form.cleaned_data["lines"], form.cleaned_data["day"])

    def line(self, each: Match) -> dict[str, Any]:
        pairs = {seated.pair_id: seated.pair_name for seated in self.team.values() if seated.pair_id}
        chosen = self.request.POST.getlist("chosen") if "accept" in self.request.POST else None
        return {
            "match": each,
            "pair": pairs.get(each.pair or 0, ""),
            "ends": said(each.ends),
            "site": self.sites.get(each.line.site, ""),
            "noted": each.noted,
            # What a rule points out is left to the lead to tick.
            "chosen": each.pair is not None and (not each.noted if chosen is None else each.key in chosen),
        }

    def perform(self, form: Any) -> str:
        chosen = self.request.POST.getlist("chosen")
        self.taken = actions.match_interviews(self.inspection, self.pasted(form), chosen=chosen, by=self.by)
        return self.address()


class ProposalCreate(OfDiary):
    """A need, noted by anybody of the team at once (SITE-09)."""

    form_class = NeedForm
    template_name = "fieldwork/proposal_create.html"
    success = "The need is noted. The lead decides on it today."

    def allow(self) -> None:
        rights.must_be_open(self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def perform(self, form: Any) -> str:
        actions.note_need(self.inspection, need_of(form), by=self.by)
        return self.address()


def need_of(form: Any) -> Need:
    names = ("need", "with_whom", "site", "day", "starts", "ends")
    return Need(**{name: form.cleaned_data[name] for name in names})


class OfProposal(OfDiary):
    @cached_property
    def proposal(self) -> Proposal:
        """The one that the address names, of this inspection and no other."""
        found = self.inspection.proposals.select_related("inspection__timeline", "noted_by", "site")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def allow(self) -> None:
        rights.may_decide(self.by, self.proposal)

    def context(self) -> dict[str, Any]:
        return super().context() | {"proposal": self.proposal}


class ProposalDecide(OfProposal):
    """Accepting: the proposal as an entry, which the lead completes."""

    form_class = EntryForm
    template_name = "fieldwork/proposal_decide.html"
    success = "The proposal is in the diary."

    def form_kwargs(self) -> dict[str, Any]:
        return {"days": self.days}

    def initial(self) -> dict[str, Any]:
        given = self.proposal
        # What Cafcass wrote is Cafcass's own to read again; what the team noted is not.
        told = given.need if given.from_cafcass else ""
        same = {name: getattr(given, name) for name in ("day", "starts", "ends", "with_whom")}
        return same | {
            "kind": DiaryEntry.Kind.INTERVIEW,
            "title": given.need,
            "cafcass_title": told,
            "site": given.site_id,
        }

    def perform(self, form: Any) -> str:
        return self.week(actions.accept_proposal(self.proposal, form.wanted(), by=self.by).day)


class ProposalDecline(OfProposal):
    form_class = DeclineForm
    template_name = "fieldwork/proposal_decline.html"
    success = "The proposal is declined."

    def perform(self, form: Any) -> str:
        actions.decline_proposal(self.proposal, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()
