"""Access to Cafcass's systems, as the team and as Cafcass see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb, verbs_for
from information.actions import systems as actions
from information.forms.annex import ConfirmForm
from information.forms.sample import GivenForm, SystemForm, TestedForm
from information.models import CaseSystem
from information.queries import systems as queries
from information.queries.reading import inspectors
from information.rules import systems as rules
from inspections.models import Inspection
from inspections.views.base import InspectionPage
from inspections.workflow import State


def system_access(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every inspector by every system, and what is missing by name."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.SYSTEM_ACCESS, request.user, inspection)  # type: ignore[attr-defined]
    on, found = inspection.state == State.ANNOUNCED, queries.matrix(inspection)
    mine = next((row for who, row in found.rows if who == request.user), ())
    context = {
        "inspection": inspection,
        "matrix": found,
        "mine": mine if on and Verb.EDIT_OWN in verbs else (),
        "may_ask": on and Verb.EDIT in verbs,
        "not_asked": [each for each in found.cells if each.requested is None],
    }
    return render(request, "information/system_access.html", context)


class SystemCreate(InspectionPage):
    form_class = SystemForm
    template_name = "information/system_create.html"
    success = "The system is named, and access to it is asked for every inspector."
    back = "system_access"

    def allow(self) -> None:
        rules.may_ask(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        actions.name_system(self.inspection, name=form.cleaned_data["name"], by=self.by)
        return self.address()


class SystemAsk(InspectionPage):
    form_class = ConfirmForm
    template_name = "information/system_ask.html"
    success = "Access is asked for."
    back = "system_access"

    def allow(self) -> None:
        rules.may_ask(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        actions.ask_for_access(self.inspection, by=self.by)
        return self.address()


class SystemTested(InspectionPage):
    form_class = TestedForm
    template_name = "information/system_tested.html"
    success = "Your word is kept."
    back = "system_access"

    @property
    def system(self) -> CaseSystem:
        return queries.system_of(self.inspection, int(self.kwargs["pk"]))

    def allow(self) -> None:
        rules.may_test(self.system, self.by, inspectors(self.inspection))

    def context(self) -> dict[str, Any]:
        return super().context() | {"system": self.system}

    def perform(self, form: Any) -> str:
        actions.try_access(self.system, works=form.cleaned_data["works"] == "yes", by=self.by)
        return self.address()


class OwnSystemAccess(InspectionPage):
    """What waits for Cafcass, what is given, and what an inspector found not to work."""

    form_class = GivenForm
    template_name = "information/cafcass/own_system_access.html"
    success = "It is kept that access is given. Each inspector tries it."
    back = "own_system_access"

    def form_kwargs(self) -> dict[str, Any]:
        return {"cells": queries.matrix(self.inspection).to_give}

    def context(self) -> dict[str, Any]:
        on = self.inspection.state == State.ANNOUNCED
        return super().context() | {"matrix": queries.matrix(self.inspection), "may_give": on}

    def perform(self, form: Any) -> str:
        actions.give_access(self.inspection, form.cleaned_data["cells"], by=self.by)
        return self.address()


class OwnSystemCreate(InspectionPage):
    form_class = SystemForm
    template_name = "information/cafcass/own_system_create.html"
    success = "The system is named, and every inspector needs access to it."
    back = "own_system_access"

    def allow(self) -> None:
        rules.may_give(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        actions.name_system(self.inspection, name=form.cleaned_data["name"], by=self.by, outside=True)
        return self.address()
