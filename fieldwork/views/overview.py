"""Who was talked with and about what; and the reasons that are asked before fieldwork ends."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb, verbs_for
from fieldwork.actions.closing import explain
from fieldwork.forms.closing import CloseReasonForm
from fieldwork.queries.overview import Matter, matters, overview
from inspections.models import Inspection
from inspections.views.base import InspectionPage


def meeting_overview(request: HttpRequest, **_: Any) -> HttpResponse:
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.MEETING, request.user, inspection)  # type: ignore[attr-defined]
    context = {"inspection": inspection, "found": overview(inspection), "may_explain": Verb.DECIDE in verbs}
    return render(request, "fieldwork/meeting_overview.html", context)


class CloseReasonPage(InspectionPage):
    """Opens on the matter that the address names."""

    form_class = CloseReasonForm
    template_name = "fieldwork/close_reason.html"
    success = "The reason is saved."
    back = "meeting_overview"

    @cached_property
    def matters(self) -> list[Matter]:
        return matters(self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"matters": [(each.code, each.words) for each in self.matters]}

    def initial(self) -> dict[str, Any]:
        return {"matter": self.request.GET.get("matter", "")}

    def perform(self, form: Any) -> str:
        explain(self.inspection, form.cleaned_data["matter"], reason=form.cleaned_data["reason"], by=self.by)
        return self.address()
