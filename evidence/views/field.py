"""What devices talk to: every answer is JSON, and only a receipt with the right hash lets a device drop its copy."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token

from accounts import clock
from evidence.field import ledger
from evidence.field.reading import LARGEST, MOST, Unreadable, moment, read
from evidence.field.receiving import NeverAWriter, Odd, Reused, receive

Answer = Callable[..., JsonResponse]


class _Token(CsrfViewMiddleware):
    """Asks for the token itself, because a device needs an answer that it can read."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def refused(status: int, error: str, sentence: str = "") -> JsonResponse:
    return JsonResponse({"error": error, "sentence": sentence}, status=status)


def signed_in(view: Answer) -> Answer:
    """401 with the header that tells a session that ended from a portal that lies; then the token of a write."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if not request.user.is_authenticated:
            answer = refused(401, "signed_out")
            answer["X-Auth"] = "required"
            return answer
        if request.method != "GET":
            check = _Token(lambda _: JsonResponse({}))
            check.process_request(request)
            if check.process_view(request, None, (), {}):  # type: ignore[arg-type]
                return refused(403, "csrf")
        return view(request, *args, **kwargs)

    return asked


@signed_in
def op(request: HttpRequest, op: UUID) -> JsonResponse:
    """PUT one save of at most LARGEST bytes."""
    if request.method != "PUT":
        return refused(405, "method")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return refused(413, "too_large")
    return _received(request, op)


def _received(request: HttpRequest, op: UUID) -> JsonResponse:
    try:
        found = receive(read(op, request.body), by=request.user)  # type: ignore[arg-type]
    except NeverAWriter:
        return refused(403, "never_a_writer", "Only somebody who writes evidence on this inspection sends it.")
    except Reused:
        return refused(409, "op_reused")
    except (Unreadable, Odd) as error:
        return refused(422, "unreadable", str(error))
    body = {"op": str(found.op), "sha256": found.sha256, "seq": found.seq, "heads": found.heads, "status": found.status}
    return JsonResponse(body, status=201 if found.new else 200)


@signed_in
def device(request: HttpRequest, device: UUID) -> JsonResponse:
    """PUT what the device says of itself; `lost` in the answer is an alarm."""
    if request.method != "PUT":
        return refused(405, "method")
    try:
        given = json.loads(request.body)
        counts = {name: int(given[name]) for name in ("last_seq", "pending")}
        if not 0 <= counts["last_seq"] <= MOST or not 0 <= counts["pending"] < 2**31:
            raise ValueError
        oldest = moment(given.get("oldest_pending"))
        lost = ledger.report(device, by=request.user, oldest_pending=oldest, **counts)  # type: ignore[arg-type]
    except (ValueError, KeyError, TypeError, AttributeError):
        return refused(422, "unreadable")
    except PermissionError:
        return refused(409, "other_person")
    return JsonResponse({"device": str(device), "lost": lost})


@signed_in
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and a token for this sync: never cached."""
    return JsonResponse({"person": request.user.pk, "csrf": get_token(request), "now": clock.now().isoformat()})


def ping(request: HttpRequest) -> JsonResponse:
    """The nonce back: a portal's page cannot know it."""
    return JsonResponse({"nonce": request.GET.get("nonce", "")[:100], "now": clock.now().isoformat()})
