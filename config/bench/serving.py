"""The web process as production runs it: gunicorn with two workers, on the bench's own database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

WORKERS = 2
OPTIONS = ("--worker-class=gthread", "--threads=8", "--log-level=warning")
WAIT_SECONDS = 30


@contextmanager
def served(database_url: str) -> Iterator[int]:
    """Yields the port. Raises RuntimeError when nothing answers within half a minute."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}", *OPTIONS],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database_url},
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=WAIT_SECONDS)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait(port: int) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The web process did not answer.")
