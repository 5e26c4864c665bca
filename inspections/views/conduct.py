"""Adjustments, declarations of interest, and concerns about conduct on both sides."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.access import Thing, Verb, allowed
from accounts.refusals import NotHere
from inspections.actions import conduct as actions
from inspections.forms.conduct import (
    NOTHING,
    AdjustmentAnswerForm,
    AdjustmentForm,
    ConductAnswerForm,
    ConductConcernForm,
    InterestDecisionForm,
    InterestForm,
)
from inspections.models import Adjustment, ConductConcern, Inspection, InterestDeclaration, TeamMember
from inspections.queries import standing_declarations
from inspections.rules import conduct as rules
from inspections.views.base import InspectionPage
from inspections.workflow import SETTLED

PER_PAGE = 30


def may(request: HttpRequest, thing: Thing, verb: Verb) -> bool:
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    return allowed(request.roles, thing, verb, request.user, inspection)  # type: ignore[attr-defined]


def adjustment_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every need that was raised, those without an answer first."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    rows = inspection.adjustments.select_related("owner").order_by("answered_on", "id")
    open_ones = rows.filter(answered_on=None)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    changes = may(request, Thing.ADJUSTMENT, Verb.EDIT) and inspection.state not in SETTLED
    context = {"inspection": inspection, "page": page, "may_change": changes, "open": open_ones.count()}
    return render(request, "inspections/adjustment_list.html", context)


class AdjustmentCreate(InspectionPage):
    form_class = AdjustmentForm
    template_name = "inspections/adjustment_create.html"
    success = "The need is logged."
    back = "adjustment_list"

    def allow(self) -> None:
        rules.may_log_adjustment(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("need", "raised_by", "raised_on", "owner")}
        actions.log_adjustment(self.inspection, **given, by=self.by)
        return self.address()


class AdjustmentAnswer(InspectionPage):
    form_class = AdjustmentAnswerForm
    template_name = "inspections/adjustment_answer.html"
    success = "The answer is saved."
    back = "adjustment_list"

    @cached_property
    def adjustment(self) -> Adjustment:
        return get_object_or_404(self.inspection.adjustments.all(), pk=self.kwargs["pk"])

    def allow(self) -> None:
        rules.may_answer_adjustment(self.by, self.inspection)

    def initial(self) -> dict[str, Any]:
        held = self.adjustment
        given = {"step": held.step, "version": held.version}
        return given | ({"answered_on": held.answered_on} if held.answered_on else {})

    def context(self) -> dict[str, Any]:
        return super().context() | {"adjustment": self.adjustment}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("step", "answered_on", "version")}
        actions.answer_adjustment(self.adjustment, **given, by=self.by)
        return self.address()


def interest_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """What each member declared, and what was decided about it; who has not declared yet stands first."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    rows = standing_declarations(inspection)
    decides = may(request, Thing.INTEREST_DECISION, Verb.DECIDE)
    context = {
        "inspection": inspection,
        "rows": [(member, said, decides and _open_to(request, member, said)) for member, said in rows],
    }
    return render(request, "inspections/interest_list.html", context)


def _open_to(request: HttpRequest, member: TeamMember, said: InterestDeclaration | None) -> bool:
    """Whether this reader decides about it now."""
    undecided = said is not None and not said.none and not hasattr(said, "decision")
    return undecided and member.person_id != request.user.pk


class InterestDeclare(InspectionPage):
    """Everybody with a role declares for themselves, and may declare anew when something changes."""

    form_class = InterestForm
    template_name = "inspections/interest_declare.html"
    success = "Your declaration is saved."

    def allow(self) -> None:
        rules.own_role(self.by, self.inspection)

    def context(self) -> dict[str, Any]:
        mine = InterestDeclaration.objects.filter(
            member__inspection=self.inspection, member__person=self.by
        ).select_related("decision__by")
        return super().context() | {"last": mine.last()}

    def perform(self, form: Any) -> str:
        none = form.cleaned_data["has"] == NOTHING
        actions.declare_interest(self.inspection, none=none, text=form.cleaned_data["text"], by=self.by)
        return reverse("interest_declare", args=[self.inspection.ref])


class InterestDecide(InspectionPage):
    form_class = InterestDecisionForm
    template_name = "inspections/interest_decide.html"
    success = "The decision is saved."
    back = "interest_list"

    @cached_property
    def declaration(self) -> InterestDeclaration:
        of_here = InterestDeclaration.objects.filter(member__inspection=self.inspection)
        return get_object_or_404(of_here.select_related("member__person", "member__inspection"), pk=self.kwargs["pk"])

    def allow(self) -> None:
        rules.may_decide_interest(self.by, self.declaration)

    def context(self) -> dict[str, Any]:
        return super().context() | {"declaration": self.declaration}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("outcome", "limits", "reason")}
        actions.decide_interest(self.declaration, **given, by=self.by)
        return self.address()


class CafcassConduct(InspectionPage):
    """Cafcass's own page: what it wrote about conduct, what was answered, and a form for more."""

    form_class = ConductConcernForm
    template_name = "inspections/cafcass_conduct.html"
    success = "Your concern is on its way to the person who answers it."
    back = "cafcass_conduct"

    def context(self) -> dict[str, Any]:
        own = self.inspection.conduct_concerns.filter(by=self.by).select_related("answer").order_by("-id")
        back = reverse("cafcass_inspection", args=[self.inspection.ref])
        return {"concerns": own[:PER_PAGE], "cancel": back}

    def perform(self, form: Any) -> str:
        about_lead = form.cleaned_data["about_lead"] == "yes"
        actions.raise_conduct_concern(
            self.inspection, about_lead=about_lead, text=form.cleaned_data["text"], by=self.by
        )
        return self.address()


def conduct_concern_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """Those that are this reader's to answer."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    every = inspection.conduct_concerns.select_related("by", "answer__by").order_by("-id")
    found = Paginator([each for each in every if rules.answers(request.user, each)], PER_PAGE)  # type: ignore[arg-type]
    context = {
        "inspection": inspection,
        "page": found.get_page(request.GET.get("page")),
        "may_answer": may(request, Thing.CONDUCT_CONCERN_ANSWER, Verb.EDIT),
    }
    return render(request, "inspections/conduct_concern_list.html", context)


class ConductConcernAnswer(InspectionPage):
    form_class = ConductAnswerForm
    template_name = "inspections/conduct_concern_answer.html"
    success = "The answer is with Cafcass."
    back = "conduct_concern_list"

    @cached_property
    def concern(self) -> ConductConcern:
        found = get_object_or_404(self.inspection.conduct_concerns.select_related("inspection"), pk=self.kwargs["pk"])
        if not rules.answers(self.by, found):
            raise NotHere
        return found

    def allow(self) -> None:
        rules.may_answer(self.by, self.concern)

    def context(self) -> dict[str, Any]:
        return super().context() | {"concern": self.concern}

    def perform(self, form: Any) -> str:
        actions.answer_conduct_concern(self.concern, text=form.cleaned_data["text"], by=self.by)
        return self.address()
