"""F6: rows and files are compared, what is planted on either side is found, and nothing is deleted."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from files.actions import store
from files.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    options = {"location": str(tmp_path)}
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "files.storage.PrivateFolder", "OPTIONS": options}}
    return tmp_path


def kept(count: int = 1) -> list[StoredFile]:
    return [store(b"%d" % n, name="x.txt", content_type="text/plain", by=None) for n in range(count)]


def compared(*options: str) -> tuple[int, list[str]]:
    """The exit code and the lines."""
    out = StringIO()
    try:
        call_command("reconcile_files", *options, stdout=out)
    except SystemExit as ending:
        return int(str(ending.code)), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def everything(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*"))


def test_where_nothing_was_ever_stored_there_is_nothing_to_say(folder: Path) -> None:
    folder.rmdir()
    assert compared() == (0, ["Every row has its file and every file its row."])


def test_what_belongs_together_is_not_reported(folder: Path) -> None:
    kept(30)
    assert compared("--young-seconds", "0") == (0, ["Every row has its file and every file its row."])


def test_what_is_planted_on_either_side_is_found_and_stays(folder: Path) -> None:
    lost, damaged, _ = kept(3)
    (folder / lost.path).unlink()
    (folder / damaged.path).write_bytes(b"other")
    (folder / "zz").mkdir()
    (folder / "zz" / "planted").write_bytes(b"x")
    (folder / "rest.part").write_bytes(b"x")
    before = everything(folder)
    code, lines = compared("--young-seconds", "0")
    assert code == 1
    assert lines == [
        f"The row has no file: {lost.key}",
        f"The file is damaged: {damaged.key}",
        "The file has no row: rest.part",
        "The file has no row: zz/planted",
    ]
    assert everything(folder) == before
    assert StoredFile.objects.count() == 3


def test_a_young_file_whose_row_may_still_come_is_passed_over(folder: Path) -> None:
    (folder / "planted").write_bytes(b"x")
    assert compared()[0] == 0
