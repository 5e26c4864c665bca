"""Programme decisions: the list, one of them, and the form on which one is recorded."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.access import Thing, Verb, allowed
from accounts.pages import FormPage
from inspections import actions, intelligence
from inspections.actions.programme import Wording
from inspections.forms.programme import FREE, DecisionForm
from inspections.models import ProgrammeConcern, ProgrammeDecision
from inspections.programme import grade_labels, result
from inspections.queries import outcomes
from inspections.rules import programme as rules

PER_PAGE, EARLIER = 30, 10
KEPT = ("title", "outcome", "grounds", "weighed", "case_for_inspection", "case_for_visit", "still_needed")


def programme_decision_list(request: HttpRequest) -> HttpResponse:
    found = ProgrammeDecision.objects.select_related("decided_by", "concern", "replaced_by")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    may_decide = allowed(request.roles, Thing.PROGRAMME_DECISION, Verb.DECIDE, request.user)  # type: ignore[attr-defined]
    return render(request, "inspections/programme_decision_list.html", {"page": page, "may_decide": may_decide})


def programme_decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided and why, what it rests on, what was planned from it."""
    found = ProgrammeDecision.objects.select_related("decided_by", "concern", "replaces", "replaced_by")
    decision = get_object_or_404(found, pk=pk)
    standing = not hasattr(decision, "replaced_by")
    roles = request.roles  # type: ignore[attr-defined]
    is_free = rules.open_decisions().filter(pk=pk).exists()
    context = {
        "decision": decision,
        "items": list(decision.items.all()),
        "plans": [plan.inspection for plan in decision.plans.select_related("inspection")],
        "may_replace": standing and allowed(roles, Thing.PROGRAMME_DECISION, Verb.DECIDE, request.user),
        "is_free": is_free,
        "may_plan": is_free and allowed(roles, Thing.NEW_PLAN, Verb.CREATE, request.user),
    }
    return render(request, "inspections/programme_decision_detail.html", context)


class ProgrammeDecisionCreate(FormPage):
    """The earlier activities stand above the box that says how they were weighed (PROG-06)."""

    form_class = DecisionForm
    template_name = "inspections/programme_decision_create.html"
    success = "The decision is recorded."
    heading = "Record a programme decision"

    @cached_property
    def concern(self) -> ProgrammeConcern | None:
        return None

    @cached_property
    def replaces(self) -> ProgrammeDecision | None:
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_decide(self.by, self.concern, self.replaces)
        return super().get(request, *args, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        return {"offers": self.offers, "about_concern": self.concern is not None}

    @cached_property
    def offers(self) -> list[intelligence.Offer]:
        """Without the concern itself, on which the decision rests anyway."""
        own = f"concern-{self.concern.pk}" if self.concern else ""
        return [offer for offer in intelligence.offered() if offer.key != own]

    def context(self) -> dict[str, Any]:
        labels = grade_labels()
        return {
            "heading": self.heading,
            "concern": self.concern,
            "replaces": self.replaces,
            "earlier": [(each, result(each, labels)) for each in outcomes()[:EARLIER]],
            "cancel": reverse("programme_page"),
        }

    def perform(self, form: Any) -> str:
        wording = Wording(**{name: form.cleaned_data.get(name, "") for name in KEPT})
        decided = actions.decide(wording, form.chosen(), concern=self.concern, replaces=self.replaces, by=self.by)
        return reverse("programme_decision_detail", args=[decided.pk])


class ConcernDecision(ProgrammeDecisionCreate):
    """A programme concern ends in a decision that weighs both cases (PROG-04, PROG-05)."""

    success = "The decision is recorded, and the programme concern is closed."

    @cached_property
    def concern(self) -> ProgrammeConcern | None:
        return get_object_or_404(ProgrammeConcern, pk=self.kwargs["pk"])

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Decide on programme concern {self.concern.ref}" if self.concern else ""


class DecisionReplacement(ProgrammeDecisionCreate):
    """A correction is a new decision that takes the place of the other; both stay."""

    success = "The new decision is recorded. The one before stays in the record."
    heading = "Replace this decision"

    @cached_property
    def replaces(self) -> ProgrammeDecision | None:
        found = ProgrammeDecision.objects.select_related("concern")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def concern(self) -> ProgrammeConcern | None:
        return self.replaces.concern if self.replaces else None

    def initial(self) -> dict[str, Any]:
        """Everything as it was, so that only what was wrong is typed anew."""
        assert self.replaces
        known = {offer.key for offer in self.offers}
        items = list(self.replaces.items.all())
        initial: dict[str, Any] = {name: getattr(self.replaces, name) for name in KEPT}
        initial["items"] = [item.key for item in items if item.key in known]
        for number, item in zip(FREE, [item for item in items if not item.key], strict=False):
            initial |= {f"free_{number}_{part}": getattr(item, part) for part in ("kind", "source", "day", "summary")}
        return initial
