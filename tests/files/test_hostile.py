"""What must never be opened: each is refused or held with a sentence that helps, nothing is lost, people are told."""

import errno
import io
import struct
import zipfile
import zlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from accounts import clock
from files import telling, uploads
from files.jobs import run_queued
from files.models import Job, OutgoingMail, StoredFile, Upload
from tests.cast import Cast
from tests.files.test_uploads import fresh, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_daemon(settings: Any, tmp_path: Any) -> None:
    settings.CLAMD_URL, settings.JOB_ATTEMPTS = f"unix://{tmp_path}/nobody", 1
    settings.UPLOAD_CHECKS = ["files.checking.by_content", "files.scanning.by_clamd"]


def packed(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return made.getvalue()


def bomb() -> bytes:
    return packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"\0" * (60 * 1024 * 1024)})


def many() -> bytes:
    return packed({"[Content_Types].xml": b"<x/>"} | {f"word/{number}": b"" for number in range(10_001)})


def png(wide: int, high: int) -> bytes:
    """A picture that says it is this large, in less than a hundred bytes."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))

    head = part(b"IHDR", struct.pack("!IIBBBBB", wide, high, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0")) + part(b"IEND", b"")


def small_picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30)).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", bomb(), "unpack to far more"),
        ("a.docx", many(), "unpack to far more"),
        ("a.png", png(30_000, 30_000), "unpack to far more"),
        ("a.png", png(15_000, 11_000), "unpack to far more"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, ""),
        ("report.pdf", b"#!/bin/sh\nrm -rf /\n", "something else"),
        ("a.zip", packed({"a.txt": b"x"}), "are not taken"),
    ],
    ids=["bomb", "many files", "900 million dots", "165 million dots", "damaged picture", "script", "zip"],
)
def test_it_is_held_and_never_a_stored_file(cast: Cast, name: str, content: bytes, why: str) -> None:
    upload = received(cast, content, name)
    run_queued()
    upload = fresh(upload)
    assert (upload.state, StoredFile.objects.count()) == ("held", 0)
    assert why in upload.held_reason
    assert default_storage.exists(upload.path)


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG")])
def test_a_usual_picture_is_let_through(cast: Cast, name: str, kind: str) -> None:
    upload = received(cast, small_picture(kind), name)
    run_queued()
    assert fresh(upload).available


def test_a_file_twice_is_two_uploads_with_one_hash(cast: Cast) -> None:
    one, two = received(cast), received(cast, name="../../again\x00.txt")
    run_queued()
    assert (one.sha256, fresh(two).state, two.name) == (two.sha256, "available", "again.txt")


def test_giver_and_others_are_told_and_only_the_giver_by_name(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    lead, administrator = cast.lead, cast.administrator
    monkeypatch.setattr(telling, "ALSO_TOLD", [lambda upload: [lead]])
    received(cast, b"MZ\x90\x00" + b"\x00" * 90, "report.pdf")
    run_queued()
    mails = {mail.to: mail.body for mail in OutgoingMail.objects.filter(subject="A file was held")}
    assert set(mails) == {cast.link_person.email, lead.email, administrator.email}
    assert "“report.pdf” was not let through" in mails.pop(cast.link_person.email)
    assert not [body for body in mails.values() if "report" in body or "something else" in body]


@pytest.mark.usefixtures("no_daemon")
def test_without_a_scanner_it_waits_says_so_and_is_tried_again(cast: Cast, settings: Any) -> None:
    administrator, one, two = cast.administrator, received(cast), received(cast)
    run_queued()
    uploads.check_waiting()
    assert (fresh(one).state, fresh(one).waiting) == ("quarantined", uploads.WAITS)
    assert fresh(two).waiting == uploads.WAITS
    assert Job.objects.filter(state="queued").count() == 0
    # One mail, however many wait.
    waits = OutgoingMail.objects.filter(subject="Files wait to be checked")
    assert {mail.to for mail in waits} == {administrator.email}
    assert waits.count() == 1
    settings.UPLOAD_CHECKS = ["files.checking.by_content"]
    with clock.moved_to(clock.now() + uploads.AGAIN_AFTER * 1.1):
        uploads.check_waiting()
        run_queued()
    assert (fresh(one).state, fresh(one).waiting) == ("available", "")


@pytest.mark.usefixtures("no_daemon")
def test_each_time_it_waits_twice_as_long_and_at_most_a_day(cast: Cast) -> None:
    received(cast)
    run_queued()
    start = clock.now()
    for minutes, tried in ((11, 2), (22, 2), (32, 3), (60, 3), (73, 4)):
        with clock.moved_to(start + timedelta(minutes=minutes)):
            uploads.check_waiting()
            run_queued()
            assert (minutes, Job.objects.filter(kind=uploads.JOB_KIND).count()) == (minutes, tried)


def test_a_full_disk_keeps_nothing_and_no_row(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("files.storage._write", full)
    with pytest.raises(OSError, match="No space"), uploads.arriving([ContentFile(b"x", name="a.txt")]):
        pass
    assert (Upload.objects.count(), default_storage.listdir("")[1]) == (0, [])
