"""A tablet that is lost: its key is destroyed, what it had not sent is said, and whoever finds it still sends it."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accounts import clock
from accounts.record import history
from accounts.refusals import NotAllowed
from evidence.field import ledger
from evidence.models import FieldDevice, LossAlarm
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import put, raw, save
from tests.evidence.pages import send, url
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def say(client: Client, device: UUID, last_seq: int, pending: int) -> Any:
    said = {"last_seq": last_seq, "pending": pending, "oldest_pending": "2024-02-05T11:02:00Z"}
    return client.put(f"/field/v1/devices/{device}", raw(said), content_type="application/json").json()


@pytest.fixture
def device(cast: Cast, as_: As, inspection: Inspection) -> UUID:
    """Of a team inspector: one save came, two wait."""
    tia, device = as_(cast.team_inspector), uuid4()
    assert tia.post(f"/field/v1/devices/{device}/key").status_code == 200
    put(tia, save(inspection, device=str(device), seq=1))
    say(tia, device, 3, 2)
    return device


def test_each_sees_their_own_tablets_and_the_lead_everybodys(
    cast: Cast, as_: As, inspection: Inspection, device: UUID
) -> None:
    address = url(inspection, "device_lost", pk=device)
    for who in (cast.team_inspector, cast.lead):
        page = as_(who).get(url(inspection, "from_devices")).content.decode()
        assert address in page
        assert "1 save came. 2 waited on it" in page
    assert address not in as_(cast.deputy).get(url(inspection, "from_devices")).content.decode()
    for other in (cast.deputy, cast.qa_manager, cast.shadow, cast.chief_executive):
        assert as_(other).get(address).status_code == 404


@pytest.mark.rule("EVID-03", part="a lost tablet: its key is destroyed, and what it had not sent is said")
def test_a_lost_tablet_has_no_key_and_what_it_had_not_sent_is_missing(
    cast: Cast, as_: As, inspection: Inspection, device: UUID
) -> None:
    client, address = as_(cast.team_inspector), url(inspection, "device_lost", pk=device)
    assert "2 saves had not been sent" in client.get(address).content.decode()
    assert send(client, address, how=" ").status_code == 400
    assert not LossAlarm.objects.exists()
    assert send(client, address, how="On the train to Leeds.").status_code == 302
    row = FieldDevice.objects.get()
    assert (row.key_salt, row.key_destroyed_at, row.lost_at) == ("", clock.now(), clock.now())
    assert client.post(f"/field/v1/devices/{device}/key").status_code == 410
    alarm = LossAlarm.objects.get()
    assert (alarm.kind, alarm.saves) == ("lost", 2)
    said = history(row).get(verb="said lost")
    assert (said.person_name, said.reason.text) == (cast.team_inspector.name, "On the train to Leeds.")
    assert client.get(address).status_code == 403
    with pytest.raises(NotAllowed, match="already"):
        ledger.lose(row, inspection, how="Again.", by=cast.lead)


def test_a_tablet_that_is_found_sends_what_waits_and_then_forgets(
    cast: Cast, as_: As, inspection: Inspection, device: UUID
) -> None:
    send(as_(cast.lead), url(inspection, "device_lost", pk=device), how="In a court.")
    cast.team_inspector.refresh_from_db()
    tia = as_(cast.team_inspector)
    assert say(tia, device, 3, 2)["forget"] is False
    for seq in (2, 3):
        assert put(tia, save(inspection, device=str(device), seq=seq)).status_code == 201
    assert say(tia, device, 3, 0)["forget"] is True


def test_nobody_but_its_owner_and_the_lead_says_that_it_is_lost(
    cast: Cast, inspection: Inspection, device: UUID
) -> None:
    row = FieldDevice.objects.get(pk=device)
    with pytest.raises(NotAllowed, match="Only the lead inspector"):
        ledger.lose(row, inspection, how="Lost.", by=cast.deputy)
    assert FieldDevice.objects.get().lost_at is None


def test_a_tablet_that_never_had_a_key_gets_none_after_it_is_lost(cast: Cast, as_: As, inspection: Inspection) -> None:
    tia, device = as_(cast.team_inspector), uuid4()
    say(tia, device, 0, 0)
    ledger.lose(FieldDevice.objects.get(), inspection, how="Stolen.", by=cast.team_inspector)
    cast.team_inspector.refresh_from_db()
    tia = as_(cast.team_inspector)
    assert tia.post(f"/field/v1/devices/{device}/key").status_code == 410
    assert not LossAlarm.objects.exists()
