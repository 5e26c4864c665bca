"""The team's side of Annex A: the list, one item, its files, returning, accepting, closing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Role, Thing, Verb, allowed
from accounts.refusals import require
from files import serving
from information import actions
from information.forms.annex import ConfirmForm, ReturnForm
from information.models import AnnexItem
from information.queries import items as queries
from information.queries.listing import spread_of
from information.queries.requests import request_of, room_if_asked
from information.rules import annex as rules
from inspections.models import Inspection
from inspections.views.base import InspectionPage
from inspections.workflow import State


def annex(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every item with its state, its day and its files."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    context = {"inspection": inspection, "room": room_if_asked(inspection), **_may(request, inspection)}
    return render(request, "information/annex.html", context)


def _may(request: HttpRequest, inspection: Inspection) -> dict[str, bool]:
    roles = request.roles  # type: ignore[attr-defined]
    return {
        "may_decide": allowed(roles, Thing.ANNEX_A, Verb.DECIDE, request.user, inspection),
        "may_close": allowed(roles, Thing.ANNEX_A, Verb.EDIT, request.user, inspection),
        "reads_offers": allowed(roles, Thing.OFFER, Verb.READ, request.user, inspection),
        "may_open": allowed(roles, Thing.ANNEX_FILE, Verb.READ, request.user, inspection),
        "opens_list": Role.ANALYST in roles,
    }


def annex_item(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    """What was given and when, with hashes; who opened it; and every step with its words."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    item = queries.item_of(inspection, pk)
    steps = item.steps.select_related("by")
    row = queries.row(item)
    page = queries.page_of_files(item, request.GET.get("page"))
    context = {"inspection": inspection, "row": row, "page": page, "steps": steps, **_may(request, inspection)}
    context["spread"] = spread_of(inspection) if item.child_level and context["may_open"] else None
    context["opens"] = context["may_open"] and (not item.child_level or context["opens_list"])
    return render(request, "information/annex_item.html", context)


def annex_file(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    """The file, once the opening is in the record."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    file = actions.open_file(queries.file_of(inspection, pk), by=request.user)  # type: ignore[arg-type]
    assert file.upload.stored
    return serving.send(file.upload.stored, filename=file.name)


class OfItem(InspectionPage):
    back = "annex"
    form_class: Any = ConfirmForm

    @property
    def item(self) -> AnnexItem:
        if "_item" not in self.__dict__:
            self.__dict__["_item"] = queries.item_of(self.inspection, int(self.kwargs["pk"]))
        return self.__dict__["_item"]

    def allow(self) -> None:
        rules.may_decide(self.item, self.by)

    def context(self) -> dict[str, Any]:
        return super().context() | {"item": self.item}


class AnnexReturn(OfItem):
    form_class = ReturnForm
    template_name = "information/annex_return.html"
    success = "The item is returned. Cafcass reads the reason."

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.item.version}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.return_item(self.item, reason=given["reason"], version=given["version"], by=self.by)
        return self.address()


class AnnexAccept(OfItem):
    template_name = "information/annex_accept.html"
    success = "The item is accepted."

    def perform(self, form: Any) -> str:
        actions.accept_item(self.item, version=form.cleaned_data["version"], by=self.by)
        return self.address()


class AnnexClose(InspectionPage):
    """What Cafcass has from then on, it offers to the lead (DOC-01)."""

    back = "annex"
    form_class = ConfirmForm
    template_name = "information/annex_close.html"
    success = "The request is closed."

    def allow(self) -> None:
        require(self.inspection.has_reached(State.ANNOUNCED), "Cafcass has not been asked for anything yet.")
        rules.may_close(request_of(self.inspection), self.by)

    def context(self) -> dict[str, Any]:
        return super().context() | {"room": room_if_asked(self.inspection)}

    def perform(self, form: Any) -> str:
        actions.close_request(request_of(self.inspection), by=self.by)
        return self.address()
