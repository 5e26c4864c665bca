"""Examples of outstanding practice, and what practice says about leaders."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evidence.queries import examples as queries
from evidence.views.documents import PER_PAGE
from framework.versions import version
from inspections.models import Inspection


def outstanding_examples(request: HttpRequest, **_: Any) -> HttpResponse:
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    rows = queries.examples(inspection, version(inspection.framework_version))
    return render(request, "evidence/outstanding_examples.html", {"rows": rows})


def about_leaders(request: HttpRequest, **_: Any) -> HttpResponse:
    """Thirty a page, newest first."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    page = Paginator(queries.about_leaders(inspection), PER_PAGE).get_page(request.GET.get("page"))
    rows = queries.told(page.object_list, version(inspection.framework_version))
    return render(request, "evidence/about_leaders.html", {"rows": rows, "page": page})
