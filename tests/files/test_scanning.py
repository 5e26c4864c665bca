"""The scanner's verdicts, and all that is none. The daemon here only speaks clamd's protocol: it scans nothing."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from files.scanning import NoVerdict, by_clamd

CONTENT = b"x" * (2 * 1024 * 1024 + 1)
Daemon = Callable[[bytes], list[bytes]]


@pytest.fixture
def daemon(tmp_path: Path, settings: Any) -> Iterator[Daemon]:
    """`daemon(answer)` listens once and gives that answer; what it was sent is in the list that comes back."""
    settings.CLAMD_URL, settings.CLAMD_SECONDS = f"unix://{tmp_path}/clamd", 2
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(f"{tmp_path}/clamd")
    listening.listen()

    def start(answer: bytes) -> list[bytes]:
        sent: list[bytes] = []
        threading.Thread(target=_once, args=(listening, answer, sent), daemon=True).start()
        return sent

    yield start
    listening.close()


def _once(listening: socket.socket, answer: bytes, sent: list[bytes]) -> None:
    connection, _ = listening.accept()
    with connection, connection.makefile("rb") as stream:
        sent.append(stream.read(10))
        while size := struct.unpack("!L", stream.read(4))[0]:
            sent.append(stream.read(size))
        connection.sendall(answer)


def test_ok_lets_it_through_after_every_byte_was_sent(daemon: Daemon) -> None:
    sent = daemon(b"stream: OK\0")
    assert by_clamd("a.pdf", CONTENT).held == ""
    assert sent[0] == b"zINSTREAM\0"
    assert b"".join(sent[1:]) == CONTENT


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"stream: Eicar-Test FOUND\0", "found Eicar-Test"),
        (b"stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND\0", "more than the virus scanner"),
    ],
)
def test_what_is_found_is_held_with_its_name(daemon: Daemon, answer: bytes, why: str) -> None:
    daemon(answer)
    assert why in by_clamd("a.pdf", CONTENT).held


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"OK\0",
        b"PONG\0",
        b"stream: OK and more\0",
        b"stream: Heuristics.Limits.Exceeded.MaxScanTime FOUND\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"\xff\xfe",
    ],
)
def test_nonsense_is_no_verdict(daemon: Daemon, answer: bytes) -> None:
    daemon(answer)
    with pytest.raises(NoVerdict):
        by_clamd("a.pdf", CONTENT)


def test_a_daemon_that_is_silent_is_no_verdict(daemon: Daemon, settings: Any) -> None:
    settings.CLAMD_SECONDS = 0.2  # nobody accepts
    with pytest.raises(NoVerdict, match="did not answer"):
        by_clamd("a.pdf", CONTENT)


def test_a_daemon_that_is_down_is_no_verdict(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD_URL = f"unix://{tmp_path}/nobody"
    with pytest.raises(NoVerdict, match="did not answer"):
        by_clamd("a.pdf", b"x")
