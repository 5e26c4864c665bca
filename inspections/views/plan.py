"""Planning: the form, the timetable drawn before anything is saved, and the plan's own page."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import clock
from accounts.access import Role, Thing, Verb, verbs_for
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.pages import FormPage
from accounts.refusals import Invalid
from framework.versions import version
from inspections import actions, kinds, queries, tasklist, window
from inspections.burden import Counted, burden
from inspections.forecast import forecast
from inspections.forms.plan import PlanForm, PlannedFromForm, ReasonForm, TitleForm
from inspections.forms.team import LONGEST_NUMBER
from inspections.models import Inspection, ProgrammeDecision
from inspections.rules import plan as rules
from inspections.rules import seasons
from inspections.rules.programme import may_be_given_a_decision, open_decisions, reads_decisions
from inspections.views.base import InspectionPage
from inspections.workflow import State
from scheduling import drawing
from scheduling.queries import calendar
from scheduling.timetable import TimetableWarning


class InspectionCreate(FormPage):
    """Two steps with the same fields: the timetable is shown, and only what was shown is saved."""

    form_class = PlanForm
    template_name = "inspections/inspection_create.html"
    success = "The plan is saved. Cafcass sees nothing of it before the call."
    request: HttpRequest

    @property
    def by(self) -> Person:
        assert isinstance(self.request.user, Person)
        return self.request.user

    def form_kwargs(self) -> dict[str, Any]:
        return {"by": self.by}

    @cached_property
    def decision(self) -> ProgrammeDecision | None:
        """The decision from which somebody who may read it plans; the address of the button names it."""
        asked = self.request.POST.get("decision") or self.request.GET.get("decision", "")
        known = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER and reads_decisions(self.by)
        return open_decisions().select_related("decided_by").filter(pk=asked).first() if known else None

    def initial(self) -> dict[str, Any]:
        found = self.decision
        return {"decision": found.pk, "kind": found.outcome, "title": found.title} if found else {}

    def context(self) -> dict[str, Any]:
        return {"decision": self.decision}

    def accept(self, form: Any) -> HttpResponse:
        saves = self.request.POST.get("step") == "save" and form.cleaned_data["seen"] == form.shown()
        return super().accept(form) if saves else self.preview(form)

    def preview(self, form: Any) -> HttpResponse:
        """The same page with the picture and nothing saved; what a rule finds is said beside the field."""
        try:
            shown = self.drawn(form)
        except Invalid as finding:
            form.add_error(finding.field if finding.field in form.fields else None, finding.message)
            return self.page(form, status=400)
        form.data = form.data.copy()
        form.data["seen"] = form.shown()
        return self.page(form, **shown)

    def page(self, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        """Where saving was refused, the picture stays beside the refusal."""
        if status == 400 and "picture" not in more and {"kind", "onsite_week"} <= form.cleaned_data.keys():
            more |= self.drawn_if_possible(form)
        if not more.get("asks_agreement"):
            form.without_agreement()
        return super().page(form, status, **more)

    def drawn_if_possible(self, form: Any) -> dict[str, Any]:
        try:
            return self.drawn(form)
        except Invalid:
            return {}

    def drawn(self, form: Any) -> dict[str, Any]:
        given = form.cleaned_data
        rules.may_plan(self.by, given.get("lead"))
        rules.may_be_kind(given["kind"])
        rules.must_be_monday(given["onsite_week"])
        planned = forecast(given["kind"], given["onsite_week"])
        picture = drawing.picture(planned.timetable, calendar(), clock.today())
        warnings = planned.warnings
        shown = {"picture": picture, "warnings": warnings, "framework": planned.version}
        return shown | season_of(warnings, given["kind"], given["onsite_week"], self.by)

    def perform(self, form: Any) -> str:
        names = ("kind", "title", "onsite_week", "lead", "reason", "decision")
        given = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
        made = actions.create_inspection(**given, agreement=form.agreement(), by=self.by)
        return reverse("inspection_detail", args=[made.ref])


def season_of(warnings: Iterable[TimetableWarning], kind: str, week: date, by: Person) -> dict[str, Any]:
    """What the pages of a plan say of August and Christmas, and what lifted it."""
    season = seasons.asks(warnings)
    allowed_ = seasons.permission(kind, week) if season else None
    needs = any(warning.needs != "refused" for warning in season)
    return {
        "asks_agreement": any(warning.needs == "agreement" for warning in season),
        "permission": allowed_,
        # The concern behind a permission has its own readers.
        "sees_concern": bool(allowed_) and bool(verbs_for(standing_roles(by), Thing.PROGRAMME_CONCERN, by)),
        "needs_permission": needs and allowed_ is None,
    }


def inspection_detail(request: HttpRequest, **_: Any) -> HttpResponse:
    """The plan in short: dates to come, team, what is to do, the law behind it, the framework version."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    pinned = version(inspection.framework_version)
    verbs = verbs_for(request.roles, Thing.PLAN, request.user, inspection)  # type: ignore[attr-defined]
    context = {
        "inspection": inspection,
        "kind": kinds.label(inspection.kind, pinned),
        "framework": pinned,
        "team": queries.team_now(queries.with_team(inspection)),
        "dates": queries.next_dates(inspection),
        "may_edit": Verb.EDIT in verbs and inspection.state != State.CANCELLED,
        "may_cancel": Verb.DECIDE in verbs and inspection.state == State.PLANNED,
        **programme_part(inspection, request.roles, request.user),  # type: ignore[attr-defined, arg-type]
        "burden": _burden(inspection, request),
        "tasks": tasklist.rows(request.user, inspection, request.roles),  # type: ignore[attr-defined, arg-type]
    }
    return render(request, "inspections/inspection_detail.html", context)


