"""Around every request: one reading of the clock, private pages that no cache keeps, refusals turned into pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import clock
from accounts.refusals import NotAllowed, NotYours

Respond = Callable[[HttpRequest], HttpResponse]


class ClockMiddleware:
    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.one_reading():
            return self.get_response(request)


class PrivatePagesMiddleware:
    """Nothing that this product serves may stay in a cache, except what says otherwise itself."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class RefusalMiddleware:
    """The one place where a refusal becomes a page with its sentence."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotAllowed):
            return None
        context = {"reason": exception.reason, "lifted_by": exception.lifted_by, "rule": exception.rule}
        response = render(request, "403.html", context, status=403)
        # For the test that walks every address: was it the table that refused, or the state of things?
        response.by_table = isinstance(exception, NotYours)  # type: ignore[attr-defined]
        return response
