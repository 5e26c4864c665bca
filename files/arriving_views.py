"""The core protocol of tus 1.0 with creation and termination, for the script of pages with a box for files."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from files import arriving

VERSION = "1.0.0"
PIECES = "application/offset+octet-stream"
View = Callable[..., HttpResponse]


def spoken(view: View) -> View:
    """Both sides say which version they speak; what is refused is a status and a plain sentence."""

    @wraps(view)
    def speaking(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, **kwargs) if _speaks(request) else HttpResponse(status=412)
        except arriving.Refused as refused:
            response = HttpResponse(str(refused), status=refused.status, content_type="text/plain; charset=utf-8")
        response["Tus-Resumable"] = response["Tus-Version"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return speaking


def _speaks(request: HttpRequest) -> bool:
    return request.headers.get("Tus-Resumable") == VERSION


def _sender(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _number(request: HttpRequest, header: str) -> int:
    typed = request.headers.get(header, "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        raise arriving.Refused(400, f"{header} is to be a number.")
    return int(typed)


@require_http_methods(["POST"])
@spoken
def begin(request: HttpRequest) -> HttpResponse:
    """Creation: how large the file will be and what it is called."""
    described = request.headers.get("Upload-Metadata", "")
    file = arriving.begin(size=_number(request, "Upload-Length"), described=described, by=_sender(request))
    return HttpResponse(status=201, headers={"Location": reverse("arriving_file", args=[file.pk])})


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@spoken
def go_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How much is here; the next piece; or never mind."""
    file = arriving.own(pk, _sender(request))
    if request.method == "HEAD":
        here = {"Upload-Offset": str(arriving.come_so_far(file)), "Upload-Length": str(file.size)}
        return HttpResponse(status=200, headers=here)
    if request.method == "DELETE":
        arriving.throw_away(file)
        return HttpResponse(status=204)
    if request.content_type != PIECES:
        raise arriving.Refused(415, f"Pieces come as {PIECES}.")
    behind = arriving.go_on(file, _number(request, "Upload-Offset"), _pieces(request))
    return HttpResponse(status=204, headers={"Upload-Offset": str(behind)})


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body as it comes. A connection that is cut ends it: what came counts."""
    while True:
        try:
            piece = request.read(arriving.PIECE)
        except OSError:
            return
        if not piece:
            return
        yield piece
