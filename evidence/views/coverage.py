"""What the evidence covers, and what each inspector has recorded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from accounts.access import Role
from evidence.queries import coverage
from evidence.views.documents import OfInspection


class Coverage(OfInspection, View):
    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        found = coverage.groups(self.inspection)
        rows, elsewhere = coverage.grid(self.inspection, found)
        context = {
            "rows": coverage.shaded(rows),
            "totals": coverage.by_kind(rows),
            "elsewhere": elsewhere,
            "inspectors": coverage.inspectors(self.inspection, found),
            "none_today": Role.LEAD in self.request.roles and coverage.on_site_today(self.inspection),
        }
        return render(request, "evidence/coverage.html", context)
