"""What a device may ask about names, and what it carries of the list of children: nothing (EVID-23)."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from accounts import clock
from evidence.models import Revision
from information.models import NameHash
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.test_names import on_the_list
from tests.inspections.stages import ON_SITE_AT, announced, fresh

As = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    on_the_list(found, "Whinchat, Zebulon", *(f"Finch{letter * 3}, Pia" for letter in "abcdefghij"))
    with clock.moved_to(ON_SITE_AT):
        yield found


def asked(client: Client, ref: str, words: Any) -> Any:
    body = json.dumps({"inspection": ref, "words": words})
    return client.post("/field/v1/names", body, content_type="application/json")


@pytest.mark.rule("EVID-23", part="a device asks about words while they are typed, and nothing is kept of the question")
def test_a_writer_asks_about_words(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.team_inspector)
    answer = asked(client, inspection.ref, ["Zebulon’s", "whinchat", "Pia", "letter", "ER"])
    assert answer.json() == {"listed": {"Zebulon’s": "part", "whinchat": "part", "Pia": "common"}}
    assert not Revision.objects.exists()
    assert asked(client, inspection.ref, ["word"] * 5000).json() == {"listed": {}}
    for wrong in ("text", None, [["deep"]], {"a": 1}):
        assert asked(client, inspection.ref, wrong).status_code in (200, 422)
    assert client.get("/field/v1/names").status_code == 405


def test_nobody_else_asks(cast: Cast, as_: As, inspection: Inspection) -> None:
    for who in (cast.qa_manager, cast.shadow, cast.other_lead):
        assert asked(as_(who), inspection.ref, ["Zebulon"]).status_code == 403
    assert asked(Client(), inspection.ref, ["Zebulon"]).status_code == 401
    assert asked(as_(cast.team_inspector), "unknown", ["Zebulon"]).status_code == 403
    actions.end_role(fresh(inspection).members.get(person=cast.team_inspector), reason="Ill", by=cast.lead)
    assert asked(as_(cast.team_inspector), inspection.ref, ["Zebulon"]).status_code == 403


@pytest.mark.rule("EVID-23", part="a lost tablet carries no name of the list, and no hash of one")
def test_no_hash_goes_to_a_device(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.team_inspector)
    told = client.get("/field/v1/session").content.decode() + client.get("/field/").content.decode()
    told += client.get("/field/worker.js").content.decode()
    assert not [digest for digest in NameHash.objects.values_list("digest", flat=True) if digest[:12] in told]
