"""Many devices that send what they wrote over a bad network, and whether the server then holds exactly that."""

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from random import Random
from typing import Any
from uuid import UUID

from tests.evidence.field.sending import raw, save

LOST, TWICE = 0.15, 0.05
# One save in so many is written over an earlier one of the same device.
OVER = 5
WORDS = ("court", "letter", "plan 🧒", "“late”", "crèche", "family", "advice", "\n", "visit")
# Sends the bytes of one save: status and body of the answer, or nothing where the answer never came.
Wire = Callable[[str, bytes, bool], tuple[int, Mapping[str, Any]] | None]


@dataclass
class Count:
    """What happened on the way."""

    acknowledged: int = 0
    deliveries: int = 0
    replies_lost: int = 0
    sent_twice: int = 0
    known_already: int = 0
    failed: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass
class Device:
    """One store with its queue. Its saves, its fortunes and their order follow from its number."""

    number: int
    saves: int
    inspection: Any
    lost: float = LOST
    twice: float = TWICE
    count: Count = field(default_factory=Count)
    written: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = Random(self.number)
        self.id = UUID(int=self.chance.getrandbits(128), version=4)
        for seq in range(1, self.saves + 1):
            earlier = self.chance.choice(list(self.written.values())) if seq > 1 and not seq % OVER else None
            self.write(seq, earlier)
        self.queue = list(self.written)
        self.chance.shuffle(self.queue)

    def write(self, seq: int, earlier: dict[str, Any] | None) -> None:
        op, doc = (UUID(int=self.chance.getrandbits(128), version=4) for _ in range(2))
        text = " ".join(self.chance.choices(WORDS, k=self.chance.randint(3, 300)))
        over = {"doc": earlier["doc"], "parent": earlier["op"]} if earlier else {"doc": doc}
        body = {"text": f"{self.number}/{seq} {text}"}
        self.written[str(op)] = save(self.inspection, op=op, device=str(self.id), seq=seq, body=body, **over)

    def send_all(self, wire: Wire) -> None:
        """Until every save has its receipt: only a receipt with the right id and hash takes one out of the queue."""
        while self.queue:
            op = self.queue.pop(0)
            if not self.deliver(op, wire):
                self.queue.insert(self.chance.randint(0, len(self.queue)), op)

    def deliver(self, op: str, wire: Wire) -> bool:
        body, lost = raw(self.written[op]), self.chance.random() < self.lost
        given = wire(op, body, lost)
        self.count.deliveries += 1
        if lost:
            self.count.replies_lost += 1
            return False
        if given is None or given[0] not in (200, 201):
            self.count.failed += 1
            time.sleep(self.chance.uniform(0.05, 0.3))
            return False
        receipt = given[1]
        assert (receipt["op"], receipt["sha256"]) == (op, hashlib.sha256(body).hexdigest())
        self.count.acknowledged += 1
        self.count.known_already += given[0] == 200
        if self.chance.random() < self.twice:
            self.count.sent_twice += 1
            self.count.deliveries += 1
            wire(op, body, False)
        return True


@dataclass(frozen=True)
class Verdict:
    """What was acknowledged beside what the server holds: all three are 0, or something went wrong."""

    missing: int
    extra: int
    different: int


def compare(devices: Iterable[Device], stored: Mapping[str, tuple[str, str]]) -> Verdict:
    """`stored` has by operation the SHA-256 that the server names and the words of its one revision."""
    written = {op: each for device in devices for op, each in device.written.items()}
    missing, extra = written.keys() - stored.keys(), stored.keys() - written.keys()
    different = [
        op
        for op in written.keys() & stored.keys()
        if stored[op] != (hashlib.sha256(raw(written[op])).hexdigest(), written[op]["body"]["text"])
    ]
    return Verdict(len(missing), len(extra), len(different))
