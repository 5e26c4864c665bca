"""However many entries a diary has, its pages ask the database the same few questions."""

from datetime import date, time, timedelta
from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from fieldwork.models import DiaryEntry, DiaryVersion, EntrySeat
from tests.fieldwork import stages
from tests.inspections.stages import ON_SITE_AT

pytestmark = pytest.mark.django_db
MOST = 12
PAGES = ("diary", "diary_day", "diary_flags", "diary_log")


def fill(inspection, cast, count):
    """So many entries in week 1, each with two people and a version."""
    members = cycle(inspection.members.exclude(role="qa_manager"))
    sites = cycle(inspection.sites.all())
    rows = DiaryEntry.objects.bulk_create(
        DiaryEntry(
            inspection=inspection,
            kind="interview",
            title=f"Interview {number}",
            day=date(2024, 2, 5) + timedelta(days=number % 4),
            starts=time(9 + number % 8),
            ends=time(10 + number % 8),
            site=next(sites),
            made_by=cast.lead,
        )
        for number in range(count)
    )
    for entry in rows:
        EntrySeat.objects.bulk_create(EntrySeat(entry=entry, member=next(members)) for _ in range(2))
    DiaryVersion.objects.bulk_create(
        DiaryVersion(entry=entry, number=1, act="added", stands={}, by=cast.lead) for entry in rows
    )


def queries(client, inspection, name):
    more = ["2024-02-05"] if name == "diary_day" else []
    address = reverse(name, args=[inspection.ref, *more])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", PAGES)
def test_ten_and_five_hundred_entries_cost_the_same_queries(cast, as_, name):
    inspection = stages.five_pairs(cast)
    client = as_(cast.lead)
    with clock.moved_to(ON_SITE_AT):
        fill(inspection, cast, 10)
        few = queries(client, inspection, name)
        fill(inspection, cast, 490)
        many = queries(client, inspection, name)
    assert few == many
    assert many <= MOST


def test_cafcass_reads_its_view_in_as_few(cast, as_):
    inspection = stages.five_pairs(cast)
    client = as_(cast.chief_executive)
    with clock.moved_to(ON_SITE_AT):
        fill(inspection, cast, 10)
        few = queries(client, inspection, "cafcass_diary")
        fill(inspection, cast, 200)
        assert queries(client, inspection, "cafcass_diary") == few <= MOST
