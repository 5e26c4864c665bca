"""Deferral, pause, hold, and an end before its time: what was asked, what was decided, and each act."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts import clock
from accounts.access import Role, Thing, Verb, allowed
from accounts.models import Person
from inspections import actions
from inspections.actions.interruption import Considered
from inspections.forms.interruption import DeferralDecisionForm, DeferralForm, IncompleteForm, PauseEndForm, PauseForm
from inspections.forms.plan import ReasonForm
from inspections.models import Inspection, Pause
from inspections.rules import deferral, interruption
from inspections.rules import pause as pausing
from inspections.rules.dates import LAST_DAY, milestone
from inspections.views.base import InspectionPage, ShownFirst
from inspections.workflow import State


def interruption_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """Everything that was asked and decided, latest first, and what the reader may do now."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    requests = inspection.deferral_requests.select_related("logged_by", "decision__decided_by").order_by("-id")
    pauses = inspection.pauses.select_related("decided_by", "resumed_by").order_by("-id")
    holds = inspection.holds.select_related("put_by", "lifted_by").order_by("-id")
    context = {
        "inspection": inspection,
        "requests": list(requests),
        "pauses": list(pauses),
        "holds": list(holds),
        "ends": list(inspection.early_ends.select_related("decided_by")),
    }
    return render(request, "inspections/interruption_list.html", context | _offers(request, inspection, context))


def _offers(request: HttpRequest, inspection: Inspection, found: dict[str, Any]) -> dict[str, bool]:
    """What the page offers; the act asks the rule again."""
    roles: frozenset[Role] = request.roles  # type: ignore[attr-defined]
    told, decides = inspection.state == State.ANNOUNCED, Role.DECISION_MAKER in roles
    waits = any(not hasattr(each, "decision") for each in found["requests"])
    paused = any(each.granted and each.resumed_at is None for each in found["pauses"])
    held = any(each.lifted_at is None for each in found["holds"])
    holds = Role.DIRECTOR in roles
    return {
        "may_ask": told and not waits and allowed(roles, Thing.DEFERRAL, Verb.CREATE),
        "may_decide": told and waits and decides,
        "may_pause": told and not paused and decides,
        "may_resume": told and paused and decides,
        "may_hold": holds and not held and inspection.state not in interruption.ENDED,
        "may_lift": holds and held,
        "may_end": decides and told,
        "may_plan_again": inspection.state == State.DEFERRED
        and allowed(roles, Thing.PLAN, Verb.EDIT, request.user, inspection),
        "may_cancel": decides and inspection.state in (State.ANNOUNCED, State.DEFERRED),
    }


class OfInterruption(InspectionPage):
    back = "interruption_list"


class DeferralCreate(OfInterruption):
    """One page for both sides: Cafcass asks, or somebody at Ofsted logs that it asked (DEFER-02)."""

    form_class = DeferralForm
    success = "The request is recorded. Every date stands until it is decided."

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return f"inspections/deferral_{'ask' if self.outside else 'create'}.html"

    @property
    def outside(self) -> bool:
        return self.by.side == Person.Side.CAFCASS

    def allow(self) -> None:
        deferral.may_ask(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"by": self.by}

    def initial(self) -> dict[str, Any]:
        return {"asked_on": clock.today(), "asked_time": clock.london(clock.now()).time()}

    def address(self, name: str = "") -> str:
        return super().address("cafcass_inspection" if self.outside else name)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        if self.outside:
            posts = [role.label for role in (Role.CHIEF_EXECUTIVE, Role.LINK_PERSON) if role in self.roles]
            asked: dict[str, Any] = {
                "requester": self.by.name,
                "requester_role": ", ".join(posts),
                "asked_at": clock.now(),
            }
        else:
            time = given["asked_time"]
            asked = {name: given[name] for name in ("requester", "requester_role")}
            asked["asked_at"] = clock.at(given["asked_on"], time.hour, time.minute)
        actions.request_deferral(self.inspection, **asked, reason=given["reason"], by=self.by)
        return self.address()

    @property
    def roles(self) -> frozenset[Role]:
        return self.request.roles  # type: ignore[attr-defined]


