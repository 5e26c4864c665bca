"""The page of what came from devices: who sees what of it, and what each settles there."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts import clock
from desk.reminders import owed
from evidence.field import ledger, settling
from evidence.field.ledger import Said
from evidence.models import HeldSettled, HeldWords, LossAlarm, LossAnswer, Revision
from files.jobs import registry
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import put, save
from tests.evidence.pages import opened, send, url
from tests.inspections.forms import unopened
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
WORDS = "The letter came on the ninth day."


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


@pytest.fixture
def held(cast: Cast, as_: As, inspection: Inspection) -> HeldWords:
    """By a team inspector, for its clock."""
    sent = save(inspection, clock_offset_ms=86_400_000, body={"text": WORDS, "source": "A letter \x00"})
    put(as_(cast.team_inspector), sent)
    return HeldWords.objects.get()


def shown(client: Client, inspection: Inspection) -> Any:
    return client.get(url(inspection, "from_devices"))


def test_author_and_lead_read_held_words_and_nobody_else(
    cast: Cast, as_: As, inspection: Inspection, held: HeldWords
) -> None:
    for who in (cast.lead, cast.team_inspector):
        page = shown(as_(who), inspection).content.decode()
        assert WORDS in page
        assert "clock of the device was wrong" in page
    assert WORDS not in shown(as_(cast.deputy), inspection).content.decode()
    for who in (cast.qa_manager, cast.shadow, cast.chief_executive, cast.stranger):
        assert shown(as_(who), inspection).status_code == 404
    take_in = url(inspection, "held_take_in", pk=held.pk)
    assert as_(cast.deputy).get(take_in).status_code == 404
    assert WORDS in as_(cast.lead).get(take_in).content.decode()


def test_half_a_character_among_held_words_shuts_nobody_out(cast: Cast, as_: As, inspection: Inspection) -> None:
    odd = {"text": "Half \ud83d of one.", "source": "A \udc00", "initials": ["\ud83d"], "\ud83d": "\ud83d"}
    put(as_(cast.team_inspector), save(inspection, body=odd))
    for who in (cast.lead, cast.team_inspector):
        assert "Half \N{REPLACEMENT CHARACTER} of one." in shown(as_(who), inspection).content.decode()
        for page in ("held_take_in", "held_leave_out"):
            assert as_(who).get(url(inspection, page, pk=HeldWords.objects.get().pk)).status_code == 200


def test_its_author_takes_it_in_once(cast: Cast, as_: As, inspection: Inspection, held: HeldWords) -> None:
    client, address = as_(cast.team_inspector), url(inspection, "held_take_in", pk=held.pk)
    form = opened(client, address)
    answer = client.post(address, form)
    revision = Revision.objects.get()
    assert answer.url == url(inspection, "note_detail", pk=revision.document_id)
    assert "see whether its date and time are right" in client.get(answer.url).content.decode()
    assert "Taken in" in shown(client, inspection).content.decode()
    # A second click leads to what the first made; a page opened anew, or another form, says that it was settled.
    assert client.post(address, form).url == answer.url
    assert client.get(address).status_code == client.post(address, unopened()).status_code == 403
    assert HeldSettled.objects.count() == Revision.objects.count() == 1


def test_blank_words_are_refused_beside_the_form_and_left_out_with_a_reason(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    client, sent = as_(cast.team_inspector), save(inspection, body={"text": " "})
    put(client, sent)
    answer = send(client, url(inspection, "held_take_in", pk=sent["op"]))
    assert answer.status_code == 400
    assert "Enter some text" in answer.content.decode()
    address = url(inspection, "held_leave_out", pk=sent["op"])
    assert send(client, address, reason="").status_code == 400
    assert send(client, address, reason="Nothing was said.").status_code == 302
    assert "Nothing was said." in shown(client, inspection).content.decode()


def test_what_came_after_removal_is_the_leads_to_take_in(cast: Cast, as_: As, inspection: Inspection) -> None:
    member = inspection.members.current().get(person=cast.team_inspector)
    actions.end_role(member, reason="Fell ill.", by=cast.lead)
    sent = save(inspection, body={"text": WORDS})
    put(as_(cast.team_inspector), sent)
    assert shown(as_(cast.team_inspector), inspection).status_code == 404
    assert WORDS in shown(as_(cast.lead), inspection).content.decode()
    assert send(as_(cast.lead), url(inspection, "held_take_in", pk=sent["op"])).status_code == 302
    assert Revision.objects.get().author == cast.team_inspector


def test_missing_saves_are_answered_by_the_lead_on_a_page(cast: Cast, as_: As, inspection: Inspection) -> None:
    ledger.report(uuid4(), Said(3, 0, None), by=cast.team_inspector)
    alarm = LossAlarm.objects.get()
    address = url(inspection, "loss_answer", pk=alarm.pk)
    assert as_(cast.deputy).get(address).status_code == 404
    client = as_(cast.lead)
    assert "3 saves of Tia Example may be lost" in client.get(address).content.decode()
    assert send(client, address, text="").status_code == 400
    assert send(client, address, text="Written again.").status_code == 302
    assert LossAnswer.objects.get().by == cast.lead
    assert "Written again." in shown(client, inspection).content.decode()
    assert client.get(address).status_code == 403


def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    cast: Cast, as_: As, inspection: Inspection, held: HeldWords, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        put(as_(cast.team_inspector), save(inspection, clock_offset_ms=86_400_000))
        ledger.report(uuid4(), Said(3, 0, None), by=cast.team_inspector)
    client = as_(cast.lead)
    with django_assert_max_num_queries(12):
        assert shown(client, inspection).status_code == 200


def test_held_words_stand_on_the_leads_home_page_until_they_are_settled(
    cast: Cast, as_: As, inspection: Inspection, held: HeldWords
) -> None:
    def told() -> list[str]:
        return [each.due.page for each in owed(clock.today(), cast.lead) if each.due.key.startswith("held")]

    assert told() == [url(inspection, "from_devices")]
    assert not [each for each in owed(clock.today(), cast.deputy) if each.due.key.startswith("held")]
    settling.take_in(held, by=cast.lead)
    assert told() == []


def test_the_worker_looks_for_silent_devices_at_every_tick() -> None:
    registry.load()
    assert ledger.look_for_silence in registry.ON_TICK
