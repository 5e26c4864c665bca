"""What every page's frame needs: who reads it, the menu, the inspection and its pages, and the demo's day."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from accounts import clock
from accounts.access import OF_AN_INSPECTION, Role
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.rules import owes_code
from desk import navigation
from inspections.navigation import FEW, address, by_part, places_for

# What is not said under a name: everybody signed in has these.
PLAIN = {Role.OFSTED, Role.SIGNED_IN, Role.PUBLIC}
DEMO_NOTE = "This is a demonstration. The people are invented and nothing is sent to anybody."
MOVED_NOTE = "Its clock has been moved."


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` of the layouts. No query for somebody who is not signed in."""
    user = getattr(request, "user", AnonymousUser())
    roles = roles_of(request, user)
    inspection = getattr(request, "inspection", None)
    found = {
        "nav": navigation.menu(roles, user, request.path),
        "home_url": reverse("home"),
        "privacy_url": reverse("privacy"),
        "inspection": str(inspection) if inspection and user.is_authenticated else "",
        "role_line": role_line(roles) if user.is_authenticated else "",
        **inspection_menu(roles, user, inspection, request.path),
        **demo_line(),
    }
    return {"site": found | person_line(user)}


def roles_of(request: HttpRequest, user: Person | AnonymousUser) -> frozenset[Role]:
    """The roles that the gate found; on an error page, which has no gate, the standing ones."""
    known: frozenset[Role] | None = getattr(request, "roles", None)
    return standing_roles(user) if known is None else known


def role_line(roles: frozenset[Role]) -> str:
    """Roles in the words of the table, those of the inspection first."""
    named = [role for role in Role if role in roles and role not in PLAIN]
    return ", ".join(role.label for role in sorted(named, key=lambda role: role not in OF_AN_INSPECTION))


def person_line(user: Person | AnonymousUser) -> dict[str, str]:
    if not isinstance(user, Person):
        return {"sign_in_url": reverse("sign_in")}
    owed = reverse("code_of_conduct") if owes_code(user) else ""
    return {"code_owed": owed, "person_name": user.name, "sign_out_url": reverse("sign_out")}


def demo_line() -> dict[str, Any]:
    """In a demo the day is always shown: the clock may stand in another year."""
    if not settings.DEMO:
        return {}
    note = f"{DEMO_NOTE} {MOVED_NOTE}" if clock.offset() else DEMO_NOTE
    return {"demo": True, "demo_note": note, "today": clock.today()}


def inspection_menu(
    roles: frozenset[Role], user: Any, inspection: Any, path: str
) -> dict[str, list[navigation.Item] | str]:
    """The pages of the inspection that this reader may open: many by their parts, of which one shows its pages."""
    places = places_for(roles, user, inspection) if inspection else []
    url = {place: address(place.url_name, inspection.ref) for place in places}
    open_now = [place for place in places if path.startswith(url[place])]
    current = max(open_now, key=lambda place: len(url[place]), default=None)
    parts = by_part(places) if len(places) > FEW else {}
    here = current.part if current else None
    shown = [place for place in places if not parts or place.part == here]
    return {
        "inspection_parts": [(part.value, url[held[0]], part == here) for part, held in parts.items()],
        "inspection_nav": [(place.label, url[place], place == current) for place in shown],
        "inspection_part": here.value if here and parts else "",
        "inspection_home": url[places[0]] if places else "",
    }
