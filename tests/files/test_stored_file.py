"""Stored files: kept once, never changed, and known to be whole."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from accounts.record import history
from files.actions import safe_name, store
from files.models import Damaged, StoredFile
from tests.cast import Cast


@pytest.fixture
def stored(cast: Cast) -> StoredFile:
    return store(b"text", name="report.pdf", content_type="application/pdf", by=cast.lead, inspection="INS-1")


def test_stored_bytes_are_read_again_with_their_hash_and_size(stored: StoredFile) -> None:
    stored = StoredFile.objects.get(pk=stored.pk)
    assert (stored.read(), stored.size, stored.inspection) == (b"text", 4, "INS-1")
    # pragma: allowlist nextline secret
    assert stored.sha256 == "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"


def test_storing_is_recorded_without_the_content(stored: StoredFile, cast: Cast) -> None:
    event = history(stored).get()
    assert (event.verb, event.person_name, event.inspection) == ("stored", cast.lead.name, "INS-1")


def test_the_key_cannot_be_guessed_and_names_the_place(stored: StoredFile) -> None:
    assert len(bytes.fromhex(stored.key)) * 8 >= 128
    assert stored.path == f"{stored.key[:2]}/{stored.key}"


def test_equal_files_of_one_name_are_both_kept(stored: StoredFile) -> None:
    twin = store(b"text", name="report.pdf", content_type="application/pdf", by=None)
    assert twin.path != stored.path
    assert (twin.read(), stored.read()) == (b"text", b"text")


def test_a_changed_byte_is_found(stored: StoredFile) -> None:
    Path(default_storage.path(stored.path)).write_bytes(b"tex!")
    with pytest.raises(Damaged, match=f"{stored.key} is damaged"):
        stored.read()


def test_a_lost_file_is_said_to_be_lost(stored: StoredFile) -> None:
    default_storage.delete(stored.path)
    with pytest.raises(Damaged, match=f"{stored.key} cannot be read"):
        stored.read()


@pytest.mark.parametrize("column", ["key", "sha256", "size", "name", "content_type", "inspection", "made_at"])
def test_no_column_of_a_stored_file_is_ever_changed(stored: StoredFile, column: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE files_storedfile SET {column} = {column}")


def test_a_stored_file_is_never_deleted(stored: StoredFile) -> None:
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk)._raw_delete("default")
    assert StoredFile.objects.filter(pk=stored.pk).exists()


@pytest.mark.parametrize("change", [{"key": "short"}, {"key": "G" * 48}, {"sha256": ""}, {"sha256": "x" * 64}])
def test_the_database_refuses_a_key_or_hash_of_another_shape(db: None, change: dict[str, Any]) -> None:
    whole = {"key": "a" * 48, "sha256": "b" * 64, "size": 1, "name": "x", "content_type": "text/plain"}
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.create(**whole | change)
    assert StoredFile.objects.create(**whole).pk


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\private\\plan.docx", "plan.docx"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("nul\x00name.pdf", "nulname.pdf"),
        ("left‮fdp.exe", "leftfdp.exe"),
        ("Zoë’s plan ✓.pdf", "Zoë’s plan ✓.pdf"),
        ("", "file"),
        (" .. ", "file"),
        (".pdf", "pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_do_harm(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("x" * 400 + ".pdf")
    assert len(name) == 150
    assert name.endswith("x.pdf")
