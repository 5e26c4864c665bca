"""Titles of items that a version's folder lacks, entered by an administrator (OFF-08)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.pages import FormPage
from accounts.refusals import NotHere
from framework.versions import all_versions
from information import actions
from information.asked import Asked
from information.forms.annex import TitleForm
from information.queries.requests import asked_in


def annex_title_list(request: HttpRequest) -> HttpResponse:
    """Every version with the items whose titles it lacks."""
    versions = [(each, [item for item in asked_in(each) if not item.known]) for each in all_versions()]
    return render(request, "information/annex_title_list.html", {"versions": [row for row in versions if row[1]]})


class AnnexTitleEdit(FormPage):
    form_class = TitleForm
    template_name = "information/annex_title_edit.html"
    success = "The title is entered. Requests that were sent with a title keep theirs."
    item: Asked

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        code, number = self.kwargs["framework"], self.kwargs["number"]
        pinned = next((each for each in all_versions() if each.code == code), None)
        found = [each for each in asked_in(pinned) if each.number == number and not each.known] if pinned else []
        if not found:
            raise NotHere
        self.item = found[0]
        return super().dispatch(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        return {"title": self.item.title}

    def context(self) -> dict[str, Any]:
        return {"item": self.item, "code": self.kwargs["framework"], "cancel": reverse("annex_title_list")}

    def perform(self, form: Any) -> str:
        title = form.cleaned_data["title"]
        actions.enter_title(self.kwargs["framework"], self.item.number, title=title, by=self.by)
        return reverse("annex_title_list")