class DeferralDecide(ShownFirst, OfInterruption):
    """The programme decision-maker's own act, with the effect on every date before it (DEFER-03)."""

    form_class = DeferralDecisionForm
    template_name = "inspections/deferral_decide.html"
    success = "The decision is recorded, and Cafcass is told by email."
    fixed_by = ("outcome",)

    def allow(self) -> None:
        deferral.may_decide(self.by, self.inspection, deferral.pending(self.inspection))

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.inspection.timeline.version}

    def context(self) -> dict[str, Any]:
        return super().context() | {"asked": deferral.pending(self.inspection)}

    def moves_dates(self, form: Any) -> bool:
        return bool(form.cleaned_data["outcome"] == "granted")

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("outcome", "reasons", "policy", "version")}
        actions.decide_deferral(self.inspection, **given, by=self.by)
        return self.address()


class PauseCreate(OfInterruption):
    form_class = PauseForm
    template_name = "inspections/pause_create.html"
    success = "The decision on the pause is recorded."

    def allow(self) -> None:
        pausing.may_pause(self.by, self.inspection)

    def initial(self) -> dict[str, Any]:
        return {"considered_by": self.by.name, "starts_on": clock.today()}

    def perform(self, form: Any) -> str:
        names = ("requested_by", "reason", "considered_by", "decision", "guidance", "starts_on", "ends_on")
        given = {name: form.cleaned_data[name] for name in names}
        actions.decide_pause(
            self.inspection, Considered(**given, granted=form.cleaned_data["granted"] == "yes"), by=self.by
        )
        return self.address()


class PauseEnd(ShownFirst, OfInterruption):
    """Work goes on: the effect on every date is shown before it is taken (ENG-10)."""

    form_class = PauseEndForm
    template_name = "inspections/pause_end.html"
    success = "The pause has ended. Later dates follow from the last day on site."
    fixed_by = ("ends_on", "last_day")

    @property
    def pause(self) -> Pause:
        return get_object_or_404(self.inspection.pauses, pk=self.kwargs["pk"], granted=True)

    def allow(self) -> None:
        pausing.may_resume(self.by, self.inspection, self.pause)

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.inspection.timeline.version}

    def initial(self) -> dict[str, Any]:
        last = milestone(self.inspection, LAST_DAY).date if self.request.method == "GET" else None
        return {"ends_on": self.pause.ends_on or clock.today(), "last_day": last}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("ends_on", "last_day", "reason", "version")}
        actions.resume(self.pause, **given, by=self.by)
        return self.address()


class HoldCreate(OfInterruption):
    form_class = ReasonForm
    template_name = "inspections/hold_create.html"
    success = "It is on hold. Nothing is sent or published until you lift it."

    def allow(self) -> None:
        interruption.may_hold(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        actions.put_on_hold(self.inspection, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


class HoldLift(OfInterruption):
    form_class = ReasonForm
    template_name = "inspections/hold_lift.html"
    success = "The hold is lifted."

    def allow(self) -> None:
        interruption.may_lift(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        actions.lift_hold(self.inspection, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


class IncompleteCreate(OfInterruption):
    form_class = IncompleteForm
    template_name = "inspections/incomplete_create.html"
    success = "It is closed, incomplete. What was recorded is kept."

    def allow(self) -> None:
        interruption.may_close_incomplete(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("reason", "kept")}
        actions.close_incomplete(self.inspection, **given, by=self.by)
        return self.address()


class CancellationCreate(OfInterruption):
    form_class = ReasonForm
    template_name = "inspections/cancellation_create.html"
    success = "It is cancelled, and Cafcass is told by email."

    def allow(self) -> None:
        interruption.may_cancel_after_call(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        actions.cancel_after_call(self.inspection, reason=form.cleaned_data["reason"], by=self.by)
        return reverse("interruption_list", args=[self.inspection.ref])
