"""Saves that a device counted and that neither came nor wait there: noticed, told to the lead, answered by a person."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from desk.reminders import owed
from evidence.field import ledger
from evidence.models import FieldDevice, LossAlarm
from files.models import OutgoingMail
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import put, raw, save
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


@pytest.fixture
def tia(cast: Cast, as_: As) -> Client:
    return as_(cast.team_inspector)


def say(client: Client, device: object, last_seq: object, pending: object, **more: object) -> Any:
    said = {"last_seq": last_seq, "pending": pending, **more}
    return client.put(f"/field/v1/devices/{device}", raw(said), content_type="application/json").json()


def send(client: Client, inspection: Inspection, device: object, *numbers: int) -> None:
    for seq in numbers:
        assert put(client, save(inspection, device=str(device), seq=seq)).status_code == 201


def test_what_came_and_what_waits_together_are_all_and_nothing_is_missing(inspection: Inspection, tia: Client) -> None:
    device = uuid4()
    assert say(tia, device, 3, 3)["alarms"] == []
    send(tia, inspection, device, 2, 1)
    assert say(tia, device, 3, 1)["alarms"] == []
    send(tia, inspection, device, 3, 4)
    assert say(tia, device, 4, 0)["alarms"] == []
    assert not LossAlarm.objects.exists()


def test_saves_that_neither_came_nor_wait_are_missing_and_the_alarm_stands_until_it_is_answered(
    cast: Cast, inspection: Inspection, tia: Client
) -> None:
    device = uuid4()
    say(tia, device, 7, 7, oldest_pending="2024-02-05T14:02:00Z")
    send(tia, inspection, device, 1, 2, 3, 4)
    for _ in range(2):
        (alarm,) = say(tia, device, 7, 0)["alarms"]
    assert (alarm["kind"], alarm["saves"], alarm["inspection"]) == ("lost", 3, inspection.ref)
    assert alarm["since"].startswith("2024-02-05T14:02")
    row = LossAlarm.objects.get()
    with pytest.raises(NotAllowed, match="Only the lead"):
        ledger.answer(row, text="Nothing.", by=cast.deputy)
    with pytest.raises(Invalid):
        ledger.answer(row, text=" ", by=cast.lead)
    ledger.answer(row, text="Written again the same evening.", by=cast.lead)
    assert say(tia, device, 7, 0)["alarms"] == []
    with pytest.raises(NotAllowed, match="already"):
        ledger.answer(row, text="Again.", by=cast.lead)


def test_the_lead_and_whose_device_it_is_hear_of_it_at_once(cast: Cast, inspection: Inspection, tia: Client) -> None:
    say(tia, uuid4(), 2, 0)
    told = OutgoingMail.objects.filter(subject__contains="may be lost")
    assert set(told.values_list("to", flat=True)) == {cast.lead.email, cast.team_inspector.email}
    alarm = LossAlarm.objects.get()
    for who in (cast.lead, cast.team_inspector):
        (due,) = [each.due for each in owed(clock.today(), who) if each.due.key == f"loss-{alarm.pk}"]
        assert due.page == f"/inspections/{inspection.ref}/from-devices/missing/{alarm.pk}/answer/"
    assert not [each for each in owed(clock.today(), cast.deputy) if each.due.key.startswith("loss")]


@pytest.mark.parametrize("remembered_by", ["cookie", "page"])
def test_an_emptied_store_that_comes_back_as_a_new_device_is_noticed(
    as_: As, cast: Cast, inspection: Inspection, tia: Client, remembered_by: str
) -> None:
    old, new = uuid4(), uuid4()
    say(tia, old, 5, 5)
    send(tia, inspection, old, 1, 2, 3)
    if remembered_by == "cookie":
        answer = say(tia, new, 0, 0)
    else:
        answer = say(as_(cast.team_inspector), new, 0, 0, earlier=str(old))
    assert [each["saves"] for each in answer["alarms"]] == [2]
    assert FieldDevice.objects.get(pk=new).earlier_id == old
    say(tia, new, 0, 0)
    assert LossAlarm.objects.count() == 1


def test_a_second_tablet_is_no_emptied_store(as_: As, cast: Cast, inspection: Inspection, tia: Client) -> None:
    say(tia, uuid4(), 5, 5)
    assert say(as_(cast.team_inspector), uuid4(), 0, 0)["alarms"] == []


def test_somebody_else_on_the_same_browser_says_nothing_of_the_first_ones_device(
    cast: Cast, inspection: Inspection, tia: Client
) -> None:
    device = uuid4()
    say(tia, device, 5, 5)
    tia.force_login(cast.deputy)
    assert say(tia, uuid4(), 0, 0, earlier=str(device))["alarms"] == []
    assert say(tia, device, 0, 0)["error"] == "other_person"
    assert not LossAlarm.objects.exists()
    tia.force_login(cast.team_inspector)
    assert say(tia, uuid4(), 0, 0)["alarms"]


def test_a_device_that_went_back_in_time_is_told_to_take_a_new_id(inspection: Inspection, tia: Client) -> None:
    device = uuid4()
    say(tia, device, 7, 7)
    send(tia, inspection, device, 1, 2, 3, 4)
    answer = say(tia, device, 4, 0)
    assert answer["renew"]
    assert answer["alarms"][0]["saves"] == 3
    assert FieldDevice.objects.get().last_seq == 7


def test_a_device_that_is_not_heard_of_for_a_day_is_alarmed_about_once(inspection: Inspection, tia: Client) -> None:
    device = uuid4()
    say(tia, device, 2, 2)
    send(tia, inspection, device, 1)
    ledger.look_for_silence()
    assert not LossAlarm.objects.exists()
    with clock.moved_to(ON_SITE_AT + timedelta(hours=25)):
        ledger.look_for_silence()
        ledger.look_for_silence()
        alarm = LossAlarm.objects.get()
        assert (alarm.kind, alarm.saves) == ("silent", 1)
        # It was in a drawer, and is empty: that is another alarm.
        say(tia, device, 2, 0)
        assert LossAlarm.objects.get(kind="lost").saves == 1


@pytest.mark.parametrize("last_seq", ["x", -1, None, 2**31, 2**70, float("inf"), float("nan")])
def test_counters_that_are_none_are_unreadable(inspection: Inspection, tia: Client, last_seq: object) -> None:
    assert say(tia, uuid4(), last_seq, 0)["error"] == "unreadable"
    assert say(tia, uuid4(), 0, 0, earlier=str(uuid4()), earlier_seq=last_seq or -1)["error"] == "unreadable"


def test_the_largest_number_that_is_one_raises_an_alarm_on_every_engine(inspection: Inspection, tia: Client) -> None:
    assert [each["saves"] for each in say(tia, uuid4(), 2**31 - 1, 0)["alarms"]] == [2**31 - 1]


NESTED = "[" * 200_000


@pytest.mark.parametrize("place", ["devices/{}", "devices/{}/key", "names"])
def test_what_is_no_json_that_anybody_reads_is_answered_and_not_a_fault(
    inspection: Inspection, tia: Client, place: str
) -> None:
    address = f"/field/v1/{place.format(uuid4())}"
    act = tia.put if place == "devices/{}" else tia.post
    for text in (NESTED, "", "null", '{"waiting": Infinity, "words": [Infinity], "inspection": "\\u0000"}', "\ud83d"):
        sent = text.encode("utf-8", "surrogatepass")
        assert act(address, sent, content_type="application/json").status_code in (200, 403, 422)


def test_words_of_half_a_character_are_asked_about_like_any(inspection: Inspection, tia: Client) -> None:
    given = {"inspection": inspection.ref, "words": ["\ud83d", "a\x00b", "x" * 10_000, None, 7]}
    answer = tia.post("/field/v1/names", raw(given), content_type="application/json")
    assert answer.json() == {"listed": {}}


@pytest.mark.parametrize("place", ["names", "devices/{}/key"])
def test_a_form_that_is_posted_in_their_place_is_answered_and_not_a_fault(
    cast: Cast, as_: As, inspection: Inspection, place: str
) -> None:
    client = as_(cast.team_inspector, enforce_csrf_checks=True)
    token = {"X-CSRFToken": client.get("/field/v1/session").json()["csrf"]}
    answer = client.post(f"/field/v1/{place.format(uuid4())}", {"words": "a"}, headers=token)
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("who", ["shadow", "qa_manager", "stranger", "chief_executive"])
def test_who_never_wrote_evidence_has_no_device(cast: Cast, as_: As, inspection: Inspection, who: str) -> None:
    assert say(as_(getattr(cast, who)), uuid4(), 0, 0)["error"] == "other_person"
    assert not FieldDevice.objects.exists()


def test_saves_that_the_server_never_heard_of_are_missed_where_the_page_remembers_their_number(
    as_: As, cast: Cast, inspection: Inspection, tia: Client
) -> None:
    old, new = uuid4(), uuid4()
    send(tia, inspection, old, 1)
    say(tia, old, 1, 0)
    assert say(tia, new, 0, 0, earlier=str(old), earlier_seq="x").get("error") == "unreadable"
    answer = say(tia, new, 0, 0, earlier=str(old), earlier_seq=4)
    assert [each["saves"] for each in answer["alarms"]] == [3]
    assert FieldDevice.objects.get(pk=old).last_seq == 4
