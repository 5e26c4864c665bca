"""Sending a stored file to somebody whom the calling view has already let in."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, cast

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from accounts.refusals import NotHere
from files.actions import safe_name
from files.destroying import is_destroyed
from files.models import StoredFile

# Larger ones go out in parts, so that a process never holds one whole.
WHOLE_UP_TO_BYTES = 4 * 1024 * 1024
PART_BYTES = 256 * 1024
# What a browser may show in its own window; everything else is only ever saved.
SHOWN_INLINE = frozenset({"application/pdf"})
# A sandbox would keep the browser's own PDF reader from starting, and a PDF that we show runs no script of the site.
INLINE_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
SAVED_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def send(stored: StoredFile, *, inline: bool = False, filename: str = "") -> HttpResponse:
    """The whole file, its hash checked, as a download unless it may be shown. Raises Damaged, NotHere once destroyed.

    Parts are not offered (a Range is answered with the whole, as the standard allows), so no part escapes the hash.
    """
    if is_destroyed(stored):
        raise NotHere
    shown = inline and stored.content_type in SHOWN_INLINE
    name = safe_name(filename or stored.name)
    large = stored.size > WHOLE_UP_TO_BYTES
    kind: Any = StreamingHttpResponse if large else HttpResponse
    response: HttpResponseBase = kind(
        _parts(stored) if large else stored.read(),
        content_type=stored.content_type,
        headers={
            "Content-Disposition": content_disposition_header(not shown, name),
            "Content-Security-Policy": INLINE_POLICY if shown else SAVED_POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Accept-Ranges": "none",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
    if large:
        response["Content-Length"] = str(stored.size)
    # Whoever calls only passes it on.
    return cast(HttpResponse, response)


def _parts(stored: StoredFile) -> Iterator[bytes]:
    """The hash is checked here and now, before the first byte goes out."""
    stack = ExitStack()
    content = stack.enter_context(stored.mapped())

    def parts() -> Iterator[bytes]:
        with stack:
            for at in range(0, len(content), PART_BYTES):
                yield content[at : at + PART_BYTES]

    return parts()
