"""S1 and S2: a team's tablets send over real HTTP to the product as it runs, and nothing is lost or doubled.

On SQLite, and on a PostgreSQL server of the proof's own where one is installed.
"""

import http.client
import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from tests.evidence.field.fleet import Count, Device, Verdict, compare
from tests.proofs.cluster import Cluster, programs
from tests.proofs.site import Site, wait_for

ENGINES = ["sqlite", "postgresql"]
# The whole team: a lead, a deputy and ten inspectors.
BEGIN = """
import json
from accounts.models import Person
from django.test import Client
from tests.cast import Cast
from tests.inspections.stages import announced, join
cast = Cast()
inspection = announced(cast)
people = [cast.lead, cast.deputy, cast.team_inspector, cast.second_team_inspector]
for number in range(8):
    email = f"inspector-{number}@example.org"
    person = Person.objects.create(name=f"Ina {number} Example", email=email, side="ofsted", grade="hmi")
    join(cast, inspection, person, "team", reason="A large team.")
    people.append(person)
def cookie(person):
    client = Client(); client.force_login(person)
    return client.cookies["sessionid"].value
print(json.dumps({"ref": inspection.ref, "sessions": [cookie(each) for each in people]}))
"""
STORED = """
import json
from evidence.models import FieldSave, HeldWords, LossAlarm, Revision
from evidence.queries.verifying import first_broken
from inspections.models import Inspection
hashes = {str(op): sha for op, sha in FieldSave.objects.values_list("op", "sha256")}
texts = {str(op): parts["text"] for op, parts in Revision.objects.values_list("op", "words__parts")}
broken = first_broken(Inspection.objects.get())
print(json.dumps({"hashes": hashes, "texts": texts, "held": HeldWords.objects.count(),
    "alarms": LossAlarm.objects.count(), "chain": str(broken)}))
"""