def _burden(inspection: Inspection, request: HttpRequest) -> list[Counted]:
    """For whoever reads what Cafcass is asked for besides."""

    def reads(thing: Thing) -> bool:
        return Verb.READ in verbs_for(request.roles, thing, request.user, inspection)  # type: ignore[attr-defined]

    return burden(inspection, reads) if reads(Thing.FURTHER_REQUEST) else []


def programme_part(inspection: Inspection, roles: frozenset[Role], person: Person) -> dict[str, Any]:
    """Whether there is a decision to read, and what a focused visit is for: before which inspection (PROG-07)."""
    return {
        "sees_decision": bool(verbs_for(roles, Thing.INSPECTION_DECISION, person, inspection)),
        "next_window": window.standing() if inspection.kind == "focused_visit" else None,
    }


class InspectionEdit(InspectionPage):
    form_class = TitleForm
    template_name = "inspections/inspection_edit.html"
    success = "The title is saved."

    def allow(self) -> None:
        rules.may_change_plan(self.by, self.inspection)

    def initial(self) -> dict[str, Any]:
        return {"title": self.inspection.title}

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.inspection.version}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.rename(self.inspection, title=given["title"], version=given["version"], by=self.by)
        return self.address()


class DecisionGive(InspectionPage):
    """A plan made without a decision is given the one that it follows from."""

    form_class = PlannedFromForm
    template_name = "inspections/decision_give.html"
    success = "The decision behind the plan is recorded."
    back = "inspection_decision"

    def allow(self) -> None:
        may_be_given_a_decision(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"kind": self.inspection.kind}

    def perform(self, form: Any) -> str:
        actions.give_decision(self.inspection, decision=form.cleaned_data["decision"], by=self.by)
        return self.address()


class InspectionCancel(InspectionPage):
    form_class = ReasonForm
    template_name = "inspections/inspection_cancel.html"
    success = "The plan is cancelled."

    def allow(self) -> None:
        rules.may_cancel(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        actions.cancel(self.inspection, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()
