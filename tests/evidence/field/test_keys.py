"""The key of a device, and the page that works without a network: what the server gives, to whom, and for how long."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils.crypto import salted_hmac

from accounts import clock
from evidence.field import keys
from evidence.models import FieldDevice, HeldWords
from evidence.views.field import KEPT
from inspections import actions
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


def key(client: Client, device: UUID, waiting: object = 0) -> Any:
    return client.post(f"/field/v1/devices/{device}/key", raw({"waiting": waiting}), content_type="application/json")


def say(client: Client, device: UUID, last_seq: int, pending: int, **more: object) -> dict[str, Any]:
    said = {"last_seq": last_seq, "pending": pending, **more}
    found: dict[str, Any] = client.put(f"/field/v1/devices/{device}", raw(said), content_type="application/json").json()
    return found


def test_a_device_has_one_key_and_no_other_device_or_person_has_it(cast: Cast, as_: As, inspection: Inspection) -> None:
    tia, device = as_(cast.team_inspector), uuid4()
    first = key(tia, device).json()["key"]
    assert len(b64decode(first)) == 32
    assert key(tia, device).json()["key"] == first
    assert key(tia, uuid4()).json()["key"] != first
    assert key(as_(cast.deputy), device).status_code == 403
    assert key(as_(None), device).status_code == 401
    assert key(as_(cast.team_inspector, enforce_csrf_checks=True), device).json()["error"] == "csrf"
    # Not in the database: only what it is made from, beside the secret of the installation.
    assert first not in json.dumps(list(FieldDevice.objects.values()), default=str)


def test_secrets_change_and_the_key_of_a_tablet_stays(
    cast: Cast, as_: As, inspection: Inspection, settings: Any
) -> None:
    tia, old, new = as_(cast.team_inspector), uuid4(), uuid4()
    first, before = key(tia, old).json()["key"], settings.DEVICE_KEYS
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "s" * 60, [settings.SECRET_KEY]
    settings.DEVICE_KEYS = ["n" * 60, *before]
    assert key(tia, old).json()["key"] == first
    newer = key(tia, new).json()["key"]
    settings.DEVICE_KEYS = ["n" * 60]
    assert key(tia, new).json()["key"] == newer
    answer = key(tia, old)
    assert (answer.status_code, answer.json()["error"]) == (503, "no_secret")
    settings.DEVICE_KEYS = ["n" * 60, *before]
    assert key(tia, old).json()["key"] == first


def test_a_key_from_before_is_found_after_secret_key_has_changed(
    cast: Cast, as_: As, inspection: Inspection, settings: Any
) -> None:
    tia, device, old = as_(cast.team_inspector), uuid4(), settings.SECRET_KEY
    row = FieldDevice.objects.create(pk=device, person=cast.team_inspector, key_salt="5a" * 32)
    FieldDevice.objects.update(key_from=keys.name_of(old))
    first = key(tia, device).json()["key"]
    assert b64decode(first) == salted_hmac(keys.PURPOSE, f"{row.pk}:{row.key_salt}", algorithm="sha256").digest()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "s" * 60, [old]
    assert key(tia, device).json()["key"] == first


@pytest.mark.parametrize("who", ["shadow", "qa_manager", "analyst", "stranger", "chief_executive"])
def test_who_writes_no_evidence_gets_no_key(cast: Cast, as_: As, inspection: Inspection, who: str) -> None:
    assert key(as_(getattr(cast, who)), uuid4()).status_code == 403
    assert not FieldDevice.objects.exists()


def test_whoever_was_removed_sends_what_is_unsent_and_then_the_key_is_destroyed(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    tia, device = as_(cast.team_inspector), uuid4()
    first = key(tia, device).json()["key"]
    assert say(tia, device, 1, 1)["forget"] is False
    actions.end_role(inspection.members.current().get(person=cast.team_inspector), reason="Fell ill.", by=cast.lead)
    assert key(tia, device).json()["key"] == first
    assert say(tia, device, 1, 1)["forget"] is False
    put(tia, save(inspection, device=str(device), seq=1))
    assert HeldWords.objects.count() == 1
    assert say(tia, device, 1, 0)["forget"] is True
    assert key(tia, device).status_code == 410
    row = FieldDevice.objects.get()
    assert (row.key_salt, row.key_destroyed_at) == ("", clock.now())


@pytest.mark.rule("EVID-03", part="whoever was removed delivers what the server never heard of without a passphrase")
def test_whoever_was_removed_has_the_key_for_what_only_the_tablet_knows_of(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    tia, device = as_(cast.team_inspector), uuid4()
    first = key(tia, device).json()["key"]
    say(tia, device, 0, 0)
    actions.end_role(inspection.members.current().get(person=cast.team_inspector), reason="Fell ill.", by=cast.lead)
    for nothing in (0, "x", None, []):
        assert key(tia, device, nothing).status_code == 403
    assert key(tia, device, 2).json()["key"] == first
    assert key(tia, uuid4(), 2).status_code == 403
    assert key(as_(cast.deputy), device, 2).status_code == 403
    # What is begun and has no number, or one: the tablet finishes it before the key goes.
    assert say(tia, device, 2, 1, begun=1)["forget"] is True
    assert say(tia, device, 2, 2, begun=1)["forget"] is False
    assert key(tia, device, 1).json()["key"] == first
    assert say(tia, device, 2, 0)["forget"] is True
    assert key(tia, device, 1).status_code == 410


def test_a_tablet_that_was_put_back_is_opened_by_the_key_of_what_it_was_until_it_forgets(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    tia, old, new = as_(cast.team_inspector), uuid4(), uuid4()
    first = key(tia, old).json()["key"]
    say(tia, new, 1, 1, earlier=str(old))
    actions.end_role(inspection.members.current().get(person=cast.team_inspector), reason="Fell ill.", by=cast.lead)
    assert key(tia, old, 1).json()["key"] == first
    put(tia, save(inspection, device=str(new), seq=1))
    assert say(tia, new, 1, 0)["forget"] is True
    assert not FieldDevice.objects.exclude(key_salt="").exists()
    assert not FieldDevice.objects.filter(key_destroyed_at=None).exists()


def test_the_session_names_where_one_writes_now_and_nothing_that_was_written(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    (offered,) = as_(cast.team_inspector).get("/field/v1/session").json()["inspections"]
    chosen = {"places", "findings", "proceedings", "sources", "kinds", "voices", "lines", "read"}
    assert set(offered) == {"ref", "title", "parts", "diary", "lead", *chosen}
    assert set(offered["parts"]["case"]) == {"strengths", "weaknesses", "difference", "history"}
    assert offered["ref"] == inspection.ref
    assert {"private", "public"} < {code for code, _ in offered["places"]}
    for who in (cast.shadow, cast.qa_manager, cast.chief_executive):
        assert as_(who).get("/field/v1/session").json()["inspections"] == []


def test_the_page_is_the_same_for_everybody_and_holds_nobodys_data(cast: Cast, as_: As, inspection: Inspection) -> None:
    pages = {as_(who).get("/field/").content for who in (None, cast.team_inspector, cast.chief_executive)}
    assert len(pages) == 1
    assert cast.team_inspector.name.encode() not in pages.pop()


@pytest.mark.rule("EVID-03", part="the exact list of what the service worker keeps: no answer and no other page")
def test_the_worker_keeps_exactly_what_the_page_needs(as_: As, db: None) -> None:
    answer = as_(None).get("/field/worker.js")
    assert answer["Content-Type"] == "text/javascript"
    listed = json.loads(answer.content.decode().split("\n", 1)[0].removeprefix("const LISTED = ").rstrip(";"))
    assert listed["kept"] == [
        "/field/",
        "/field/manifest.webmanifest",
        *(f"/static/built/{name}" for name in KEPT),
    ]
    page = as_(None).get("/field/").content.decode()
    asked = {part.split('"')[0] for part in page.split('"/static/')[1:]}
    assert {f"/static/{each}" for each in asked} <= set(listed["kept"])
    # What those import in turn.
    built = Path(settings.BASE_DIR) / "static/built"
    for name in [each for each in KEPT if each.startswith("field")]:
        for line in (built / name).read_text().splitlines():
            if line.startswith("import "):
                assert line.split('"./')[1].split('"')[0] in KEPT


def test_only_who_is_signed_in_and_has_the_token_has_the_browser_drop_what_it_keeps(cast: Cast, as_: As) -> None:
    given = "/field/v1/wiped"
    assert as_(None).post(given).status_code == 401
    assert as_(cast.team_inspector, enforce_csrf_checks=True).post(given).json() == {"error": "csrf", "sentence": ""}
    assert "Clear-Site-Data" not in as_(cast.team_inspector).get(given).headers
    assert as_(cast.team_inspector).post(given)["Clear-Site-Data"] == '"cache", "storage"'
