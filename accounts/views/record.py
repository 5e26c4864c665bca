"""The record, for the auditor: who did what to what, and when; never what was written."""

from django.apps import apps
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import queries
from accounts.forms import RecordSearchForm
from accounts.models import Event

PER_PAGE = 50


def record_list(request: HttpRequest) -> HttpResponse:
    """Newest first, fifty to a page."""
    form = RecordSearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(queries.events(**wanted), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(event, thing(event)) for event in page]
    return render(request, "accounts/record_list.html", {"form": form, "page": page, "rows": rows})


def thing(event: Event) -> str:
    """What kind of thing it was done to, in words; the label as stored for what the product no longer has."""
    app, _, model = event.object_label.partition(".")
    known = app in apps.app_configs and model.lower() in apps.all_models[app]
    return str(apps.get_model(event.object_label)._meta.verbose_name) if known else event.object_label
