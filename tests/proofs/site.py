"""The whole product under one command, as `bin/run` serves it, with a folder and if asked a database of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.3)


class Site:
    """Web and worker. `given` goes into the environment; what the caller's own says of databases does not."""

    def __init__(self, folder: Path, **given: str) -> None:
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        own = {"MODE": "demo", "VAR_DIR": str(folder), "PORT": str(self.port)}
        self.environment = kept | own | given
        self.process = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=self.environment)

    def shell(self, code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def ask(self, address: str, cookie: str, body: bytes | None = None, kind: str = "") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": cookie, "Host": "localhost"} | ({"Content-Type": kind} if body else {})
        connection.request("POST" if body else "GET", address, body=body, headers=headers)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response.status, content

    def web_master(self) -> int:
        """The process of gunicorn that starts those which answer."""
        return next(pid for pid, parent, args in _processes() if parent == self.process.pid and "gunicorn" in args)

    def web_workers(self) -> list[int]:
        master = self.web_master()
        return [pid for pid, parent, _ in _processes() if parent == master]

    def web_seconds(self) -> float:
        """Of processor time that the web processes which run now have used."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.web_workers()]
        return sum(int(each[11]) + int(each[12]) for each in stats) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def _processes() -> list[tuple[int, int, str]]:
    lines = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in lines.splitlines()[1:]]
    return [(int(pid), int(parent), args) for pid, parent, args in rows]
