"""Pages of serious concerns."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from evidence import serious_rules as rules
from evidence.actions import serious as actions
from evidence.forms import serious as forms
from evidence.models import SeriousConcern
from evidence.queries import serious as queries
from evidence.workflow import ON_TOP, SERIOUS
from information.views.guarding import AskedAboutNames
from inspections.models import Inspection
from inspections.views.base import InspectionPage


def _verbs(request: HttpRequest) -> frozenset[Verb]:
    roles, inspection = request.roles, request.inspection  # type: ignore[attr-defined]
    return verbs_for(roles, Thing.SERIOUS_CONCERN, request.user, inspection)


def serious_concern_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """What is open comes first."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    rows = queries.concerns_of(inspection)
    context = {
        "inspection": inspection,
        "concerns": sorted(rows, key=lambda each: each.state not in ON_TOP),
        "may_record": Verb.CREATE in _verbs(request),
    }
    return render(request, "evidence/serious_concern_list.html", context)


def serious_concern_detail(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    concern = queries.concern_of(inspection, pk)
    may = Verb.DECIDE in _verbs(request)
    steps = {step.name for step in SERIOUS.transitions if may and concern.state in step.sources}
    context = {"inspection": inspection, "concern": concern, "next": steps, "on_top": concern.state in ON_TOP}
    return render(request, "evidence/serious_concern_detail.html", context)


class ConcernPage(AskedAboutNames, InspectionPage):
    guarded = ("text", "reason", "case_ref", "to_role")


class ConcernCreate(ConcernPage):
    form_class = forms.ConcernForm
    template_name = "evidence/serious_concern_create.html"
    success = "The serious concern is recorded. The lead inspector and the QA manager are told."
    back = "serious_concern_list"

    def allow(self) -> None:
        rules.may_record(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("text", "case_ref", "ground")}
        made = actions.record_serious(self.inspection, **given, by=self.by)
        return reverse("serious_concern_detail", args=[self.inspection.ref, made.pk])


class OfConcern(ConcernPage):
    success = "Saved."
    step = ""

    @cached_property
    def concern(self) -> SeriousConcern:
        return queries.concern_of(self.inspection, int(self.kwargs["pk"]))

    def allow(self) -> None:
        rules.may_step(self.concern, self.step, self.by)

    def address(self, name: str = "") -> str:
        return reverse("serious_concern_detail", args=[self.inspection.ref, self.concern.pk])

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.concern.version}

    def context(self) -> dict[str, Any]:
        return super().context() | {"concern": self.concern}

    def perform(self, form: Any) -> str:
        acts: dict[str, Any] = {"withhold": actions.withhold, "answer": actions.answered, "close": actions.close}
        given = {name: form.cleaned_data[name] for name in ("text", "reason", "version") if name in form.cleaned_data}
        acts[self.step](self.concern, **given, by=self.by)
        return self.address()


class ConcernPassOn(OfConcern):
    form_class = forms.PassOnForm
    template_name = "evidence/serious_concern_pass_on.html"
    step = "pass_on"

    def initial(self) -> dict[str, Any]:
        return {"case_ref": self.concern.case_ref, "ground": self.concern.ground}

    def perform(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        day, at = given.pop("day"), given.pop("time")
        given.pop("op")
        actions.pass_on(self.concern, when=clock.at(day, at.hour, at.minute), **given, by=self.by)
        return self.address()


class ConcernWithhold(OfConcern):
    form_class = forms.WithholdForm
    template_name = "evidence/serious_concern_withhold.html"
    step = "withhold"


class ConcernAnswer(OfConcern):
    form_class = forms.ResponseForm
    template_name = "evidence/serious_concern_answer.html"
    step = "answer"


class ConcernClose(OfConcern):
    form_class = forms.CloseForm
    template_name = "evidence/serious_concern_close.html"
    step = "close"
