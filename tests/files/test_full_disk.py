"""Through a page: a full disk, and one byte over the limit. Nothing is kept, and the page says so beside the field."""

import errno
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from files.models import Upload
from tests.cast import Cast
from tests.inspections import engaging
from tests.inspections.test_self_evaluation import errors, upload

pytestmark = pytest.mark.django_db


class Full:
    """A file on a disk that has no room left."""

    def __call__(self, *_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_is_full_when_the_file_is_kept(cast: Cast, as_: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    engaging.asked(cast)
    monkeypatch.setattr("files.storage._write", Full())
    refused = upload(as_(cast.link_person), SimpleUploadedFile("ours.txt", b"Some words."))
    assert refused.status_code == 507
    assert "There is no room for files" in errors(refused)["documents"][0]
    assert not Upload.objects.exists()


def test_a_disk_that_is_full_while_the_file_arrives(cast: Cast, as_: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    engaging.asked(cast)
    handler = "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk"
    monkeypatch.setattr(handler, Full())
    refused = upload(as_(cast.link_person), SimpleUploadedFile("ours.txt", b"Some words."))
    assert "There is no room for files" in errors(refused)["documents"][0]
    assert not Upload.objects.exists()


@pytest.mark.parametrize(("size", "status"), [(1000, 302), (1001, 413), (0, 400)])
def test_the_limit_is_met_to_the_byte(cast: Cast, as_: Any, settings: Any, size: int, status: int) -> None:
    engaging.asked(cast)
    settings.UPLOAD_MAX_BYTES = 1000
    answer = upload(as_(cast.link_person), SimpleUploadedFile("ours.txt", b"x" * size))
    assert (answer.status_code, Upload.objects.exists()) == (status, status == 302)
    if status != 302:
        assert "ours.txt" in errors(answer)["documents"][0]
