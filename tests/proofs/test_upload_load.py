"""Proof UPLOADS: five people upload 25 MB at once while inspectors read, and one uploads and opens more than 100 MB."""

import http.client
import json
import os
import re
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MB = 1024 * 1024
QUIET_READS = 120
ROUNDS = 3
WHO = """
import json
from accounts.models import Person
from django.test import Client
from information.models import AnnexRequest
from inspections.models import TeamMember
request = AnnexRequest.objects.filter(inspection__state="announced").first()
def cookie(person):
    client = Client(); client.force_login(person)
    return "; ".join(f"{k}={m.value}" for k, m in client.cookies.items())
giver = Person.objects.get(name__startswith="Linus")
lead = TeamMember.objects.current().get(inspection=request.inspection, role="lead").person
print(json.dumps({"ref": request.inspection.ref, "givers": [cookie(giver) for _ in range(5)], "reader": cookie(lead)}))
"""


class Site:
    """The whole product under one command, with a folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        self.environment = kept | {"MODE": "demo", "VAR_DIR": str(folder), "PORT": str(self.port)}
        self.process = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=self.environment)

    def shell(self, code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def wait_for(self, condition: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline
            time.sleep(0.3)

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

    def give(self, address: str, cookie: str, name: str, size: int) -> int:
        """Uploads that many bytes of text; the status."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", address, headers={"Cookie": cookie, "Host": "localhost"})
        response = connection.getresponse()
        page = response.read().decode()
        connection.close()
        token = re.search(r"csrftoken=([^;]+)", response.getheader("Set-Cookie") or "")
        assert token, page[:500]
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        edge = secrets.token_hex(8)
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="documents"; filename="{name}"\r\n\r\n'
        start = f"{secrets.token_hex(20)} ".encode()
        words = start + b"Some words. " * (size // 12)
        body = "".join(parts).encode() + head.encode() + words[:size] + f"\r\n--{edge}--\r\n".encode()
        return self.ask(address, f"{cookie}; csrftoken={token[1]}", body, f"multipart/form-data; boundary={edge}")[0]

    def web_memory(self) -> float:
        """MB of their own that the web processes hold: what is mapped from files is the system's to take back."""
        lines = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in lines.splitlines()[1:]]
        first = {pid for pid, parent, args in rows if parent == str(self.process.pid) and "gunicorn" in args}
        pids = first | {pid for pid, parent, _ in rows if parent in first}
        rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids]
        return sum(int(re.findall(r"^Anonymous:\s+(\d+)", text, re.M)[0]) for text in rollups) / 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("uploads"))
    try:
        made.wait_for(made.answers, 180)
        yield made
    finally:
        made.process.send_signal(signal.SIGTERM)
        made.process.wait(60)


@pytest.fixture(scope="module")
def people(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.shell(WHO).splitlines()[-1])
    return found


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def reads(site: Site, people: dict[str, Any], enough: Callable[[int], bool]) -> list[float]:
    addresses = ["/", f"/inspections/{people['ref']}/", f"/inspections/{people['ref']}/annex-a/"]
    taken: list[float] = []
    while not enough(len(taken)):
        start = time.perf_counter()
        status, _ = site.ask(addresses[len(taken) % len(addresses)], people["reader"])
        taken.append((time.perf_counter() - start) * 1000)
        assert status == 200
        time.sleep(0.02)
    return taken


@pytest.mark.prove("UPLOADS")
def test_pages_stay_quick_while_five_upload(site: Site, people: dict[str, Any]) -> None:
    room = f"/cafcass/{people['ref']}/annex-a/"
    assert site.give(room, people["givers"][0], "warm.txt", MB) == 302
    reads(site, people, lambda count: count >= 20)
    quiet, memory = reads(site, people, lambda count: count >= QUIET_READS), site.web_memory()
    statuses: list[int] = []

    def upload(number: int) -> None:
        for turn in range(ROUNDS):
            statuses.append(site.give(room, people["givers"][number], f"big-{number}-{turn}.txt", 25 * MB))

    threads = [threading.Thread(target=upload, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    busy = reads(site, people, lambda count: count >= 20 and not any(thread.is_alive() for thread in threads))
    for thread in threads:
        thread.join()
    growth = site.web_memory() - memory
    print(
        f"\nquiet p95 {p95(quiet):.1f} ms ({len(quiet)} reads), busy p95 {p95(busy):.1f} ms ({len(busy)} reads), "
        f"{p95(busy) / p95(quiet):.2f} times; web memory {memory:.0f} MB, grew {growth:.1f} MB"
    )
    assert statuses == [302] * 5 * ROUNDS
    assert growth < 100
    assert p95(busy) <= 3 * p95(quiet)


@pytest.mark.prove("UPLOADS")
def test_a_file_of_120_mb_is_never_whole_in_the_servers_memory(site: Site, people: dict[str, Any]) -> None:
    room, memory = f"/cafcass/{people['ref']}/annex-a/", site.web_memory()
    assert site.give(room, people["givers"][0], "A1 120.txt", 120 * MB) == 302
    state = "from files.models import Upload\nprint(Upload.objects.get(size=120 * 1024 * 1024).state)"
    site.wait_for(lambda: site.shell(state).strip().endswith("available"), 240)
    growth = site.web_memory() - memory
    print(f"\nafter 120 MB the web processes grew {growth:.1f} MB")
    assert growth < 50
