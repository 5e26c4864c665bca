"""Every address × method × role × state of the inspection, against the access table."""

from collections.abc import Collection

import pytest
from django.db import transaction
from django.http import HttpResponseNotFound
from django.test import Client

from accounts import clock
from accounts.access import TABLE, Role, Verb
from tests.access.addresses import Address, addresses
from tests.access.world import ANYWHERE, INSPECTORS, ROLES, STATES, World, world

pytestmark = pytest.mark.crawl
# Answered by what is behind the gate: a job by whose it is.
OBJECT_DECIDES = {"job_show"}


def test_every_address_declares_what_it_shows_and_to_whom():
    undeclared = [address.name for address in addresses() if address.access is None]
    assert undeclared == []


def test_a_page_of_an_inspection_takes_its_ref():
    mixed = [a.name for a in addresses() if a.access and a.access.of_inspection != ("ref" in a.keywords)]
    assert mixed == []


def granted(address: Address, who: str, state: str, more: Collection[str] = ()) -> set[Verb]:
    """The verbs that the table's words give, read here without the product's own reader of it. `more` holds besides."""
    assert address.access
    holds = (
        STATES[state] | set(more) | ({"inspector", "engagement"} if who in INSPECTORS and who != "suspended" else set())
    )
    holds |= ANYWHERE.get(who, set())
    verbs = set()
    for role, text in TABLE[address.access.thing].items():
        _, _, condition = text.partition("@")
        condition = condition.split()[0] if condition else ""
        if role in ROLES[who] and (not condition or condition in holds):
            verbs |= {Verb(part.partition("@")[0]) for part in text.split()}
    return verbs


def expected(address: Address, who: str, state: str, method: str) -> str:
    assert address.access
    if ROLES[who] == {Role.PUBLIC} and Role.PUBLIC not in TABLE[address.access.thing]:
        return "sign in"
    verbs = granted(address, who, state)
    if not verbs:
        return "not here"
    return "passes" if address.access.verb(method) in verbs else "not yours"


def outcome(response) -> str:  # type: ignore[no-untyped-def]
    if response.status_code == 302 and response.url.startswith("/sign-in/"):
        return "sign in"
    if response.status_code == 403 and getattr(response, "by_table", False):
        return "not yours"
    if response.status_code == 500:
        return "broke"
    return "not here" if response.status_code == 404 else "passes"


@pytest.fixture
def plain(settings, monkeypatch):
    """What the walk does not look at costs little: sessions in memory, and pages of refusal without a layout."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    monkeypatch.setattr("config.urls.handler404", lambda *_, **__: HttpResponseNotFound(), raising=False)


def ask(client: Client, address: Address, here: World, method: str) -> str:
    """The outcome of one request, with everything that it wrote taken back."""
    with transaction.atomic():
        response = client.generic(method, here.url(address))
        transaction.set_rollback(True)
    return outcome(response)


def agrees(address: Address, said: str, wanted: str, here: World) -> bool:
    """Where the object does not exist yet, or is somebody else's own, its page is not there even for the admitted."""
    if said == wanted:
        return True
    assert address.access
    own_object = bool(set(address.keywords) - {"ref"}) or address.name in OBJECT_DECIDES
    own_object |= address.room == "reports" and address.access.of_inspection and not here.has_report
    if wanted == "passes" and own_object and address.access.get is Verb.EDIT_OWN:
        return said in ("not here", "not yours")
    return wanted == "passes" and said == "not here" and own_object


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_answers_as_the_table_says(db, cast, plain, state, method):
    here = world(state, cast)
    wrong = []
    with clock.moved_to(here.now):
        for who in ROLES:
            client = Client(raise_request_exception=False)
            if person := here.person(who):
                client.force_login(person)
            for address in addresses():
                if address.name in {"sign_out"}:
                    continue
                said, wanted = ask(client, address, here, method), expected(address, who, state, method)
                if not agrees(address, said, wanted, here):
                    wrong.append(f"{method} {address.name} as {who} while {state}: {said}, expected {wanted}")
    assert not wrong, "\n".join(wrong)
