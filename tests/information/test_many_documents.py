"""Two thousand documents: the rooms of both sides ask as few questions as with ten, and show a page at a time."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from config.bench.documents import give_in_bulk
from information.actions.files import place_file
from information.models import AnnexFile, AnnexItem
from inspections.models import Inspection
from tests.cast import Cast
from tests.information import giving
from tests.inspections.forms import send

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
FEW, MANY, MOST, LARGEST = 10, 2_000, 12, 200_000
# Literal on purpose: a query more on any of these pages is a decision.
QUERIES = {
    "annex": 11,
    "annex_item": 11,
    "list_item": 12,
    "document_list": 9,
    "reading": 10,
    "cafcass_annex": 10,
    "cafcass_tray": 8,
    "own_item": 10,
}


def given_in_bulk(inspection: Inspection, cast: Cast, count: int) -> None:
    give_in_bulk(inspection, count, giver=cast.link_person, reader=cast.lead)


def pages(inspection: Inspection, cast: Cast) -> dict[str, tuple[Person | None, str]]:
    items = AnnexItem.objects.filter(request__inspection=inspection)
    ref, item, of_list = inspection.ref, items.filter(child_level=False)[0], items.get(child_level=True)
    return {
        "annex": (cast.lead, reverse("annex", args=[ref])),
        "annex_item": (cast.lead, reverse("annex_item", args=[ref, item.pk])),
        "list_item": (cast.lead, reverse("annex_item", args=[ref, of_list.pk])),
        "document_list": (cast.lead, reverse("document_list", args=[ref])),
        "reading": (cast.lead, reverse("reading", args=[ref])),
        "cafcass_annex": (cast.link_person, reverse("cafcass_annex", args=[ref])),
        "cafcass_tray": (cast.link_person, reverse("cafcass_tray", args=[ref])),
        "own_item": (cast.link_person, reverse("own_item", args=[item.pk])),
    }


def asked(client: Client, address: str) -> tuple[int, int]:
    """How many queries, and how many bytes the page has."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(captured), len(answer.content)


def test_two_thousand_documents_cost_no_more_queries_than_ten(cast: Cast, as_: As) -> None:
    inspection = giving.announced(cast)
    with giving.at_work():
        found: dict[int, dict[str, tuple[int, int]]] = {}
        for count in (FEW, MANY):
            given_in_bulk(inspection, cast, count)
            found[count] = {name: asked(as_(who), url) for name, (who, url) in pages(inspection, cast).items()}
    for count in (FEW, MANY):
        assert {name: queries for name, (queries, _) in found[count].items()} == QUERIES, count
    assert max(QUERIES.values()) <= MOST
    assert max(size for _, size in found[MANY].values()) < LARGEST, found[MANY]


def test_a_full_tray_is_gone_through_thirty_at_a_time(cast: Cast, as_: As) -> None:
    """A file of a later page is placed although the pages before it were emptied meanwhile."""
    inspection, client = giving.announced(cast), as_(cast.link_person)
    with giving.at_work():
        giving.give(inspection, cast.link_person, *(f"figures {number}.txt" for number in range(35)))
        room = client.get(reverse("cafcass_annex", args=[inspection.ref])).content.decode()
        assert "35 in all: these are the first." in room
        address, item = reverse("cafcass_tray", args=[inspection.ref]), giving.item(inspection, "A-04")
        second = client.get(address + "?page=2").context["form"].tray
        assert len(second) == 5
        for each in AnnexFile.objects.filter(item=None).order_by("id")[:10]:
            place_file(each, item, by=cast.link_person)
        chosen = {f"file_{second[0].pk}": str(item.pk)}
        assert send(client, address + "?page=2", **chosen).status_code == 302
    second[0].refresh_from_db()
    assert second[0].item == item
    assert AnnexFile.objects.filter(item=None).count() == 24
