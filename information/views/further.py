"""Further requests as the team works on them, and the lead's decisions on what Cafcass offers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb, verbs_for
from accounts.refusals import NotHere
from files import serving
from information.actions import further as actions
from information.forms.annex import ConfirmForm
from information.forms.further import OfferDecisionForm, RequestForm, ViewForm
from information.models import AdditionalOffer, FurtherRequest, LineOfEnquiry
from information.queries import further as queries
from information.rules import further as rules
from information.rules.lines import CLOSED
from information.workflow import ACCEPTED
from inspections.forms.plan import reason_field
from inspections.models import Inspection
from inspections.views.base import InspectionPage
from inspections.workflow import State


def _may(request: HttpRequest, inspection: Inspection) -> dict[str, bool]:
    verbs = verbs_for(request.roles, Thing.FURTHER_REQUEST, request.user, inspection)  # type: ignore[attr-defined]
    on = inspection.state == State.ANNOUNCED
    named = {"may_draft": Verb.CREATE, "may_decide": Verb.DECIDE, "may_log": Verb.EDIT}
    return {name: on and verb in verbs for name, verb in named.items()}


def further_request_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every request with its age, and what they cost Cafcass in all."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    found = queries.requests_of(inspection)
    context = {"inspection": inspection, "requests": found, "burden": queries.burden(found)}
    return render(request, "information/further_request_list.html", context | _may(request, inspection))


def further_request(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    found = queries.request_of(inspection, pk)
    reasons = dict(queries.child_reasons(inspection))
    context = {"inspection": inspection, "each": found, "child_reason": reasons.get(found.child_reason, "")}
    return render(request, "information/further_request.html", context | _may(request, inspection))


def further_request_file(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    found = queries.reply_file(request.inspection, pk)  # type: ignore[attr-defined]
    assert found.upload.stored
    return serving.send(found.upload.stored, filename=found.upload.name)


class FurtherRequestCreate(InspectionPage):
    form_class = RequestForm
    template_name = "information/further_request_create.html"
    success = "The request is kept."
    back = "further_request_list"

    def allow(self) -> None:
        rules.may_draft(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        lines = LineOfEnquiry.objects.filter(inspection=self.inspection)
        return {"reasons": queries.child_reasons(self.inspection), "lines": lines}

    def perform(self, form: Any) -> str:
        names = ("kind", "case_ref", "child_reason", "line", "what", "reason")
        actions.draft_request(self.inspection, **{name: form.cleaned_data[name] for name in names}, by=self.by)
        return self.address()


class OfRequest(InspectionPage):
    """A form page of one request; `rule` is asked before it opens, the action asks it again."""

    form_class: Any = ConfirmForm
    template_name = "information/further_request_decide.html"
    back = "further_request_list"
    heading, button, rule = "", "", staticmethod(rules.may_decide)

    @property
    def found(self) -> FurtherRequest:
        return queries.request_of(self.inspection, int(self.kwargs["pk"]))

    def allow(self) -> None:
        self.rule(self.found, self.by)

    def context(self) -> dict[str, Any]:
        said = {"heading": self.heading, "button": self.button}
        return super().context() | {"each": self.found} | said


class FurtherRequestAgree(OfRequest):
    heading, button = "Agree this request", "Agree and send it"
    success = "The request is with Cafcass."

    def perform(self, form: Any) -> str:
        actions.agree_request(self.found, by=self.by)
        return self.address()


class FurtherRequestLog(OfRequest):
    heading, button = "The lead agreed by phone", "Send it"
    success = "The request is with Cafcass, and waits for the lead’s confirmation."
    rule = staticmethod(rules.may_log)

    def perform(self, form: Any) -> str:
        actions.log_agreed(self.found, by=self.by)
        return self.address()


class FurtherRequestConfirm(OfRequest):
    heading, button = "Confirm what you agreed by phone", "Confirm"
    success = "Confirmed."
    rule = staticmethod(rules.may_confirm)

    def perform(self, form: Any) -> str:
        actions.confirm_request(self.found, by=self.by)
        return self.address()


class DeclineForm(ConfirmForm):
    reason = reason_field("Reason", hint="The team reads this. Cafcass never learns of the request.")


class FurtherRequestDecline(OfRequest):
    form_class = DeclineForm
    heading, button = "Do not ask for this", "Decline it"
    success = "The request is not sent."

    def perform(self, form: Any) -> str:
        actions.decline_request(self.found, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


class FurtherRequestView(OfRequest):
    form_class = ViewForm
    heading, button = "View after the reply", "Save"
    success = "Saved."
    rule = staticmethod(rules.may_view)

    def initial(self) -> dict[str, Any]:
        return {"text": self.found.view_after}

    def perform(self, form: Any) -> str:
        actions.view_after_reply(self.found, text=form.cleaned_data["text"], by=self.by)
        return self.address()


def offer_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """For the lead every offer, for the team what was accepted."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.OFFER, request.user, inspection)  # type: ignore[attr-defined]
    offers = queries.offers_seen(inspection, request.user)  # type: ignore[arg-type]
    may_decide = Verb.DECIDE in verbs and inspection.state not in CLOSED
    context = {"inspection": inspection, "offers": offers, "may_decide": may_decide}
    return render(request, "information/offer_list.html", context)


def offer_file(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    """Only once it is accepted, for the lead too (N10)."""
    found = queries.offer_seen(request.inspection, pk, request.user)  # type: ignore[attr-defined, arg-type]
    if found.state != ACCEPTED or found.upload is None or found.upload.stored is None:
        raise NotHere
    return serving.send(found.upload.stored, filename=found.upload.name)


class OfferDecide(InspectionPage):
    form_class = OfferDecisionForm
    template_name = "information/offer_decide.html"
    success = "The decision is kept. Cafcass reads it."
    back = "offer_list"

    @property
    def found(self) -> AdditionalOffer:
        return queries.offer_seen(self.inspection, int(self.kwargs["pk"]), self.by)

    def allow(self) -> None:
        rules.may_decide_offer(self.found, self.by)

    def context(self) -> dict[str, Any]:
        return super().context() | {"offer": self.found}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        said = {"discussed_on": given["discussed_on"], "reason": given["reason"]}
        actions.decide_offer(self.found, accept=given["decision"] == "accept", **said, by=self.by)
        return self.address()
