"""Sending stored files: whole, private, and inert in the browser."""

from email.message import Message
from email.utils import collapse_rfc2231_value

import pytest
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from files.actions import store
from files.models import Damaged, StoredFile
from files.serving import send

pytestmark = pytest.mark.django_db


def the_file(request: HttpRequest, key: str) -> HttpResponse:
    return send(StoredFile.objects.get(key=key), inline="inline" in request.GET)


urlpatterns = [path("the-file/<str:key>/", the_file)]


def kept(name: str = "report.pdf", content_type: str = "application/pdf") -> StoredFile:
    return store(b"0123456789", name=name, content_type=content_type, by=None)


def test_a_file_is_a_download_that_no_cache_keeps() -> None:
    response = send(kept())
    assert response.content == b"0123456789"
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Security-Policy"].startswith("sandbox;")


def test_a_pdf_may_be_shown_by_the_browser() -> None:
    response = send(kept(), inline=True)
    assert response["Content-Disposition"] == 'inline; filename="report.pdf"'
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/plain"])
def test_nothing_else_is_ever_shown_by_the_browser(content_type: str) -> None:
    response = send(kept("x.html", content_type), inline=True)
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["Zoë’s “plan” – final.pdf", 'a"b;c.pdf', "100% done.pdf", "back\\slash\r\nX: y.pdf"])
def test_any_name_arrives_in_the_header_as_it_was_kept(name: str) -> None:
    stored = kept(name)
    header = send(stored)["Content-Disposition"]
    assert header.isascii()
    assert "\r" not in header
    message = Message()
    message["Content-Disposition"] = header
    assert _name_in(message) == stored.name


def _name_in(message: Message) -> str:
    """The name as a browser reads it (RFC 6266, RFC 8187)."""
    return collapse_rfc2231_value(message.get_param("filename", header="Content-Disposition") or "")


def test_another_name_can_be_given() -> None:
    assert 'filename="final.pdf"' in send(kept(), filename="final.pdf")["Content-Disposition"]


@pytest.mark.urls(__name__)
def test_a_range_gets_the_whole_and_head_gets_the_headers_alone() -> None:
    address = f"/the-file/{kept().key}/"
    ranged = Client().get(address, headers={"Range": "bytes=2-4"})
    assert (ranged.status_code, ranged.content, ranged["Accept-Ranges"]) == (200, b"0123456789", "none")
    head = Client().head(address)
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", "10")


@pytest.mark.urls(__name__)
def test_the_headers_of_the_file_win_over_those_of_pages() -> None:
    response = Client().get(f"/the-file/{kept().key}/")
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert response["Cache-Control"] == "no-store"


def test_a_damaged_file_is_not_sent() -> None:
    stored = kept()
    default_storage.delete(stored.path)
    with pytest.raises(Damaged):
        send(stored)
