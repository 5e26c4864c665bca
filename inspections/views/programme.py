"""The programme: what is planned and under way, and what was found before."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import clock
from accounts.access import Role, Thing, Verb, allowed
from framework.versions import in_force, version
from inspections import chronicle, queries
from inspections.kinds import label
from inspections.models import Inspection, Outcome
from inspections.navigation import places_for

PER_PAGE = 30


def inspection_list(request: HttpRequest) -> HttpResponse:
    """Those the reader may open, newest first, then what earlier ones found."""
    page = Paginator(queries.programme(request.user), PER_PAGE).get_page(request.GET.get("page"))
    outcomes = Paginator(queries.outcomes(), PER_PAGE).get_page(request.GET.get("outcomes"))
    context = {
        "page": page,
        "rows": [(inspection, _kind(inspection), _address(request, inspection)) for inspection in page],
        "outcomes": [(outcome, _grades(outcome)) for outcome in outcomes],
        "outcome_page": outcomes,
        "may_plan": allowed(request.roles, Thing.NEW_PLAN, Verb.CREATE, request.user),  # type: ignore[attr-defined]
    }
    return render(request, "inspections/inspection_list.html", context)


def _address(request: HttpRequest, inspection: Inspection) -> str:
    """The overview; for a complaint handler, who may not read it, the page that they have of it, if any yet."""
    roles = request.roles  # type: ignore[attr-defined]
    if Role.COMPLAINT_HANDLER not in roles:
        return reverse("inspection_detail", args=[inspection.ref])
    places = places_for(roles, request.user, inspection)  # type: ignore[arg-type]
    return reverse(places[0].url_name, args=[inspection.ref]) if places else ""


def _grades(outcome: Outcome) -> list[tuple[str, str]]:
    """Area and grade in words; a grade of an older scale that is no longer known stays as it was written."""
    labels = {grade.code: grade.label for grade in in_force(clock.today()).grades}
    return [(given.area_name, labels.get(given.grade, given.grade)) for given in outcome.grades.all()]


def _kind(inspection: Inspection) -> str:
    return label(inspection.kind, version(inspection.framework_version))


def inspection_history(request: HttpRequest, **_: Any) -> HttpResponse:
    """Who did what on this inspection, when, and why."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    events = chronicle.history_of(request.user, inspection, request.roles)  # type: ignore[attr-defined, arg-type]
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    rows = [chronicle.spoken(event) for event in page]
    return render(request, "inspections/inspection_history.html", {"page": page, "rows": rows})
