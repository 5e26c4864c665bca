"""Destroyed: shut at once, gone with the next tick, the row and the hash kept, and nothing of it called lost."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from accounts.record import history
from files import destroying, uploads
from files.destroying import destroy
from files.jobs import run_queued
from files.models import Destroyed, Job, StoredFile, Upload
from files.queries import compare_with_storage
from tests.cast import Cast
from tests.files.test_uploads import fresh, received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    options = {"location": str(tmp_path)}
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "files.storage.PrivateFolder", "OPTIONS": options}}


@pytest.fixture
def upload(cast: Cast) -> Upload:
    made = received(cast)
    run_queued()
    return fresh(made)


def test_the_bytes_go_with_the_next_tick_and_row_and_hash_stay(upload: Upload, cast: Cast) -> None:
    destroy(upload, reason="No longer needed", by=cast.lead)
    assert fresh(upload).is_destroyed
    assert default_storage.exists(upload.path)
    assert compare_with_storage(0).clean
    destroying.finish()
    assert not default_storage.exists(upload.path)
    assert (fresh(upload).sha256, StoredFile.objects.get().sha256) == (upload.sha256, upload.sha256)
    assert Destroyed.objects.get().gone_at
    assert compare_with_storage(0).clean
    event = history(upload).last()
    assert event
    assert (event.verb, event.reason.text) == ("destroyed", "No longer needed")


def test_bytes_that_come_back_are_found(upload: Upload) -> None:
    destroy(upload, reason="No longer needed", by=None)
    destroying.finish()
    Path(default_storage.path(upload.path)).write_bytes(b"a backup")
    assert compare_with_storage(0).forgotten == [upload.path]


def test_a_storage_that_is_down_is_asked_again(upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    destroy(upload, reason="No longer needed", by=None)

    def down(*_: Any) -> None:
        raise OSError("down")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "delete", down)
        destroying.finish()
        assert Destroyed.objects.get().gone_at is None
        assert compare_with_storage(0).clean
    destroying.finish()
    assert Destroyed.objects.get().gone_at
    destroying.finish()


def test_one_that_waits_for_its_check_is_never_let_through(cast: Cast) -> None:
    upload = received(cast)
    destroy(upload, reason="No longer needed", by=None)
    destroying.finish()
    run_queued()
    uploads.check_waiting()
    assert (fresh(upload).state, StoredFile.objects.count()) == ("received", 0)
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_it_is_done_once_and_cannot_be_taken_back(upload: Upload) -> None:
    first = destroy(upload, reason="No longer needed", by=None)
    assert destroy(upload, reason="Another reason", by=None) == first
    destroying.finish()
    for change in ({"reason": "Another"}, {"gone_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Destroyed.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Destroyed.objects.all()._raw_delete("default")
