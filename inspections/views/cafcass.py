"""What Cafcass sees of an activity once the call was made: its own templates, with nothing internal in reach."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb, allowed
from framework.versions import version
from inspections import kinds, outside, queries
from inspections.confirmation import told_dates
from inspections.models import Inspection
from inspections.workflow import State


def cafcass_inspection(request: HttpRequest, **_: Any) -> HttpResponse:
    """Dates shown to Cafcass, the team's names, how to reach the lead, and what other rooms have for Cafcass."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    prefetch_related_objects([inspection.timeline], "dates")
    pinned = version(inspection.framework_version)
    context = {
        "title": inspection.title,
        "kind": kinds.label(inspection.kind, pinned),
        "framework": pinned.title,
        "legal_basis": pinned.legal_basis,
        "dates": told_dates(inspection),
        "contacts": [_contact(member) for member in queries.team_now(inspection)],
        "sites": list(queries.sites(inspection)),
        "deferrals": list(inspection.deferral_requests.select_related("decision").order_by("-id")),
        "may_ask": _may(request, Thing.DEFERRAL)
        and inspection.state == State.ANNOUNCED
        and not inspection.deferral_pending,  # type: ignore[attr-defined]
        "links": outside.links(request.user, inspection, request.roles),  # type: ignore[attr-defined, arg-type]
    }
    return render(request, "inspections/cafcass_inspection.html", context)


def _may(request: HttpRequest, thing: Thing) -> bool:
    return allowed(request.roles, thing, Verb.CREATE, request.user, request.inspection)  # type: ignore[attr-defined]


def _contact(member: Any) -> dict[str, str]:
    return {"name": member.person.name, "role": member.get_role_display(), "email": member.person.email}
