"""The contact sheet: who is on the team, in which role and pair, with which badge, and at which sites (SITE-02)."""

from typing import Any

from accounts.access import Role
from inspections import queries
from inspections.models import Inspection


def content_of(inspection: Inspection) -> dict[str, Any]:
    """Plain data, so that what is printed is fixed at the moment it was asked for. Three queries."""
    pairs = list(queries.pairs(inspection))
    of_pair = {seat.member_id: pair.name for pair in pairs for seat in pair.seats.all()}
    return {
        "title": inspection.title,
        "people": [_person(member, of_pair) for member in queries.team_now(inspection)],
        "sites": [_site(site) for site in queries.sites(inspection)],
    }


def _person(member: Any, of_pair: dict[int, str]) -> dict[str, Any]:
    apart = member.role in (Role.QA_MANAGER, Role.ANALYST)
    return {
        "name": member.person.name,
        "role": member.get_role_display(),
        "email": member.person.email,
        "badge": member.person.badge_number,
        "needs_badge": not apart,
        "pair": of_pair.get(member.pk, ""),
    }


def _site(site: Any) -> dict[str, Any]:
    return {
        "code": site.code,
        "name": site.name,
        "address": site.address,
        "headquarters": site.headquarters,
        "pair": site.pair.name if site.pair else "",
    }
