"""The log of programme concerns, and weeks that the decision-maker allows in a closed season."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.access import Thing, Verb, verbs_for
from accounts.pages import FormPage
from inspections import actions
from inspections.forms.programme import ConcernChangeForm, ConcernForm, SeasonForm
from inspections.models import ProgrammeConcern
from inspections.rules import programme as rules
from inspections.rules import seasons

PER_PAGE = 30
KEPT = ("source", "raised_on", "summary", "risk")


def programme_concern_list(request: HttpRequest) -> HttpResponse:
    """Latest first, open ones with the rest."""
    page = Paginator(ProgrammeConcern.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    verbs = verbs_for(request.roles, Thing.PROGRAMME_CONCERN, request.user)  # type: ignore[attr-defined]
    return render(request, "inspections/programme_concern_list.html", {"page": page, "may_log": Verb.CREATE in verbs})


def programme_concern_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of it, and every decision about it."""
    concern = get_object_or_404(ProgrammeConcern.objects.select_related("logged_by"), pk=pk)
    verbs = verbs_for(request.roles, Thing.PROGRAMME_CONCERN, request.user)  # type: ignore[attr-defined]
    context = {
        "concern": concern,
        "decisions": list(concern.decisions.select_related("decided_by", "replaced_by")),
        "may_change": Verb.EDIT in verbs and not concern.closed,
        "may_decide": Verb.DECIDE in verbs and not concern.closed,
    }
    return render(request, "inspections/programme_concern_detail.html", context)


class ProgrammeConcernCreate(FormPage):
    form_class = ConcernForm
    template_name = "inspections/programme_concern_create.html"
    success = "The programme concern is logged. It stays open until it is decided on."

    def context(self) -> dict[str, Any]:
        return {"cancel": reverse("programme_concern_list")}

    def perform(self, form: Any) -> str:
        made = actions.log_concern(**{name: form.cleaned_data[name] for name in KEPT}, by=self.by)
        return reverse("programme_concern_detail", args=[made.pk])


class ProgrammeConcernEdit(FormPage):
    form_class = ConcernChangeForm
    template_name = "inspections/programme_concern_edit.html"
    success = "The programme concern is saved."

    @cached_property
    def concern(self) -> ProgrammeConcern:
        return get_object_or_404(ProgrammeConcern, pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("programme_concern_detail", args=[self.concern.pk])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_change_concern(self.by, self.concern)
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.concern, name) for name in (*KEPT, "status")}

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.concern.version}

    def context(self) -> dict[str, Any]:
        return {"concern": self.concern, "cancel": self.address}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in (*KEPT, "status", "version")}
        actions.change_concern(self.concern, **given, by=self.by)
        return self.address


class SeasonPermissionCreate(FormPage):
    """The programme decision-maker's own act, for one kind of activity in one week (PROG-10, PROG-11, PROG-13)."""

    form_class = SeasonForm
    template_name = "inspections/season_permission_create.html"
    success = "That week is allowed, and can be planned now."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seasons.may_allow(self.by)
        return super().get(request, *args, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        return {"by": self.by}

    def context(self) -> dict[str, Any]:
        return {"cancel": reverse("programme_page")}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("kind", "onsite_week", "concern", "reason")}
        actions.allow_season(**given, by=self.by)
        return reverse("programme_page")
