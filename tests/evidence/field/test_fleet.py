"""S1, small: what many devices wrote arrives once and as it was written, whatever the network does to the answers."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.test import Client

from accounts import clock
from evidence.field import receiving
from evidence.models import FieldSave, LossAlarm, Revision
from evidence.queries.verifying import first_broken
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.devices import AUTHORS
from tests.evidence.field.fleet import Count, Device, Verdict, compare
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def stored() -> dict[str, tuple[str, str]]:
    hashes = dict(FieldSave.objects.values_list("op", "sha256"))
    texts = Revision.objects.values_list("op", "words__parts")
    return {str(op): (hashes.get(op, ""), parts["text"]) for op, parts in texts}


def send_all(cast: Cast, as_: As, inspection: Inspection, many: int = 8) -> list[Device]:
    devices = [Device(number, 15, inspection) for number in range(many)]
    for device in devices:
        client = as_(getattr(cast, AUTHORS[device.number % len(AUTHORS)]))

        def wire(op: str, body: bytes, lost: bool, client: Client = client) -> tuple[int, Mapping[str, Any]]:
            answer = client.put(f"/field/v1/ops/{op}", body, content_type="application/json")
            return answer.status_code, json.loads(answer.content)

        device.send_all(wire)
        said = {"last_seq": device.saves, "pending": 0}
        answer = client.put(f"/field/v1/devices/{device.id}", json.dumps(said), content_type="application/json")
        assert answer.json()["alarms"] == []
    return devices


@pytest.mark.rule("EVID-03", part="many devices, lost answers and saves sent twice: no note missing, extra or changed")
def test_what_many_devices_sent_stands_once_and_as_it_was_written(cast: Cast, as_: As, inspection: Inspection) -> None:
    devices = send_all(cast, as_, inspection)
    count = sum((each.count for each in devices), Count())
    assert count.acknowledged == 120
    assert count.known_already > 0
    assert count.sent_twice > 0
    assert compare(devices, stored()) == Verdict(0, 0, 0)
    assert first_broken(inspection) is None
    assert not LossAlarm.objects.exists()


def test_a_server_that_acknowledges_without_storing_is_found(
    cast: Cast, as_: As, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = receiving.into_the_record

    def forgets_some(save: FieldSave, parts: Any, *given: Any, **more: Any) -> Revision:
        return put(save, {part: text[:200] for part, text in parts.items()}, *given, **more)

    monkeypatch.setattr(receiving, "into_the_record", forgets_some)
    devices = send_all(cast, as_, inspection, many=1)
    assert compare(devices, stored()).different > 0
