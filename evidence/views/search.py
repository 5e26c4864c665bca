"""Searching the record of an inspection."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from evidence.forms.search import SearchForm
from evidence.queries import search
from evidence.queries.reading import people_of
from evidence.views.documents import OfInspection


class Search(OfInspection, View):
    """Thirty a page, newest first; whatever the address asks, only what its reader may read."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        things = search.readable(self.request.roles, self.request.user, self.inspection)
        form = SearchForm(
            request.GET or None,
            framework=self.framework,
            people=people_of(self.inspection),
            kinds=search.kinds_of(things),
        )
        wanted = form.wanted()
        page = search.page_of(search.found(self.inspection, things, wanted), request.GET.get("page"))
        rows = search.lines(page.object_list, wanted, self.inspection, self.framework)
        context = {"form": form, "page": page, "rows": rows, "asked": bool(wanted)}
        return render(request, "evidence/search.html", context)
