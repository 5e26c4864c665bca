"""Asks ClamAV about a file, at the address of CLAMD_URL. Only a clear "OK" lets a file through.

Whatever is not a verdict (no daemon, no answer in time, nonsense, a limit of the daemon's own) raises NoVerdict, so the
file stays in quarantine and the tick tries it again.
"""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

from files.checking import Bytes, Finding

CHUNK = 1024 * 1024
LONGEST_ANSWER = 4096
PING_SECONDS = 2.0
TOO_SLOW = "stream: Heuristics.Limits.Exceeded.MaxScanTime"
ABOUT_LIMITS = "Heuristics.Limits.Exceeded"


class NoVerdict(Exception):
    """The scanner said nothing that can be relied on; the message says what happened."""


def by_clamd(name: str, content: Bytes) -> Finding:
    """Nothing found, or the reason to hold the file for ever. Raises NoVerdict."""
    try:
        answer = _ask(content)
    except OSError as error:
        raise NoVerdict(f"The virus scanner did not answer: {error}") from error
    if answer == "stream: OK":
        return Finding()
    # How long the daemon took says nothing of the file.
    if answer.startswith("stream: ") and not answer.startswith(TOO_SLOW) and answer.endswith(" FOUND"):
        return _found(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    raise NoVerdict(f"The virus scanner gave no verdict: {answer[:200]!r}")


def answers() -> bool:
    """Whether the daemon says PONG within two seconds."""
    try:
        with _connect(PING_SECONDS) as clamd:
            clamd.sendall(b"zPING\0")
            return _answer(clamd) == "PONG"
    except OSError:
        return False


def _found(what: str) -> Finding:
    if what.startswith(ABOUT_LIMITS):
        return Finding("The file holds more than the virus scanner can look through, so it cannot be opened.")
    return Finding(f"The virus scanner found {what[:100]} in the file. It is never opened; send a clean copy.")


def _ask(content: Bytes) -> str:
    with _connect(settings.CLAMD_SECONDS) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), CHUNK):
            part = content[at : at + CHUNK]
            clamd.sendall(struct.pack("!L", len(part)) + part)
        clamd.sendall(struct.pack("!L", 0))
        return _answer(clamd)


def _connect(seconds: float) -> socket.socket:
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "tcp":
        return socket.create_connection((address.hostname, address.port or 3310), seconds)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    try:
        connection.connect(address.path)
    except OSError:
        connection.close()
        raise
    return connection


def _answer(clamd: socket.socket) -> str:
    got = b""
    while not got.endswith(b"\0") and len(got) < LONGEST_ANSWER and (more := clamd.recv(LONGEST_ANSWER)):
        got += more
    return got.rstrip(b"\0").decode("utf-8", "replace").strip()