class Tablet:
    """One device that talks over its own connection, and takes up a broken one again."""

    def __init__(self, port: int, session: str, device: Device) -> None:
        self.port, self.session, self.device = port, session, device
        self.connection: http.client.HTTPConnection | None = None
        self.token = ""

    def sync(self) -> None:
        try:
            self.send_all()
        finally:
            self.hang_up()

    def send_all(self) -> None:
        self.device.send_all(self.wire)
        said = json.dumps({"last_seq": self.device.saves, "pending": 0}).encode()
        while (answer := self.put(f"/field/v1/devices/{self.device.id}", said)) is None or answer[0] != 200:
            time.sleep(0.2)
        assert answer[1]["alarms"] == []

    def wire(self, op: str, body: bytes, lost: bool) -> tuple[int, Mapping[str, Any]] | None:
        return self.put(f"/field/v1/ops/{op}", body, lost)

    def put(self, address: str, body: bytes, lost: bool = False) -> tuple[int, Any] | None:
        try:
            if not self.token:
                self.token = self.ask("GET", "/field/v1/session")[1]["csrf"]
            return self.ask("PUT", address, body, lost)
        except (OSError, http.client.HTTPException, ValueError):
            self.hang_up()
            return None

    def ask(self, method: str, address: str, body: bytes | None = None, lost: bool = False) -> tuple[int, Any]:
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookie = f"sessionid={self.session}" + (f"; csrftoken={self.secret}" if self.token else "")
        headers = {"Host": "localhost", "Cookie": cookie, "X-CSRFToken": self.token, "Content-Type": "application/json"}
        self.connection.request(method, address, body, headers)
        if lost:
            raise ConnectionResetError
        response = self.connection.getresponse()
        content = response.read()
        if method == "GET":
            self.secret = (response.getheader("Set-Cookie") or "").split("csrftoken=")[1].split(";")[0]
        return response.status, json.loads(content)

    def hang_up(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None


@dataclass
class Place:
    """A site with a team on it."""

    site: Site
    engine: str
    cluster: Cluster | None
    ref: str = ""
    sessions: list[str] = field(default_factory=list)

    def tablets(self, many: int, saves: int, first: int, **network: float) -> list[Tablet]:
        at = SimpleNamespace(ref=self.ref)
        devices = [Device(first + number, saves, at, **network) for number in range(many)]
        return [
            Tablet(self.site.port, self.sessions[number % len(self.sessions)], device)
            for number, device in enumerate(devices)
        ]

    def nothing_is_lost(self, before: list[Device], tablets: list[Tablet], name: str, seconds: float) -> list[Device]:
        """Compares everything that was ever sent here, and prints what was counted."""
        found = json.loads(self.site.shell(STORED).splitlines()[-1])
        stored = {op: (found["hashes"].get(op, ""), text) for op, text in found["texts"].items()}
        sent = [*before, *(each.device for each in tablets)]
        verdict = compare(sent, stored)
        count = sum((each.device.count for each in tablets), Count())
        busy = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        print(f"\n{name} on {self.engine}: {seconds:.1f} s, {busy}; {asdict(count)}; {asdict(verdict)}", flush=True)
        assert verdict == Verdict(0, 0, 0)
        assert (found["held"], found["alarms"], found["chain"]) == (0, 0, "None")
        return sent


@pytest.fixture(scope="module", params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    if request.param == "postgresql" and programs() is None:
        pytest.skip("No PostgreSQL server is installed here.")
    cluster = Cluster() if request.param == "postgresql" else None
    given = {"DATABASE_URL": cluster.address} if cluster else {}
    # No scanner of its own: nothing is uploaded here.
    nobody = {"MODE": "development", "CLAMD_URL": "tcp://127.0.0.1:1"}
    site = Site(tmp_path_factory.mktemp("sync"), **nobody, **given)
    try:
        wait_for(site.answers, 600)
        yield Place(site, request.param, cluster, **json.loads(site.shell(BEGIN).splitlines()[-1]))
    finally:
        site.stop()
        if cluster:
            cluster.remove()


# Every device that ever sent to the place of an engine.
SENT: dict[str, list[Device]] = {}


def synced(place: Place, name: str, tablets: list[Tablet], meanwhile: Callable[[], None] = lambda: None) -> float:
    start = time.monotonic()
    with ThreadPoolExecutor(len(tablets)) as threads:
        running = [threads.submit(each.sync) for each in tablets]
        meanwhile()
        for each in running:
            each.result()
    seconds = time.monotonic() - start
    SENT[place.engine] = place.nothing_is_lost(SENT.get(place.engine, []), tablets, name, seconds)
    return seconds


@pytest.mark.prove("S1")
@pytest.mark.prove("DEVICES")
def test_12_devices_with_200_notes_each_are_done_within_a_minute(place: Place) -> None:
    """The network is sound here: it is the server that is timed."""
    before = place.site.web_seconds()
    seconds = synced(place, "12 devices x 200", place.tablets(12, 200, first=1000, lost=0, twice=0))
    print(f"The web processes used {place.site.web_seconds() - before:.1f} s of processor time.")
    assert seconds < 60


@pytest.mark.prove("S1")
def test_40_clients_with_250_notes_lose_and_double_nothing(place: Place) -> None:
    synced(place, "S1, 40 clients x 250", place.tablets(40, 250, first=2000))


@pytest.mark.prove("S2")
def test_nothing_is_lost_while_processes_are_killed_and_the_database_stops(place: Place) -> None:
    tablets = place.tablets(40, 250, first=3000)
    total = 40 * 250
    done: list[str] = []

    def acknowledged() -> int:
        return sum(each.device.count.acknowledged for each in tablets)

    def kill_a_worker() -> None:
        os.kill(random.choice(place.site.web_workers()), signal.SIGKILL)

    def restart_all_in_turn() -> None:
        os.kill(place.site.web_master(), signal.SIGHUP)

    def stop_the_database() -> None:
        assert place.cluster
        place.cluster.stop("immediate")
        time.sleep(1)
        place.cluster.start()

    blows = [kill_a_worker] * 5 + [restart_all_in_turn] * 2 + ([stop_the_database] * 5 if place.cluster else [])
    random.Random(7).shuffle(blows)

    def meanwhile() -> None:
        for number, blow in enumerate(blows, 1):
            wait_for(lambda number=number: acknowledged() >= total * number / (len(blows) + 1), 600)
            blow()
            done.append(blow.__name__)

    synced(place, "S2, 40 clients x 250", tablets, meanwhile)
    print("; ".join(f"{done.count(name)} x {name}" for name in dict.fromkeys(done)))
    assert len(done) == len(blows)
    assert all(each.device.count.acknowledged == 250 for each in tablets)
