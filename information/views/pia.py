"""The pre-inspection analysis, for the team alone."""

from functools import cached_property
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import Thing, Verb, verbs_for
from accounts.models import Person
from accounts.refusals import NotHere, require
from information.actions import pia as actions
from information.forms.annex import ConfirmForm
from information.forms.pia import AnalysisForm, ReadAnalysisForm, SettleForm
from information.queries import pia as queries
from information.rules import pia as rules
from inspections.models import Inspection, TeamMember
from inspections.views.base import InspectionPage


def pia(request: HttpRequest, **_: Any) -> HttpResponse:
    """The version that stands, what changed in it, who has not read it, and the versions before."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.PIA, request.user, inspection)  # type: ignore[attr-defined]
    issues, draft = queries.issues_of(inspection), queries.draft_of(inspection)
    agreed = queries.agreed_priorities(inspection)
    current = issues[0] if issues else None
    context = {
        "inspection": inspection,
        "current": current,
        "earlier": issues[1:],
        "draft": draft,
        "agreed": agreed,
        "priorities_stand": queries.priorities_stand(draft, agreed),
        "arrival": queries.on_arrival(inspection),
        "owes": current is not None and request.user in current.missing,
        "may_write": inspection.state in rules.OPEN and Verb.CREATE in verbs,
        "may_agree": inspection.state in rules.OPEN and Verb.DECIDE in verbs,
    }
    return render(request, "information/pia.html", context)


class PiaEdit(InspectionPage):
    form_class = AnalysisForm
    template_name = "information/pia_edit.html"
    success = "The draft is saved."
    back = "pia"

    def allow(self) -> None:
        rules.may_write(self.by, self.inspection)

    def initial(self) -> dict[str, Any]:
        draft = queries.draft_of(self.inspection)
        if draft:
            return {**draft.sections, "priorities": draft.priorities}
        return {rules.ENGAGEMENT: queries.engagement_text()}

    def form_kwargs(self) -> dict[str, Any]:
        draft = queries.draft_of(self.inspection)
        return {"contents": queries.contents(self.inspection), "version": draft.version if draft else 0}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        sections = {item.code: given[item.code] for item in queries.contents(self.inspection)}
        said = {"priorities": given["priorities"], "version": given["version"]}
        actions.write_analysis(self.inspection, sections=sections, **said, by=self.by)
        return self.address()


class OfPia(InspectionPage):
    form_class: type[BaseForm] = ConfirmForm
    template_name = "information/pia_act.html"
    back = "pia"
    heading, said, button = "", "", ""

    def context(self) -> dict[str, Any]:
        return super().context() | {"heading": self.heading, "said": self.said, "button": self.button}


class PiaIssue(OfPia):
    heading, button = "Issue the analysis", "Issue it"
    said = "An issued version is never changed; a later one shows what is new in it."
    success = "The analysis is issued."

    def allow(self) -> None:
        known = bool(queries.engagement_text())
        rules.may_issue(self.by, self.inspection, queries.draft_of(self.inspection), known)

    def perform(self, form: Any) -> str:
        actions.issue_analysis(self.inspection, by=self.by)
        return self.address()


class PiaRead(OfPia):
    form_class = ReadAnalysisForm
    heading, button = "You have read the analysis", "I have read it"
    said = "This is kept for the version that stands now."
    success = "It is kept that you have read it."

    def perform(self, form: Any) -> str:
        issue = queries.current_issue(self.inspection)
        if issue is None:
            raise NotHere
        actions.read_analysis(issue, profile=form.cleaned_data["profile"], by=self.by)
        return self.address()


class PiaSettle(OfPia):
    """The lead's word on one inspector who had not read it on the day of arrival."""

    form_class = SettleForm
    heading, button = "Settle who has not read the analysis", "It is settled"
    success = "It is kept how this is settled."

    @cached_property
    def person(self) -> Person:
        of_team = TeamMember.objects.filter(inspection=self.inspection).values("person")
        return get_object_or_404(Person.objects.filter(pk__in=of_team), pk=self.kwargs["pk"])

    def allow(self) -> None:
        rules.may_settle(self.by, self.inspection)
        found = queries.on_arrival(self.inspection)
        require(found and self.person in found.unsettled, f"Nothing is to be settled of {self.person}.")

    def context(self) -> dict[str, Any]:
        return super().context() | {"said": f"{self.person} has given no word on the version of the day of arrival."}

    def perform(self, form: Any) -> str:
        found = queries.on_arrival(self.inspection)
        if found is None:
            raise NotHere
        actions.settle_unread(found.issue, self.person, how=form.cleaned_data["how"], by=self.by)
        return self.address()


class PiaPriorities(OfPia):
    heading, button = "Agree the priorities", "Agree them"
    said = "Agreed with the senior analytical officer and the team, as they are written now."
    success = "The priorities are agreed."

    def perform(self, form: Any) -> str:
        actions.agree_priorities(self.inspection, by=self.by)
        return self.address()
