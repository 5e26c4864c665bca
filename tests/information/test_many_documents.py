"""Two thousand documents: the rooms of both sides ask as few questions as with ten, and show a page at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from files.models import StoredFile, Upload
from information.models import AnnexFile, AnnexItem, AnnexReading
from inspections.models import Inspection
from tests.cast import Cast
from tests.information import giving

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
FEW, MANY, MOST = 10, 2_000, 12


def given_in_bulk(inspection: Inspection, cast: Cast, count: int) -> None:
    """Past the actions: spread over the items, one in four in the tray, each opened once."""
    items: list[Any] = [*AnnexItem.objects.filter(request__inspection=inspection).order_by("place"), None]
    start, request = Upload.objects.count(), giving.request(inspection)
    named = {"sha256": "4" * 64, "size": 4, "inspection": inspection.ref, "made_by": cast.link_person}
    keys = [f"{start + at:048x}" for at in range(count)]
    names = [f"{key[-6:]} figures.csv" for key in keys]
    kept = StoredFile.objects.bulk_create(
        (
            StoredFile(key=key, name=name, content_type="text/csv", **named)
            for key, name in zip(keys, names, strict=True)
        ),
        batch_size=500,
    )
    uploads = Upload.objects.bulk_create(
        (Upload(key=each.key, name=each.name, state="available", stored=each, **named) for each in kept),
        batch_size=500,
    )
    files = AnnexFile.objects.bulk_create(
        (
            AnnexFile(request=request, item=items[at % len(items)], upload=each, name=each.name)
            for at, each in enumerate(uploads)
        ),
        batch_size=500,
    )
    AnnexItem.objects.filter(request=request).update(state="given")
    AnnexReading.objects.bulk_create((AnnexReading(file=each, person=cast.lead) for each in files), batch_size=500)


def pages(inspection: Inspection, cast: Cast) -> dict[str, tuple[Person | None, str]]:
    ref, item = inspection.ref, AnnexItem.objects.filter(request__inspection=inspection).last()
    assert item
    return {
        "annex": (cast.lead, reverse("annex", args=[ref])),
        "annex_item": (cast.lead, reverse("annex_item", args=[ref, item.pk])),
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
    few, many = ({name: queries for name, (queries, _) in found[count].items()} for count in (FEW, MANY))
    assert many == few
    assert max(many.values()) <= MOST, many
    print(many, {name: size for name, (_, size) in found[MANY].items()})
    assert max(size for _, size in found[MANY].values()) < 200_000, found[MANY]
