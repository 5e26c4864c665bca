"""The gate of every page: a view declares its thing and the verb it needs, and the table answers before it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.access import Role, Thing, Verb, cell, verbs_for, who_may
from accounts.backends import POSTS
from accounts.models import Person
from accounts.refusals import NotHere, NotYours
from govuk.typed import typed_in

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Access:
    """What a view declares: its thing, the verb of GET, the verb of POST, and whether it belongs to one inspection."""

    thing: Thing
    get: Verb
    post: Verb
    of_inspection: bool = False

    def verb(self, method: str) -> Verb:
        return self.post if method == "POST" else self.get


def standing_roles(user: Person | AnonymousUser) -> frozenset[Role]:
    """The roles a person has wherever they are: their posts now, their side, and being signed in."""
    known: frozenset[Role] | None = user.__dict__.get("roles_of_this_request")
    return _standing_roles(user) if known is None else known


def read_once(request: HttpRequest) -> frozenset[Role]:
    """The standing roles, read from the database once a request and kept on the request's own Person."""
    roles = standing_roles(request.user)
    request.user.__dict__["roles_of_this_request"] = roles
    return roles


def _standing_roles(user: Person | AnonymousUser) -> frozenset[Role]:
    if not isinstance(user, Person) or not user.is_active:
        return frozenset({Role.PUBLIC})
    # By getattr: the request's user is a lazy object, whose own __dict__ is not the person's.
    known: set[str] | None = getattr(user, POSTS, None)
    posts = {Role(code) for code in (user.posts.held().values_list("post", flat=True) if known is None else known)}
    side = {Role.OFSTED} if user.side == Person.Side.OFSTED else set()
    return frozenset(posts | side | {Role.SIGNED_IN, Role.PUBLIC})


def pass_or_refuse(roles: frozenset[Role], access: Access, method: str, person: Any, inspection: Any = None) -> None:
    """Raises NotHere for somebody who may not read the thing, NotAllowed for one who may read it but not do this."""
    verbs = verbs_for(roles, access.thing, person, inspection)
    if not verbs:
        raise NotHere
    if access.verb(method) not in verbs:
        raise NotYours(f"Only {who_may(access.thing, access.verb(method))} can do this.")


def declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page; but where a text was sent after the session ended, a page that shows it, so none is lost."""
    sign_in = redirect_to_login(request.get_full_path())
    if not typed_in(request):
        return sign_in
    return render(request, "accounts/signed_out.html", {"sign_in": sign_in.url}, status=403)


def gate(thing: Thing, get: Verb = Verb.READ, post: Verb | None = None) -> Callable[[View], View]:
    """Declares a view that belongs to no inspection. Who is not signed in is asked to sign in, whatever the address."""
    access = Access(thing, get, post or get)

    def wrap(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            roles = read_once(request)
            if not request.user.is_authenticated and cell(thing, Role.PUBLIC) is None:
                return sign_in_first(request)
            pass_or_refuse(roles, access, request.method or "GET", request.user)
            request.roles = roles  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return declare(gated, access)

    return wrap
