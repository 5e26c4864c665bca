"""A tablet that is lost: its key is destroyed, what it had not sent is said, and whoever finds it still sends it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
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


def say(client: Client, device: UUID, last_seq: int, pending: int, **more: object) -> Any:
    said = {"last_seq": last_seq, "pending": pending, "oldest_pending": "2024-02-05T11:02:00Z", **more}
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


@pytest.mark.rule("EVID-03", part="a tablet that was put back to an earlier day is one, and is lost in one act")
@pytest.mark.parametrize("named", ["the newest", "what it was before"])
def test_a_tablet_that_was_put_back_stands_once_and_is_lost_at_once(
    cast: Cast, as_: As, inspection: Inspection, device: UUID, named: str
) -> None:
    tia, new, other = as_(cast.team_inspector), uuid4(), uuid4()
    for seq in (2, 3):
        put(tia, save(inspection, device=str(device), seq=seq))
    assert say(tia, device, 2, 0)["renew"] is True
    with clock.moved_to(ON_SITE_AT + timedelta(hours=1)):
        say(tia, new, 1, 1, earlier=str(device), earlier_seq=3)
        put(tia, save(inspection, device=str(new), seq=1))
        say(tia, new, 2, 1)
    say(as_(cast.team_inspector), other, 0, 0)
    page = as_(cast.lead).get(url(inspection, "from_devices")).content.decode()
    assert page.count("This one is lost") == 2
    assert "4 saves came. 1 waited on it" in page
    assert url(inspection, "device_lost", pk=device) not in page
    # A page that was opened before says it of what it was then.
    address = url(inspection, "device_lost", pk=new if named == "the newest" else device)
    assert "4 saves came from it." in as_(cast.lead).get(address).content.decode()
    assert send(as_(cast.lead), address, how="In a court.").status_code == 302
    lost = FieldDevice.objects.filter(lost_at=clock.now(), key_salt="").exclude(key_destroyed_at=None)
    assert {each.pk for each in lost} == {device, new}
    assert FieldDevice.objects.get(pk=other).lost_at is None
    for each in lost:
        assert history(each).get(verb="said lost").reason.text == "In a court."
    alarm = LossAlarm.objects.get()
    assert (alarm.device_id, alarm.saves) == (new, 1)
    page = as_(cast.lead).get(url(inspection, "from_devices")).content.decode()
    assert page.count("Said lost") == 1
    for pk in (device, new):
        assert as_(cast.lead).get(url(inspection, "device_lost", pk=pk)).status_code == 403


def test_what_was_lost_and_found_and_begun_anew_stands_apart(
    cast: Cast, as_: As, inspection: Inspection, device: UUID
) -> None:
    send(as_(cast.lead), url(inspection, "device_lost", pk=device), how="In a court.")
    cast.team_inspector.refresh_from_db()
    tia, new = as_(cast.team_inspector), uuid4()
    assert tia.post(f"/field/v1/devices/{new}/key").status_code == 200
    assert say(tia, new, 0, 0, earlier=str(device))["forget"] is False
    page = as_(cast.lead).get(url(inspection, "from_devices")).content.decode()
    assert (page.count("Said lost"), page.count("This one is lost")) == (1, 1)
    first = FieldDevice.objects.get(pk=device).lost_at
    with clock.moved_to(ON_SITE_AT + timedelta(hours=2)):
        send(as_(cast.lead), url(inspection, "device_lost", pk=new), how="Again.")
    assert FieldDevice.objects.get(pk=device).lost_at == first
    assert FieldDevice.objects.get(pk=new).lost_at == first + timedelta(hours=2)
