"""The folder of stored files: a name holds the whole file or does not exist."""

import stat
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File

from files.storage import PrivateFolder


class Interrupted(Exception):
    pass


class Stopping(ContentFile):
    """A file that stops half way, as a killed process does."""

    def chunks(self, chunk_size: int | None = None):  # type: ignore[no-untyped-def]
        yield b"half"
        raise Interrupted


@pytest.fixture
def folder(tmp_path: Path) -> PrivateFolder:
    return PrivateFolder(location=str(tmp_path))


def test_what_is_stored_is_read_again(folder: PrivateFolder) -> None:
    folder.save("ab/abcd", ContentFile(b"whole"))
    with folder.open("ab/abcd") as opened:
        assert opened.read() == b"whole"


def test_a_stopped_write_leaves_no_file_of_that_name_and_no_rest(folder: PrivateFolder, tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        folder.save("ab/abcd", Stopping(b""))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nobody_else_on_the_machine_can_read_a_stored_file(folder: PrivateFolder, tmp_path: Path) -> None:
    folder.save("ab/abcd", ContentFile(b"whole"))
    assert stat.S_IMODE((tmp_path / "ab" / "abcd").stat().st_mode) == 0o600


def test_a_file_is_never_replaced(folder: PrivateFolder, tmp_path: Path) -> None:
    content: File[bytes] = ContentFile(b"first")
    folder._save("ab/abcd", content)
    with pytest.raises(FileExistsError):
        folder._save("ab/abcd", ContentFile(b"second"))
    assert (tmp_path / "ab" / "abcd").read_bytes() == b"first"


def test_a_stored_file_has_no_address(folder: PrivateFolder) -> None:
    with pytest.raises(ValueError, match="no address"):
        folder.url("ab/abcd")
