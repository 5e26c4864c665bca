"""The gate of every page of one inspection: finds it among those the reader may see, then asks the access table."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.access import Role, Thing, Verb, cell
from accounts.gate import Access, View, declare, pass_or_refuse, read_once, sign_in_first
from accounts.refusals import NotHere
from inspections.banners import banners, with_banners
from inspections.models import Inspection
from inspections.queries import sees
from inspections.roles import Duties, remember_pairing, remember_roles, roles_and_duties


def _found(request: HttpRequest, ref: str, public: bool) -> tuple[Inspection, frozenset[Role], Duties | None]:
    """The inspection and the roles on it. Raises NotHere when there is none that the reader may see anything of."""
    inspection = with_banners(ref)
    if inspection is None:
        raise NotHere
    roles, duties = roles_and_duties(request.user, inspection)
    if not public and not sees(roles, inspection):
        raise NotHere
    return inspection, roles, duties


def on_inspection(thing: Thing, get: Verb = Verb.READ, post: Verb | None = None) -> Callable[[View], View]:
    """Declares a view of one inspection (URL keyword `ref`). Sets request.inspection and request.roles.

    Not signed in: the sign-in page, whatever the ref, unless the public may ever read the thing.
    No verb: 404. Not this verb: 403.
    """
    access = Access(thing, get, post or get, of_inspection=True)

    def wrap(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, ref: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            read_once(request)
            public = cell(thing, Role.PUBLIC) is not None
            if not request.user.is_authenticated and not public:
                return sign_in_first(request)
            inspection, roles, duties = _found(request, ref, public)
            remember_pairing(request.user, inspection, roles)
            if request.method in ("GET", "HEAD"):
                remember_roles(request.user, inspection, roles)
            pass_or_refuse(roles, access, request.method or "GET", request.user, inspection)
            request.inspection, request.roles = inspection, roles  # type: ignore[attr-defined]
            request.duties = duties  # type: ignore[attr-defined]
            request.banners = banners(request)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return declare(gated, access)

    return wrap
