"""Declarations, the code of conduct, concerns, adjustments, and the start of fieldwork (GEN-05, GEN-06)."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts import clock
from accounts.access import Thing, Verb, allowed
from accounts.pages import FormPage
from framework.versions import in_force
from govuk.forms import OnceForm
from inspections import actions
from inspections.forms.conduct import (
    AdjustmentAnswerForm,
    AdjustmentForm,
    ConcernForm,
    InterestDecisionForm,
    InterestForm,
    StartForm,
)
from inspections.models import Adjustment, ConductAcceptance, ConductConcern, Inspection, Interest
from inspections.rules import conduct as rules
from inspections.views.base import InspectionPage

PER_PAGE = 30


def interest_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """For the lead and the scheduler: who declared what, and who has not yet."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    declared = Interest.objects.filter(member__inspection=inspection).select_related("member__person", "decided_by")
    members = inspection.members.current().select_related("person").filter(interests=None)
    page = Paginator(declared.order_by("-id"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"inspection": inspection, "page": page, "missing": list(members)}
    return render(request, "inspections/interest_list.html", context)


class InterestDeclare(InspectionPage):
    form_class = InterestForm
    template_name = "inspections/interest_declare.html"
    success = "Your declaration is saved."

    def allow(self) -> None:
        rules.may_declare(self.by, self.inspection)

    def context(self) -> dict[str, Any]:
        mine = Interest.objects.filter(member__inspection=self.inspection, member__person=self.by).last()
        return super().context() | {"mine": mine}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.declare_interest(self.inspection, none=given["none"] == "yes", what=given["what"], by=self.by)
        return self.address()


class InterestDecide(InspectionPage):
    form_class = InterestDecisionForm
    template_name = "inspections/interest_decide.html"
    success = "The decision is recorded."
    back = "interest_list"

    @cached_property
    def interest(self) -> Interest:
        declared = Interest.objects.select_related("member__person", "member__inspection")
        return get_object_or_404(declared, pk=self.kwargs["pk"], member__inspection=self.inspection)

    def allow(self) -> None:
        rules.may_decide_interest(self.by, self.inspection, self.interest)

    def context(self) -> dict[str, Any]:
        return super().context() | {"interest": self.interest}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.decide_interest(self.interest, outcome=given["outcome"], limit=given["limit"], by=self.by)
        return self.address()


class CodeOfConduct(FormPage):
    """The link, and one's own acceptance with its day and time (GEN-05)."""

    form_class = OnceForm
    template_name = "inspections/code_of_conduct.html"
    success = "You have accepted the code of conduct."

    def context(self) -> dict[str, Any]:
        accepted = ConductAcceptance.objects.filter(person=self.by).first()
        return {"accepted": accepted, "code": in_force(clock.today()).settings.code_of_conduct}

    def perform(self, form: Any) -> str:
        actions.accept_code(by=self.by)
        return reverse("code_of_conduct")


class ConcernCreate(InspectionPage):
    """For Cafcass."""

    form_class = ConcernForm
    template_name = "inspections/concern_create.html"
    success = "Your concern is sent to the person at Ofsted who deals with it."
    back = "cafcass_inspection"

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.raise_concern(self.inspection, about=given["about"], text=given["text"], by=self.by)
        return self.address()


def concern_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """Those that went to the reader's own role: one about the lead never shows to the lead."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    roles = {role.value for role in request.roles}  # type: ignore[attr-defined]
    mine = ConductConcern.objects.filter(inspection=inspection, goes_to_role__in=roles).exclude(about=request.user)  # type: ignore[misc]
    page = Paginator(mine.select_related("about", "made_by"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "inspections/concern_list.html", {"inspection": inspection, "page": page})


def adjustment_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """Needs, who sees to them, and the steps taken."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    page = Paginator(inspection.adjustments.select_related("owner"), PER_PAGE).get_page(request.GET.get("page"))
    roles = request.roles  # type: ignore[attr-defined]
    context = {
        "inspection": inspection,
        "page": page,
        "may_add": allowed(roles, Thing.ADJUSTMENT, Verb.CREATE, request.user, inspection),
        "may_answer": allowed(roles, Thing.ADJUSTMENT, Verb.EDIT, request.user, inspection),
    }
    return render(request, "inspections/adjustment_list.html", context)


class AdjustmentCreate(InspectionPage):
    form_class = AdjustmentForm
    template_name = "inspections/adjustment_create.html"
    success = "The need is in the log."
    back = "adjustment_list"

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def initial(self) -> dict[str, Any]:
        return {"raised_on": clock.today(), "owner": self.by.pk}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("need", "raised_by", "raised_on", "owner")}
        actions.raise_adjustment(self.inspection, **given, by=self.by)
        return self.address()


class AdjustmentAnswer(InspectionPage):
    form_class = AdjustmentAnswerForm
    template_name = "inspections/adjustment_answer.html"
    success = "The step is saved."
    back = "adjustment_list"

    @cached_property
    def adjustment(self) -> Adjustment:
        return get_object_or_404(self.inspection.adjustments.select_related("inspection"), pk=self.kwargs["pk"])

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.adjustment.version}

    def initial(self) -> dict[str, Any]:
        return {"step": self.adjustment.step, "step_on": self.adjustment.step_on or clock.today()}

    def context(self) -> dict[str, Any]:
        return super().context() | {"adjustment": self.adjustment}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("step", "step_on", "version")}
        actions.answer_adjustment(self.adjustment, **given, by=self.by)
        return self.address()


class FieldworkStart(InspectionPage):
    """The lead's button when the team is on site; it points to unanswered adjustments (GEN-06)."""

    form_class = StartForm
    template_name = "inspections/fieldwork_start.html"
    success = "Fieldwork has started."
    back = "timetable"

    def allow(self) -> None:
        rules.may_start_fieldwork(self.by, self.inspection)

    def context(self) -> dict[str, Any]:
        return super().context() | {"unanswered": rules.unanswered(self.inspection)}

    def perform(self, form: Any) -> str:
        actions.start_fieldwork(self.inspection, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()
