"""HTTP for home, help and health."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from accounts import clock
from accounts.access import Role, Thing, Verb, allowed
from desk import glossary as words
from desk import health as vital
from desk.queries import due_of, lines, told_lines, trouble_seen_by
from framework.versions import in_force
from information.queries.items import items_given_to
from inspections.engagement_queries import own_pages
from inspections.queries import mine

PER_PAGE = 30


def home(request: HttpRequest) -> HttpResponse:
    """What concerns this person: Cafcass has a front door of its own."""
    roles: frozenset[Role] = request.roles  # type: ignore[attr-defined]
    page = Paginator(mine(request.user), PER_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    due = due_of(request.user)  # type: ignore[arg-type]
    if Role.OFSTED not in roles:
        beside = list(own_pages(request.user, roles))  # type: ignore[arg-type]
        items = items_given_to(request.user) if Role.CONTRIBUTOR in roles else []  # type: ignore[arg-type]
        given = {"page": page, "lines": told_lines(list(page)), "beside": beside, "due": due, "items": items}
        return render(request, "desk/home_cafcass.html", given)
    context = {
        "page": page,
        "due": due,
        "mail_trouble": trouble_seen_by(request.user, roles),  # type: ignore[arg-type]
        "lines": lines(list(page), request.user, roles),  # type: ignore[arg-type]
        "may_plan": allowed(roles, Thing.NEW_PLAN, Verb.CREATE, request.user),
        "sees_mail_trouble": allowed(roles, Thing.MAIL_TROUBLE, Verb.READ, request.user),
        "sees_programme": allowed(roles, Thing.PROGRAMME, Verb.READ, request.user),
        "sees_holidays": allowed(roles, Thing.HOLIDAYS, Verb.READ, request.user),
    }
    return render(request, "desk/home.html", context)


def health(request: HttpRequest) -> HttpResponse:
    """503 when the worker or the virus scanner is silent, so that a monitor needs to read nothing."""
    found = vital.health()
    return JsonResponse(found.as_json(), status=200 if found.well else 503)


def help_page(request: HttpRequest) -> HttpResponse:
    """Where help is to be found, and the principles of the framework in force (GEN-04)."""
    return render(request, "desk/help.html", {"principles": in_force(clock.today()).files.principles})


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
