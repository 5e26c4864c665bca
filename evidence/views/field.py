"""What devices talk to: every answer is JSON, and only a receipt with the right hash lets a device drop its copy."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token

from accounts import clock
from evidence.field import ledger
from evidence.field.ledger import Said
from evidence.field.reading import LARGEST, MOST, Unreadable, moment, read
from evidence.field.receiving import NeverAWriter, Reused, receive
from evidence.models import LossAlarm

Answer = Callable[..., JsonResponse]
# As long as browsers keep a cookie, in seconds.
REMEMBERED_FOR = 400 * 24 * 3600


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
    except Unreadable as error:
        return refused(422, "unreadable", str(error))
    body = {"op": str(found.op), "sha256": found.sha256, "seq": found.seq, "heads": found.heads, "status": found.status}
    return JsonResponse(body, status=201 if found.new else 200)


@signed_in
def device(request: HttpRequest, device: UUID) -> JsonResponse:
    """PUT what the device says of itself; `alarms` in the answer stand until somebody says what became of the saves."""
    if request.method != "PUT":
        return refused(405, "method")
    try:
        found = ledger.report(device, _said(request), by=request.user)  # type: ignore[arg-type]
    except (ValueError, KeyError, TypeError, AttributeError):
        return refused(422, "unreadable")
    except PermissionError:
        return refused(409, "other_person")
    answer = JsonResponse(
        {"device": str(device), "alarms": [_told(each) for each in found.alarms], "renew": found.renew}
    )
    # What the browser remembers of itself when the store with its id is gone.
    answer.set_cookie(
        _cookie_of(request),
        str(device),
        max_age=REMEMBERED_FOR,
        path="/field/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _said(request: HttpRequest) -> Said:
    given = json.loads(request.body)
    counts = {name: int(given[name]) for name in ("last_seq", "pending")}
    if not 0 <= counts["last_seq"] <= MOST or not 0 <= counts["pending"] < 2**31:
        raise ValueError
    earlier = [request.COOKIES.get(_cookie_of(request)), given.get("earlier")]
    ids = tuple(UUID(each) for each in earlier if each)
    return Said(oldest_pending=moment(given.get("oldest_pending")), earlier=ids, **counts)


def _cookie_of(request: HttpRequest) -> str:
    return f"field_device_{request.user.pk}"


def _told(alarm: LossAlarm) -> dict[str, Any]:
    times = {name: value and value.isoformat() for name, value in (("since", alarm.since), ("until", alarm.until))}
    return {"kind": alarm.kind, "inspection": alarm.inspection.ref, "saves": alarm.saves, **times}


@signed_in
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and a token for this sync: never cached."""
    return JsonResponse({"person": request.user.pk, "csrf": get_token(request), "now": clock.now().isoformat()})


def ping(request: HttpRequest) -> JsonResponse:
    """The nonce back: a portal's page cannot know it."""
    return JsonResponse({"nonce": request.GET.get("nonce", "")[:100], "now": clock.now().isoformat()})
