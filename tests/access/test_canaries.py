"""No word of an internal field reaches a page that an outsider or the public can open, in any state."""

import pytest
from django.db import transaction
from django.test import Client

from accounts import clock
from tests.access.addresses import addresses
from tests.access.canaries import OPEN, WORD, free_text, plant
from tests.access.world import STATES, World, world

pytestmark = pytest.mark.crawl
OUTSIDERS = ("anonymous", "suspended", "chief_executive", "link_person", "contributor", "cafcass_stranger")


def everything_said(here: World, who: str, method: str):  # type: ignore[no-untyped-def]
    """(address, all that the answer holds: headers and body) for every address, as one outsider."""
    client = Client(raise_request_exception=False)
    if person := here.person(who):
        client.force_login(person)
    for address in addresses():
        with transaction.atomic():
            response = client.generic(method, here.url(address))
            body = response.getvalue() if response.streaming else response.content
            transaction.set_rollback(True)
        yield address, f"{response.headers}\n{body.decode('latin-1')}", response


@pytest.mark.parametrize("state", STATES)
def test_no_internal_word_reaches_an_outsider(db, cast, state):
    here = world(state, cast)
    planted = plant()
    assert len(planted) >= 3
    leaks = []
    with clock.moved_to(here.now):
        for who in OUTSIDERS:
            for method in ("GET", "POST"):
                for address, said, _ in everything_said(here, who, method):
                    if WORD in said:
                        at = said.index(WORD)
                        leaks.append(f"{method} {address.name} as {who}: {said[at : at + 60]}")
    assert leaks == []


@pytest.mark.rule("FV-06", part="Cafcass sees nothing of an activity before the call")
def test_before_the_call_nothing_shows_at_cafcass(db, cast):
    here = world("planned", cast)
    title, ref = here.inspection.title, here.inspection.ref
    with clock.moved_to(here.now):
        for who in OUTSIDERS:
            for address, said, response in everything_said(here, who, "GET"):
                assert title not in said, f"{address.name} as {who}"
                # The sign-in page carries the address that was asked for, whatever it was.
                if response.status_code != 302:
                    assert ref not in said, f"{address.name} as {who}"


def test_the_canaries_are_seen_by_those_who_may(db, cast):
    """Else the test above would pass on pages that show nothing."""
    here = world("fieldwork_ended", cast)
    plant()
    with clock.moved_to(here.now):
        seen = [address.name for address, said, _ in everything_said(here, "lead", "GET") if WORD in said]
    assert {"note_detail", "shared_summary_detail", "judgement_detail", "report_read", "inspection_history"} <= set(
        seen
    )
    # What Ofsted makes of a self-evaluation (SELF-06), and the notes of an engagement meeting.
    assert {"self_evaluation_detail", "self_evaluation_analysis", "engagement_meeting_detail"} <= set(seen)


def test_every_open_field_exists():
    known = {f"{model._meta.label}.{field.name}" for model in all_models() for field in model._meta.concrete_fields}
    assert set(OPEN) <= known
    assert len(list(free_text())) > 20


def all_models():  # type: ignore[no-untyped-def]
    from django.apps import apps

    return apps.get_models()
