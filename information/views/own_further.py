"""Cafcass's side of further requests and of what it offers itself."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from files.uploading import UploadPage
from information.actions import further as actions
from information.forms.further import OfferForm, ReplyForm
from information.models import AnnexRequest
from information.queries import further as queries
from information.rules import further as rules
from inspections.models import Inspection
from inspections.views.base import InspectionPage
from inspections.workflow import State


def own_request_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """What the lead agreed to ask, with the same sums as the team reads."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    found = queries.told_requests(inspection)
    on = inspection.state == State.ANNOUNCED
    context = {"inspection": inspection, "requests": found, "burden": queries.burden(found), "may_answer": on}
    return render(request, "information/cafcass/own_request_list.html", context)


class OwnRequestReply(UploadPage, InspectionPage):
    form_class = ReplyForm
    template_name = "information/cafcass/own_request_reply.html"
    success = "Your answer is with Ofsted."
    back = "own_request_list"

    @cached_property
    def found(self) -> Any:
        return queries.request_of(self.inspection, int(self.kwargs["pk"]), told=True)

    def allow(self) -> None:
        rules.may_answer(self.found, self.by)

    def context(self) -> dict[str, Any]:
        return super().context() | {"each": self.found}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.answer_request(self.found, self.arrived, leader=given["leader"], text=given["text"], by=self.by)
        return self.address()


class OwnOfferPage(UploadPage, InspectionPage):
    """What was offered with its decision, and the form for more once Annex A is closed (DOC-01)."""

    form_class = OfferForm
    template_name = "information/cafcass/own_offer.html"
    success = "It is received and sealed. The lead inspector talks it over with you before anybody opens it."
    back = "own_offer"

    def context(self) -> dict[str, Any]:
        closed = AnnexRequest.objects.filter(inspection=self.inspection).exclude(closed_at=None).exists()
        may = closed and self.inspection.state == State.ANNOUNCED
        return super().context() | {"offers": queries.offers_of(self.inspection), "closed": closed, "may_offer": may}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.offer(self.inspection, self.arrived, title=given["title"], reason=given["reason"], by=self.by)
        return self.address()
