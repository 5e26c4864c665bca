"""A tablet that is lost ends the sessions of its person; and what stands of tablets is said in words of the field."""

from collections.abc import Callable, Iterator
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
from tests.evidence.pages import opened, send, url
from tests.inspections.stages import ON_SITE_AT, announced, plan

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


@pytest.fixture
def device(cast: Cast, as_: As, inspection: Inspection) -> UUID:
    """Of a team inspector: one save came, two wait."""
    tia, device = as_(cast.team_inspector), uuid4()
    put(tia, save(inspection, device=str(device), seq=1))
    said = {"last_seq": 3, "pending": 2, "oldest_pending": "2024-02-05T11:02:00Z"}
    tia.put(f"/field/v1/devices/{device}", raw(said), content_type="application/json")
    return device


@pytest.mark.rule("EVID-03", part="a lost tablet: its person is signed out, but where they say so themselves")
def test_every_session_of_its_person_ends_but_the_one_in_which_they_say_it(
    cast: Cast, as_: As, inspection: Inspection, device: UUID
) -> None:
    here, tablet, lead = as_(cast.team_inspector), as_(cast.team_inspector), as_(cast.lead)
    address = url(inspection, "device_lost", pk=device)
    assert "you are signed out everywhere but here" in here.get(address).content.decode()
    assert "Tia Example is signed out everywhere" in lead.get(address).content.decode()
    answer = send(here, address, how="On the train to Leeds.")
    assert "You are signed out everywhere else." in here.get(answer.url).content.decode()
    assert (here.get("/").status_code, lead.get("/").status_code) == (200, 200)
    gone = tablet.get("/field/v1/session")
    assert (gone.status_code, gone["X-Auth"]) == (401, "required")
    assert history(cast.team_inspector).filter(verb="ended sessions of", person_name="Tia Example").count() == 1


def test_the_lead_ends_the_sessions_of_somebody_else_and_not_their_own(
    cast: Cast, as_: As, inspection: Inspection, device: UUID
) -> None:
    tia, lead, deputy = as_(cast.team_inspector), as_(cast.lead), as_(cast.deputy)
    answer = send(lead, url(inspection, "device_lost", pk=device), how="In a court.")
    assert "Tia Example is signed out everywhere." in lead.get(answer.url).content.decode()
    assert tia.get("/field/v1/session").status_code == 401
    assert deputy.get("/field/v1/session").status_code == 200


def test_held_words_are_shown_in_the_words_of_the_form(cast: Cast, as_: As, inspection: Inspection) -> None:
    body = {
        "finding": "strength",
        "proceeding": "contact_residence",
        "at_risk": True,
        "lines": ["1", "2"],
        "odd": {"a": 1},
    }
    sent = save(inspection, clock_offset_ms=86_400_000, body={**body, "place": "leaders/Workforce"})
    put(as_(cast.team_inspector), sent)
    page = as_(cast.lead).get(url(inspection, "from_devices"))
    [found] = page.context["held"]
    assert found.more[:3] == [
        ("Source", "Interview"),
        ("Date and time", "Monday 5 February 2024, 10:40"),
        ("Area and heading", "Leaders: Workforce"),
    ]
    assert dict(found.more)["Points to"] == "Strength"
    assert "2024-02-05" not in page.content.decode()
    assert "At risk" not in dict(found.more)
    assert dict(found.more)["Odd"] == "{'a': 1}"


@pytest.mark.parametrize("odd", ["", "2024-13-40", 7, None, ["2024-02-05"], "<b>"])
def test_held_words_with_odd_dates_and_places_lose_nothing(
    cast: Cast, as_: As, inspection: Inspection, odd: object
) -> None:
    body = {"observed_on": odd, "observed_at": odd, "place": odd, "finding": odd}
    put(as_(cast.team_inspector), save(inspection, clock_offset_ms=86_400_000, body=body))
    page = as_(cast.lead).get(url(inspection, "from_devices"))
    assert page.status_code == 200
    said = " ".join(text for _, text in page.context["held"][0].more)
    assert (odd[0] if isinstance(odd, list) else str(odd or "")) in said


def test_a_page_without_names_to_settle_does_not_say_that_somebody_is_named(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    said = as_(cast.team_inspector).get(url(inspection, "names_since")).content.decode()
    assert "somebody is named in them" not in said
    assert "names nobody in what you have shared" in said


def twice(client: Client, address: str, **data: object) -> list[int]:
    """Two clicks on one button."""
    sent = opened(client, address) | data
    return [client.post(address, sent).status_code for _ in range(2)]


def test_a_second_click_is_answered_as_the_first(cast: Cast, as_: As, inspection: Inspection, device: UUID) -> None:
    tia = as_(cast.team_inspector)
    wrong = save(inspection, clock_offset_ms=86_400_000)
    put(tia, wrong)
    assert twice(tia, url(inspection, "device_lost", pk=device), how="On the train.") == [302, 302]
    alarm = LossAlarm.objects.get()
    assert twice(tia, url(inspection, "loss_answer", pk=alarm.pk), text="Written again.") == [302, 302]
    assert twice(tia, url(inspection, "held_take_in", pk=wrong["op"])) == [302, 302]
    cast.team_inspector.refresh_from_db()
    assert cast.team_inspector.sessions_ended == 1


def test_what_was_settled_is_not_offered_once_more(cast: Cast, as_: As, inspection: Inspection) -> None:
    tia, wrong = as_(cast.team_inspector), save(inspection, clock_offset_ms=86_400_000)
    put(tia, wrong)
    send(tia, url(inspection, "held_leave_out", pk=wrong["op"]), reason="Written anew.")
    for name in ("held_take_in", "held_leave_out"):
        answer = tia.get(url(inspection, name, pk=wrong["op"]))
        assert answer.status_code == 403
        assert "Somebody has settled this already." in answer.content.decode()


@pytest.mark.rule("EVID-03", part="the lead loses nobody's tablet once the inspection is over, nor of another team")
def test_the_lead_of_an_inspection_that_is_over_ends_no_sessions(
    cast: Cast, as_: As, inspection: Inspection, device: UUID
) -> None:
    address, lead = url(inspection, "device_lost", pk=device), as_(cast.lead)
    assert lead.get(address).status_code == 200
    Inspection.objects.filter(pk=inspection.pk).update(state="published")
    assert lead.get(address).status_code == 404
    assert address not in lead.get(url(inspection, "from_devices")).content.decode()
    row = FieldDevice.objects.get(pk=device)
    with pytest.raises(NotAllowed, match="whose tablet it is"):
        ledger.lose(row, inspection, how="Lost.", by=cast.lead)
    assert as_(cast.team_inspector).get(address).status_code == 200


def test_the_lead_of_another_inspection_ends_no_sessions(cast: Cast, inspection: Inspection, device: UUID) -> None:
    other = plan(cast, title="Another inspection", lead=cast.other_lead)
    row = FieldDevice.objects.get(pk=device)
    with pytest.raises(NotAllowed, match="whose tablet it is"):
        ledger.lose(row, other, how="Lost.", by=cast.other_lead)
