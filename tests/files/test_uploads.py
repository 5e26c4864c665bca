"""The way of an upload: bytes and row, quarantine, checks; what is killed goes on; nothing else is served."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.record import history
from files import uploads
from files.actions import safe_name
from files.checking import Finding
from files.jobs import run_job, run_queued
from files.models import Job, StoredFile, Upload
from files.queries import compare_with_storage
from files.serving import send
from tests.cast import Cast
from tests.inspections.forms import send as post

pytestmark = pytest.mark.django_db


def received(cast: Cast, content: bytes = b"Some words.", name: str = "ours.txt") -> Upload:
    with uploads.arriving([ContentFile(content, name=name)]) as arrived:
        return uploads.receive(arrived[0], by=cast.link_person)


def fresh(upload: Upload) -> Upload:
    return Upload.objects.get(pk=upload.pk)


def test_it_is_kept_checked_and_only_then_a_stored_file(cast: Cast) -> None:
    upload = received(cast)
    assert (upload.state, upload.stored, StoredFile.objects.count()) == ("received", None, 0)
    run_queued()
    upload = fresh(upload)
    assert (upload.state, upload.words) == ("available", 2)
    assert upload.stored
    assert upload.stored.read() == b"Some words."
    assert [event.after for event in history(upload)] == ["received", "quarantined", "available"]


def test_what_is_held_has_no_stored_file_and_says_why(cast: Cast) -> None:
    upload = received(cast, b"MZ\x90\x00" + b"\x00" * 90, "report.pdf")
    run_queued()
    upload = fresh(upload)
    assert (upload.state, upload.stored) == ("held", None)
    assert "something else" in upload.held_reason


def test_equal_files_are_both_kept(cast: Cast) -> None:
    one, two = received(cast), received(cast)
    run_queued()
    assert one.sha256 == two.sha256
    assert one.key != two.key
    assert StoredFile.objects.count() == 2


def test_a_served_upload_is_saved_and_never_shown(cast: Cast) -> None:
    upload = received(cast, b"%PDF-1.7\nx", "Bericht für\r\nSie \u202efdp.pdf")
    run_queued()
    stored = fresh(upload).stored
    assert stored
    response = send(stored)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Bericht%20f%C3%BCrSie%20fdp.pdf")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("stage", ["before the check", "in the check", "at the end"])
def test_a_worker_killed_at_any_stage_is_followed_by_another(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    """Killed means that nothing after that point happened: SystemExit passes every handler of errors."""
    upload = received(cast)
    job = Job.objects.get(kind=uploads.JOB_KIND)

    def killed(*_: Any, **__: Any) -> None:
        raise SystemExit

    stages = {"before the check": (Upload, "mapped"), "in the check": (uploads, "ask_all")}
    with monkeypatch.context() as patch:
        patch.setattr(*stages.get(stage, (uploads, "_release")), killed)
        with pytest.raises(SystemExit):
            run_job(job.pk)
    assert not fresh(upload).available
    Job.objects.filter(pk=job.pk).update(state="queued", worker="")
    run_queued()
    assert fresh(upload).available
    assert StoredFile.objects.count() == 1


def test_a_check_that_breaks_leaves_it_in_quarantine(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_CHECKS = ["tests.files.test_uploads.broken"]
    settings.JOB_ATTEMPTS = 1
    upload = received(cast)
    run_queued()
    assert (fresh(upload).state, StoredFile.objects.count()) == ("quarantined", 0)


def test_when_the_scanner_is_back_it_is_checked_again(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_CHECKS, settings.JOB_ATTEMPTS = ["tests.files.test_uploads.broken"], 1
    upload = received(cast)
    run_queued()
    settings.UPLOAD_CHECKS = ["files.checking.by_content"]
    uploads.check_waiting()
    assert run_queued() == 0
    with clock.moved_to(clock.now() + uploads.AGAIN_AFTER * 2):
        uploads.check_waiting()
        uploads.check_waiting()
        assert run_queued() == 1
    assert fresh(upload).available


def gave_up(cast: Cast, settings: Any) -> Upload:
    """The scanner was down, and is back."""
    settings.UPLOAD_CHECKS, settings.JOB_ATTEMPTS = ["tests.files.test_uploads.broken"], 1
    upload = received(cast)
    run_queued()
    uploads.check_waiting()
    settings.UPLOAD_CHECKS = ["files.checking.by_content"]
    return fresh(upload)


def test_an_administrator_has_everything_that_waits_checked_at_once(
    cast: Cast, as_: Callable[..., Client], settings: Any
) -> None:
    upload, client = gave_up(cast, settings), as_(cast.administrator)
    page = client.get("/files/waiting/").content.decode()
    assert f"Upload {upload.pk}" in page
    assert upload.name not in page
    assert run_queued() == 0
    assert post(client, "/files/waiting/").status_code == 302
    assert uploads.check_again(uploads.waiting(), by=cast.administrator) == 0
    assert run_queued() == 1
    assert fresh(upload).available
    assert "None waits" in client.get("/files/waiting/").content.decode()
    assert as_(cast.lead).get("/files/waiting/").status_code == 404


def test_whoever_sent_it_has_it_checked_again_and_nobody_else(
    cast: Cast, as_: Callable[..., Client], settings: Any
) -> None:
    upload = gave_up(cast, settings)
    address = reverse("upload_check", args=[upload.pk])
    for who in (cast.chief_executive, cast.lead, cast.administrator):
        assert as_(who).get(address).status_code == 404
    link = as_(cast.link_person)
    assert post(link, address + "?page=/help/").url == "/help/"
    assert post(link, address + "?page=https://elsewhere.example/").url == "/"
    assert run_queued() == 1
    assert fresh(upload).available
    assert link.get(address).status_code == 404


def broken(name: str, content: bytes) -> Finding:
    raise ConnectionError("the scanner is down")


def test_a_further_check_of_the_setting_may_hold_it(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_CHECKS = ["files.checking.by_content", "tests.files.test_uploads.strict"]
    upload = received(cast)
    run_queued()
    assert fresh(upload).held_reason == "Not today."


def strict(name: str, content: bytes) -> Finding:
    return Finding("Not today.")


def test_bytes_that_no_row_took_are_removed(cast: Cast) -> None:
    with uploads.arriving([ContentFile(b"x", name="a.txt")]) as arrived:
        path = uploads.path_of(arrived[0].key)
        assert default_storage.exists(path)
    assert not default_storage.exists(path)


def test_reconciling_knows_uploads(cast: Cast) -> None:
    kept, lost = received(cast), received(cast)
    default_storage.delete(lost.path)
    found = compare_with_storage(young_seconds=0)
    assert kept.path not in found.forgotten
    assert lost.key in found.lost


def test_an_upload_never_changes_once_it_is_settled(cast: Cast) -> None:
    upload = received(cast, b"MZ\x90", "report.pdf")
    run_queued()
    with pytest.raises(DatabaseError), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(state="received", held_reason="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).delete()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("evil\u202efdp.exe.pdf", "evilfdp.exe.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("", "file"),
    ],
)
def test_names(given: str, kept: str) -> None:
    assert safe_name(given) == kept
