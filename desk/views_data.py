"""The log of rights requests, and how long what is kept stays."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from accounts.pages import FormPage
from accounts.refusals import NotHere
from desk import retention, rights
from desk.forms import RetentionDeletionForm, RetentionPeriodForm, RightsAnswerForm, RightsRequestForm
from desk.models import RetentionDeletion, RightsRequest

PER_PAGE = 30


def _may(request: HttpRequest, thing: Thing, verb: Verb) -> bool:
    return verb in verbs_for(request.roles, thing, request.user)  # type: ignore[attr-defined]


def rights_request_list(request: HttpRequest) -> HttpResponse:
    """Those that wait for an answer, and below them the others."""
    today = clock.today()
    context = {
        "waiting": [(each, (today - each.received_on).days) for each in rights.open_requests()],
        "page": Paginator(rights.answered_requests(), PER_PAGE).get_page(request.GET.get("page")),
        "may_log": _may(request, Thing.RIGHTS_REQUEST, Verb.CREATE),
    }
    return render(request, "desk/rights_request_list.html", context)


class RightsRequestCreate(FormPage):
    form_class = RightsRequestForm
    template_name = "desk/rights_request_create.html"
    success = "The request is logged. It is listed until it is answered."

    def context(self) -> dict[str, Any]:
        return {"cancel": reverse("rights_request_list")}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("received_on", "kind", "about")}
        rights.log_request(**given, by=self.by)
        return reverse("rights_request_list")


class RightsRequestAnswer(FormPage):
    form_class = RightsAnswerForm
    template_name = "desk/rights_request_answer.html"
    success = "The answer is logged."

    @cached_property
    def asked(self) -> RightsRequest:
        return get_object_or_404(RightsRequest, pk=self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        return {"asked": self.asked, "cancel": reverse("rights_request_list")}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("answered_on", "text")}
        rights.log_answer(self.asked, **given, by=self.by)
        return reverse("rights_request_list")


def retention_report(request: HttpRequest) -> HttpResponse:
    """The period of each class, what is past it today, and what was deleted."""
    periods = retention.periods()
    deleted = RetentionDeletion.objects.select_related("inspection", "by").order_by("-pk")
    page = Paginator(deleted, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "classes": [(each, periods.get(code)) for code, each in retention.CLASSES.items()],
        "past": retention.past_period(),
        "today": clock.today(),
        "page": page,
        "deleted": [(each, retention.CLASSES[each.record_class].label) for each in page],
        "may_set": _may(request, Thing.RETENTION, Verb.EDIT),
        "may_delete": _may(request, Thing.RETENTION, Verb.DECIDE),
    }
    return render(request, "desk/retention_report.html", context)


class RetentionPeriodEdit(FormPage):
    form_class = RetentionPeriodForm
    template_name = "desk/retention_period.html"
    success = "The period is set. Nothing is deleted by itself."

    @cached_property
    def record_class(self) -> retention.RecordClass:
        found = retention.CLASSES.get(self.kwargs["record_class"])
        if found is None:
            raise NotHere
        return found

    def initial(self) -> dict[str, Any]:
        period = retention.periods().get(self.record_class.code)
        return {"years": period.years if period else None}

    def context(self) -> dict[str, Any]:
        return {"record_class": self.record_class, "cancel": reverse("retention_report")}

    def perform(self, form: Any) -> str:
        retention.set_period(self.record_class.code, form.cleaned_data["years"], by=self.by)
        return reverse("retention_report")


class RetentionDelete(FormPage):
    form_class = RetentionDeletionForm
    template_name = "desk/retention_delete.html"
    success = "It is deleted. What stays is the line below."

    @cached_property
    def past(self) -> retention.Past:
        return retention.past_of(self.kwargs["record_class"], self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        count = self.past.record_class.count
        assert count
        return {"past": self.past, "count": count(self.past.inspection), "cancel": reverse("retention_report")}

    def perform(self, form: Any) -> str:
        retention.delete_past(self.past, reason=form.cleaned_data["reason"], by=self.by)
        return reverse("retention_report")
