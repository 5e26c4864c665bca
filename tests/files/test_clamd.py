"""The real daemon of ClamAV, with a signature database of our own that knows the EICAR file. Never skipped."""

import io
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from config.scanner import EICAR, prepare, scanner_command
from desk.health import note_tick
from files.scanning import NoVerdict, answers, by_clamd

LIMIT = 250 * 1024 * 1024


@pytest.fixture(scope="module")
def socket_path() -> Iterator[str]:
    """The daemon as `bin/run` starts it; its folder is short, because a socket's path must be."""
    with tempfile.TemporaryDirectory(prefix="clamd") as folder:
        url = prepare(Path(folder), LIMIT)
        process = subprocess.Popen(scanner_command(Path(folder)).arguments)
        try:
            _wait(Path(url.removeprefix("unix://")))
            yield url
        finally:
            process.terminate()
            process.wait(20)


def _wait(socket: Path) -> None:
    for _ in range(300):
        if socket.exists():
            return
        time.sleep(0.1)
    raise AssertionError("clamd did not start within 30 seconds.")


@pytest.fixture(autouse=True)
def _address(socket_path: str, settings: Any) -> None:
    settings.CLAMD_URL, settings.CLAMD_SECONDS = socket_path, 280


def zipped(content: bytes, name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return made.getvalue()


ONCE = zipped(EICAR, "a.com")


@pytest.mark.parametrize("content", [EICAR, ONCE, zipped(ONCE, "b.zip")], ids=["plain", "zip", "zip in a zip"])
def test_eicar_is_found_however_it_is_packed(content: bytes) -> None:
    assert "found Eicar-Own" in by_clamd("a.pdf", content).held


def test_a_clean_file_is_let_through() -> None:
    assert by_clamd("a.txt", b"Some words.").held == ""


def test_one_over_the_daemons_limit_is_not_called_clean() -> None:
    with pytest.raises(NoVerdict):
        by_clamd("a.txt", b"\0" * (LIMIT + 2))


def test_one_as_large_as_the_limit_is_looked_through() -> None:
    assert by_clamd("a.txt", b"\0" * LIMIT).held == ""


def test_the_health_page_asks_it(client: Client, settings: Any, db: None) -> None:
    assert answers()
    note_tick()
    well = client.get("/health/")
    assert (well.status_code, well.json()["virus_scanner"]) == (200, "answers")
    settings.CLAMD_URL += "-gone"
    ill = client.get("/health/")
    assert (ill.status_code, ill.json()["virus_scanner"]) == (503, "silent")
