"""Documents of Cafcass's: what each is, who looked through it, and what they made of it."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb, allowed
from framework.versions import version
from information.actions import documents as actions
from information.forms.documents import NONE, DocumentReviewForm, SortingForm
from information.queries import documents as queries
from information.rules import documents as rules
from information.views.guarding import AskedAboutNames
from inspections.models import Inspection
from inspections.views.base import InspectionPage
from inspections.workflow import State

PER_PAGE = 30
# Whose files open on which page.
OPENS = {
    "annex_file": Thing.ANNEX_FILE,
    "further_request_file": Thing.FURTHER_REQUEST,
    "offer_file": Thing.OFFER,
}


def document_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """By category: audits inside and outside the months before the call, and what nobody has looked through."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    asked, found = request.GET.get("category", ""), queries.documents_of(inspection)
    known = queries.categories(inspection)
    shown = [each for each in found if not asked or (each.category.code if each.category else NONE) == asked]

    def may(thing: Thing, verb: Verb) -> bool:
        return allowed(request.roles, thing, verb, request.user, inspection)  # type: ignore[attr-defined]

    context = {
        "inspection": inspection,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "filters": [("", "All"), *((each.code, each.label) for each in known), (NONE, "Others")],
        "asked": asked,
        "words": _words(inspection),
        "counts": [(each.label, *_counted(found, each.code)) for each in known],
        "opens": {page for page, thing in OPENS.items() if may(thing, Verb.READ)},
        "may_look": inspection.state == State.ANNOUNCED and may(Thing.READING, Verb.EDIT_OWN),
    }
    return render(request, "information/document_list.html", context)


def _words(inspection: Inspection) -> dict[str, str]:
    months = version(inspection.framework_version).files.preparation.audits_looked_back_months
    return {"within": f"Within {months} months", "older": f"Older than {months} months"}


def _counted(found: list[queries.GivenDocument], code: str) -> tuple[int, int]:
    own = [each for each in found if each.category and each.category.code == code]
    return sum(each.reviewed for each in own), len(own)


class OfDocument(InspectionPage):
    back = "document_list"

    @cached_property
    def document(self) -> queries.GivenDocument:
        return queries.document_of(self.inspection, int(self.kwargs["pk"]))

    def allow(self) -> None:
        rules.may_look_through(self.inspection, self.by)

    def context(self) -> dict[str, Any]:
        return super().context() | {"document": self.document}


class DocumentSort(OfDocument):
    form_class = SortingForm
    template_name = "information/document_sort.html"
    success = "It is kept what this document is."

    def form_kwargs(self) -> dict[str, Any]:
        return {"known": queries.categories(self.inspection)}

    def initial(self) -> dict[str, Any]:
        said, category = self.document.sorting, self.document.category
        chosen = category.code if category else NONE if said else None
        told = {"audited_on": said.audited_on, "action_plan": said.action_plan} if said else {}
        return {"category": chosen} | told

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        told = {name: given[name] for name in ("audited_on", "action_plan") if name in given}
        category = "" if given["category"] == NONE else given["category"]
        actions.sort_document(self.inspection, self.document, category=category, **told, by=self.by)
        return self.address()


class DocumentReviewPage(AskedAboutNames, OfDocument):
    guarded = ("key_points",)
    form_class = DocumentReviewForm
    template_name = "information/document_review.html"
    success = "Your key points are kept."

    def form_kwargs(self) -> dict[str, Any]:
        category = self.document.category
        suggested = category.suggests if category else ()
        return {"criteria": rules.criteria_for(self.inspection, category), "suggested": suggested}

    def perform(self, form: Any) -> str:
        given = {"key_points": form.cleaned_data["key_points"], "criteria": form.cleaned_data.get("criteria", ())}
        actions.review_document(self.inspection, self.document, **given, by=self.by)
        return self.address()
