"""HTTP for home, help and health."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from accounts import clock
from accounts.access import Role, Thing, Verb, allowed
from desk import glossary as words
from desk import health as vital
from desk.due import owed_by
from desk.failed_mail import recent_count, recent_of
from desk.queries import lines, told_lines
from framework.versions import in_force
from inspections.queries import mine

PER_PAGE = 30


def home(request: HttpRequest) -> HttpResponse:
    """What concerns this person: Cafcass has a front door of its own."""
    roles: frozenset[Role] = request.roles  # type: ignore[attr-defined]
    page = Paginator(mine(request.user), PER_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    owed = owed_by(request.user)  # type: ignore[arg-type]
    if Role.OFSTED not in roles:
        return render(request, "desk/home_cafcass.html", {"page": page, "lines": told_lines(list(page)), "owed": owed})
    shown = lines(list(page), request.user, roles)  # type: ignore[arg-type]
    context = {
        "owed": owed,
        "failed_mail": recent_count() if allowed(roles, Thing.FAILED_MAIL, Verb.READ, request.user) else 0,
        "failed_for_lead": recent_of([line.inspection.ref for line in shown if Role.LEAD in line.roles]),
        "page": page,
        "lines": shown,
        "may_plan": allowed(roles, Thing.NEW_PLAN, Verb.CREATE, request.user),
        "sees_holidays": allowed(roles, Thing.HOLIDAYS, Verb.READ, request.user),
    }
    return render(request, "desk/home.html", context)


def health(request: HttpRequest) -> HttpResponse:
    """503 when the worker is silent, so that a monitor needs to read nothing."""
    found = vital.health()
    return JsonResponse(found.as_json(), status=200 if found.worker_runs else 503)


def help_page(request: HttpRequest) -> HttpResponse:
    """Where help is to be found."""
    return render(request, "desk/help.html")


def framework_page(request: HttpRequest) -> HttpResponse:
    """The framework in force today, from its versioned data."""
    return render(request, "desk/framework.html", {"version": in_force(clock.today())})


def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the field."""
    return render(request, "desk/glossary.html", {"sections": words.sections()})


def privacy(request: HttpRequest) -> HttpResponse:
    """What the product keeps about people, and why."""
    return render(request, "desk/privacy.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """How far the product can be used by everybody."""
    return render(request, "desk/accessibility.html")
