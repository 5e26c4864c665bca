"""The real daemon of ClamAV, with a signature database of our own that knows the EICAR file. Never skipped."""

import hashlib
import io
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from files.scanning import NoVerdict, by_clamd

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LIMIT = "300M"


@pytest.fixture(scope="module")
def socket_path() -> Iterator[str]:
    """A daemon of our own, with limits above ours; its folder is short, because a socket's path must be."""
    with tempfile.TemporaryDirectory(prefix="clamd") as folder:
        base = Path(folder)
        database = base / "db"
        database.mkdir()
        digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
        (database / "own.hdb").write_text(f"{digest}:{len(EICAR)}:Eicar-Own\n")
        limits = "".join(f"{name} {LIMIT}\n" for name in ("StreamMaxLength", "MaxScanSize", "MaxFileSize"))
        (base / "clamd.conf").write_text(
            f"LocalSocket {base}/socket\nDatabaseDirectory {database}\nForeground yes\nAlertExceedsMax yes\n{limits}"
        )
        process = subprocess.Popen(["/usr/sbin/clamd", "--config-file", f"{base}/clamd.conf"])
        try:
            _wait(base / "socket")
            yield f"unix://{base}/socket"
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
    settings.CLAMD_URL, settings.CLAMD_SECONDS = socket_path, 30


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
    try:
        assert by_clamd("a.txt", b"\0" * (301 * 1024 * 1024)).held
    except NoVerdict:
        pass
