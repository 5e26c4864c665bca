"""What a summary may rest on: unused first, narrowed by place, and nothing that was ticked is lost."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client

from accounts import clock
from evidence.models import Revision
from evidence.queries.offering import MOST as MOST_BOXES
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.pages import page_of, url
from tests.evidence.seeding import seed
from tests.evidence.stages import individual, note
from tests.inspections.stages import ON_SITE_AT, announced, plan

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def boxes(client: Client, address: str) -> list[str]:
    return [code for code, _ in client.get(address).context["form"].fields["cites"].choices]


def test_what_nothing_rests_on_comes_first_and_the_rest_is_found_by_place(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    used = note(inspection, cast.deputy)
    seed(inspection, [cast.deputy], 3 * MOST_BOXES)
    individual(inspection, cast.deputy, [used])
    client, address = as_(cast.deputy), url(inspection, "individual_summary_create")
    page = client.get(address)
    assert "There is more than this page shows" in page.content.decode()
    assert 'href="?place=leaders%2FWorkforce"' in page.content.decode()
    first = boxes(client, address)
    assert len(first) <= MOST_BOXES
    assert str(used.pk) not in first
    workforce = boxes(client, address + "?place=leaders/Workforce")
    expected = Revision.objects.filter(area="leaders", heading="Workforce").order_by("-pk")
    assert workforce == [str(number) for number in expected.values_list("pk", flat=True)]
    assert client.get(address + "?place=nonsense").status_code == 200


def test_what_was_ticked_is_never_lost(cast: Cast, as_: As, inspection: Inspection) -> None:
    """Not by a refusal, not by more evidence than the page shows, and not by looking at another place."""
    ticked = note(inspection, cast.deputy, area="public", text="The one that was chosen.")
    seed(inspection, [cast.deputy], 3 * MOST_BOXES)
    address = url(inspection, "individual_summary_create") + "?place=private"
    client = as_(cast.deputy)
    refused = client.post(address, {"cites": [ticked.pk], "op": "", "version": ""})
    assert refused.status_code == 400
    field = refused.context["form"]["cites"]
    assert str(ticked.pk) in [code for code, _ in field.field.choices]
    assert re.search(rf'value="{ticked.pk}" checked', refused.content.decode())
    summary = individual(inspection, cast.deputy, [ticked])
    edit = client.get(page_of(summary.document, "edit") + "?place=private")
    assert re.search(rf'value="{ticked.pk}" checked', edit.content.decode())


def test_another_inspections_number_is_not_shown_for_being_sent(cast: Cast, as_: As, inspection: Inspection) -> None:
    note(inspection, cast.deputy)
    other = plan(cast, at=ON_SITE_AT, week=date(2024, 6, 3), title="Another", lead=cast.other_lead)
    strange = note(other, cast.other_lead, text="Of another inspection.")
    sent = {"cites": [strange.pk, "x" * 20, "-1"], "op": "", "version": ""}
    refused = as_(cast.deputy).post(url(inspection, "individual_summary_create"), sent)
    assert refused.status_code == 400
    offered = [code for code, _ in refused.context["form"]["cites"].field.choices]
    assert str(strange.pk) not in offered
    assert "Of another inspection." not in refused.content.decode()
