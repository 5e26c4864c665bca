"""The places where the team works on site, and the minutes between them."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import Thing, Verb, allowed
from framework.versions import version
from inspections import actions, queries
from inspections.actions.sites import Place
from inspections.forms.site import SiteForm, TravelForm, WhyForm
from inspections.models import Inspection, Site
from inspections.rules import sites as rules
from inspections.views.base import InspectionPage
from inspections.workflow import SETTLED

FIELDS = ("code", "name", "address", "headquarters", "pair")


def site_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every site that stands, with its pair, and the ways for which minutes were set."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    may = allowed(request.roles, Thing.SITE, Verb.EDIT, request.user, inspection)  # type: ignore[attr-defined]
    context = {
        "inspection": inspection,
        "sites": list(queries.sites(inspection)),
        "travels": list(queries.travels(inspection)),
        "choices": list(queries.site_choices(inspection)),
        "usual_minutes": version(inspection.framework_version).settings.travel_minutes_default,
        "may_change": may and inspection.state not in SETTLED,
    }
    return render(request, "inspections/site_list.html", context)


class OfSites(InspectionPage):
    back = "site_list"

    def allow(self) -> None:
        rules.may_change_sites(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}


class SiteCreate(OfSites):
    form_class = SiteForm
    template_name = "inspections/site_create.html"
    success = "The site is added."

    def perform(self, form: Any) -> str:
        place = Place(*(form.cleaned_data[name] for name in FIELDS))
        actions.add_site(self.inspection, place, form.why(), by=self.by)
        return self.address()


class OfSite(OfSites):
    @cached_property
    def site(self) -> Site:
        return get_object_or_404(self.inspection.sites.select_related("inspection"), pk=self.kwargs["pk"])

    def allow(self) -> None:
        rules.may_change_site(self.by, self.site)

    def context(self) -> dict[str, Any]:
        return super().context() | {"site_shown": self.site}


class SiteEdit(OfSite):
    form_class = SiteForm
    template_name = "inspections/site_edit.html"
    success = "The site is saved."

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"version": self.site.version}

    def initial(self) -> dict[str, Any]:
        given = {name: getattr(self.site, name) for name in FIELDS if name != "pair"}
        return given | {"pair": self.site.pair_id}

    def perform(self, form: Any) -> str:
        place = Place(*(form.cleaned_data[name] for name in FIELDS))
        actions.change_site(self.site, place, form.why(), version=form.cleaned_data["version"], by=self.by)
        return self.address()


class SiteWithdraw(OfSite):
    form_class = WhyForm
    template_name = "inspections/site_withdraw.html"
    success = "The site is withdrawn."

    def perform(self, form: Any) -> str:
        actions.withdraw_site(self.site, form.why(), by=self.by)
        return self.address()


class SiteTravelEdit(OfSites):
    form_class = TravelForm
    template_name = "inspections/site_travel_edit.html"
    success = "The minutes are saved, for both directions."

    def perform(self, form: Any) -> str:
        given = (form.cleaned_data[name] for name in ("one", "other", "minutes"))
        actions.set_travel(self.inspection, *given, by=self.by)
        return self.address()
