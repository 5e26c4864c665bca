"""What the evidence covers, and what each inspector has recorded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from accounts.access import Role
from evidence.queries import coverage
from evidence.views.documents import OfInspection


class Coverage(OfInspection, View):
    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        rows, elsewhere = coverage.grid(self.inspection)
        context = {
            "rows": coverage.shaded(rows),
            "totals": coverage.by_kind(rows),
            "elsewhere": elsewhere,
            "inspectors": coverage.inspectors(self.inspection),
            "for_lead": Role.LEAD in request.roles,  # type: ignore[attr-defined]
        }
        return render(request, "evidence/coverage.html", context)
