"""Proof UPLOADS: five people upload 25 MB at once while inspectors read, and one uploads and opens more than 100 MB."""

import json
import os
import re
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.proofs.site import Site, wait_for
from tests.proofs.uploader import AS_A_PROCESS, give

MB = 1024 * 1024
QUIET_READS = 120
ROUNDS = 6
# Bytes a second of each of the five: a line of 100 Mbit/s, faster than an office's that five people share.
LINE = float(os.environ.get("LINE", 100_000_000 / 8))
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


def web_memory(site: Site) -> float:
    """MB of their own that the web processes hold: what is mapped from files is the system's to take back."""
    pids = [site.web_master(), *site.web_workers()]
    rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids]
    return sum(int(re.findall(r"^Anonymous:\s+(\d+)", text, re.M)[0]) for text in rollups) / 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("uploads"))
    try:
        wait_for(made.answers, 180)
        yield made
    finally:
        made.stop()


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


def begin_giving(site: Site, cookie: str, room: str, number: int, speed: float) -> subprocess.Popen[str]:
    names = [f"big-{number}-{turn}.txt" for turn in range(ROUNDS)]
    asked = {"port": site.port, "address": room, "cookie": cookie, "names": names, "size": 25 * MB, "speed": speed}
    return subprocess.Popen([*AS_A_PROCESS, json.dumps(asked)], stdout=subprocess.PIPE, text=True)


@pytest.mark.prove("UPLOADS")
def test_pages_stay_quick_while_five_upload(site: Site, people: dict[str, Any]) -> None:
    room = f"/cafcass/{people['ref']}/annex-a/"
    assert give(site.port, room, people["givers"][0], "warm.txt", MB) == 302
    reads(site, people, lambda count: count >= 20)
    quiet, memory = reads(site, people, lambda count: count >= QUIET_READS), web_memory(site)
    started = time.perf_counter()
    givers = [begin_giving(site, cookie, room, number, LINE) for number, cookie in enumerate(people["givers"])]
    busy = reads(site, people, lambda count: count >= 20 and all(giver.poll() is not None for giver in givers))
    taken, growth = time.perf_counter() - started, web_memory(site) - memory
    statuses = [status for giver in givers for status in giver.communicate()[0].split()]
    print(
        f"\nquiet p95 {p95(quiet):.1f} ms ({len(quiet)} reads), busy p95 {p95(busy):.1f} ms ({len(busy)} reads in "
        f"{taken:.0f} s), {p95(busy) / p95(quiet):.2f} times; web memory {memory:.0f} MB, grew {growth:.1f} MB"
    )
    assert statuses == ["302"] * len(givers) * ROUNDS
    assert growth < 100
    assert p95(busy) <= 3 * p95(quiet)


@pytest.mark.prove("UPLOADS")
def test_a_file_of_120_mb_is_never_whole_in_the_servers_memory(site: Site, people: dict[str, Any]) -> None:
    room, memory = f"/cafcass/{people['ref']}/annex-a/", web_memory(site)
    assert give(site.port, room, people["givers"][0], "A1 120.txt", 120 * MB) == 302
    state = "from files.models import Upload\nprint(Upload.objects.get(size=120 * 1024 * 1024).state)"
    wait_for(lambda: site.shell(state).strip().endswith("available"), 240)
    growth = web_memory(site) - memory
    print(f"\nafter 120 MB the web processes grew {growth:.1f} MB")
    assert growth < 50
