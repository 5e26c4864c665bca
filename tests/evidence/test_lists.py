"""Lists and the coverage: what they show, what they are narrowed by, and that their queries never grow."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import clock
from evidence.headings import places
from evidence.kinds import KINDS
from evidence.models import Document
from evidence.queries import coverage
from framework.versions import all_versions, version
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import page_of, url
from tests.evidence.seeding import seed
from tests.evidence.stages import individual, note
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
# Literal on purpose: a query more on any of these pages is a decision.
QUERIES = {
    "note_list": 9,
    # One counts the sample, one what all of them add up to.
    "case_evaluation_list": 11,
    "individual_summary_list": 9,
    "shared_summary_list": 9,
    # One of them asks why something is not covered, one what cases were evaluated.
    "coverage": 10,
    "individual_summary_create": 7,
    "shared_summary_create": 7,
    # One of them asks what the QA manager wants settled first, one what cases were evaluated, one of the consultation.
    "judgement_detail": 9,
}
MOST = 12


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(inspection: Inspection, cast: Cast, count: int) -> None:
    for kind in KINDS:
        seed(inspection, [cast.lead, cast.deputy, cast.team_inspector], count, kind=kind)


@pytest.mark.parametrize("name", QUERIES)
def test_one_number_of_queries_at_1_and_at_30_rows(cast: Cast, as_: As, inspection: Inspection, name: str) -> None:
    client, address = as_(cast.lead), url(inspection, name)
    fill(inspection, cast, 1)
    assert queries(client, address) == QUERIES[name]
    fill(inspection, cast, 30)
    assert queries(client, address) == QUERIES[name]
    assert QUERIES[name] <= MOST


@pytest.mark.parametrize("kind", KINDS)
def test_one_documents_page_is_constant_too(cast: Cast, as_: As, inspection: Inspection, kind: str) -> None:
    from evidence.actions.agreement import comment

    stages.one_of_each(inspection, cast.team_inspector)
    document = Document.objects.get(kind=kind)
    client = as_(cast.lead)
    first = queries(client, page_of(document, "detail"))
    for number in range(30):
        comment(document, text=str(number), by=cast.qa_manager)
    assert queries(client, page_of(document, "detail")) == first <= MOST


def test_judgements_cost_the_same_with_30_rationales(cast: Cast, as_: As) -> None:
    inspection = stages.with_agreed_summaries(cast)
    client, address = as_(cast.lead), url(inspection, "judgement_detail")
    with clock.moved_to(stages.JUDGED_AT):
        stages.graded(cast, inspection, {"private": "good"})
        first = queries(client, address)
        for _ in range(30):
            stages.grade(inspection, "private", "good", cast.lead)
        assert queries(client, address) == first <= MOST


def test_10_000_notes_cost_no_more_queries(cast: Cast, as_: As, inspection: Inspection) -> None:
    """Neither the lists nor the page of a document that stood before them."""
    stages.one_of_each(inspection, cast.team_inspector)
    client = as_(cast.lead)
    pages = {kind: page_of(Document.objects.get(kind=kind), "detail") for kind in KINDS}
    first = {kind: queries(client, page) for kind, page in pages.items()}
    seed(inspection, [cast.lead, cast.deputy, cast.team_inspector], 10_000, text="A line.")
    for name in ("note_list", "coverage", "individual_summary_create"):
        assert queries(client, url(inspection, name)) == QUERIES[name]
    assert {kind: queries(client, page) for kind, page in pages.items()} == first
    assert max(first.values()) <= MOST


def test_a_page_with_100_citations_costs_what_one_with_1_does(cast: Cast, as_: As, inspection: Inspection) -> None:
    notes = [note(inspection, cast.deputy) for _ in range(100)]
    few, many = individual(inspection, cast.deputy, notes[:1]), individual(inspection, cast.deputy, notes)
    client = as_(cast.lead)
    for page in ("detail", "comment"):
        one = queries(client, page_of(few.document, page))
        assert queries(client, page_of(many.document, page)) == one <= MOST
    edit = queries(as_(cast.deputy), page_of(few.document, "edit"))
    assert queries(as_(cast.deputy), page_of(many.document, "edit")) == edit <= MOST


def test_long_texts_are_not_read_for_a_list(cast: Cast, as_: As, inspection: Inspection) -> None:
    seed(inspection, [cast.lead], 3, text="y" * 50_000)
    page = as_(cast.lead).get(url(inspection, "note_list")).content.decode()
    assert "y" * 150 in page
    assert "y" * 200 not in page


def test_a_list_has_30_a_page_and_keeps_its_filters(cast: Cast, as_: As, inspection: Inspection) -> None:
    seed(inspection, [cast.lead], 31)
    page = as_(cast.lead).get(url(inspection, "note_list") + f"?whose={cast.lead.pk}")
    assert len(page.context["rows"]) == 30
    assert f"whose={cast.lead.pk}&amp;page=2" in page.content.decode()
    assert len(as_(cast.lead).get(url(inspection, "note_list") + "?page=2").context["rows"]) == 1


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("", 4),
        ("?whose={deputy}", 2),
        ("?place=public", 1),
        ("?place=leaders/Workforce", 1),
        ("?finding=area_for_improvement", 1),
        ("?to_finish=1", 1),
        ("?whose=nonsense", 4),
        ("?place=%00", 4),
        ("?page=999", 4),
    ],
)
def test_lists_narrow(cast: Cast, as_: As, inspection: Inspection, asked: str, left: int) -> None:
    note(inspection, cast.deputy)
    note(inspection, cast.deputy, area="public")
    note(inspection, cast.lead, area="leaders", heading="Workforce", finding="area_for_improvement")
    note(inspection, cast.lead, source="")
    page = as_(cast.lead).get(url(inspection, "note_list") + asked.format(deputy=cast.deputy.pk))
    assert len(page.context["rows"]) == left


# Coverage


def rows_of(client: Client, inspection: Inspection) -> list[Any]:
    return [row for row, _ in client.get(url(inspection, "coverage")).context["grid"]]


def test_the_grid_has_the_frameworks_six_rows_thinnest_first(cast: Cast, as_: As, inspection: Inspection) -> None:
    stages.agreed(inspection, cast.team_inspector, cast.lead, finding="strength")
    note(inspection, cast.deputy, area="leaders", heading="Workforce")
    rows = rows_of(as_(cast.lead), inspection)
    pinned = version(inspection.framework_version)
    assert {row.place for row in rows} == set(places(pinned))
    assert len(rows) == 6
    order = [row.place.code for row in rows]
    assert order[-2:] == ["leaders/Workforce", "private"]
    private = [cell.number for cell in rows[-1].cells]
    assert private == [1, 0, 1, 0, 1, 1, 0, 1]


def test_a_cell_leads_to_what_is_behind_it(cast: Cast, as_: As, inspection: Inspection) -> None:
    note(inspection, cast.deputy, area="leaders", heading="Workforce", text="Two posts vacant.")
    client = as_(cast.lead)
    address = url(inspection, "note_list") + "?place=leaders%2FWorkforce"
    assert address in client.get(url(inspection, "coverage")).content.decode()
    assert "Two posts vacant." in client.get(address).content.decode()


def test_what_has_no_row_is_counted_apart(cast: Cast, as_: As, inspection: Inspection) -> None:
    note(inspection, cast.deputy, area="")
    note(inspection, cast.deputy, area="leaders")
    page = as_(cast.lead).get(url(inspection, "coverage"))
    assert page.context["elsewhere"] == 2
    assert "2 entries have no area or heading yet" in page.content.decode()


def test_withdrawn_evidence_covers_nothing(cast: Cast, inspection: Inspection) -> None:
    from evidence.actions.agreement import withdraw

    withdraw(note(inspection, cast.deputy).document, reason="A wrong file.", by=cast.deputy)
    rows, elsewhere = coverage.grid(inspection, coverage.groups(inspection))
    assert sum(row.notes for row in rows) + elsewhere == 0


@pytest.mark.rule("EVID-18")
def test_no_number_is_asked_for_anywhere(cast: Cast, as_: As, inspection: Inspection) -> None:
    """One agreed summary in a row is enough, and the page names no target, no percentage and no colour that judges."""
    stages.agreed(inspection, cast.team_inspector, cast.lead)
    page = as_(cast.lead).get(url(inspection, "coverage")).content.decode()
    grid = page[page.index("app-grid") : page.index("</table>")]
    assert "%" not in re.sub(r'href="[^"]*"', "", grid)
    for colour in ("red", "green", "yellow", "orange"):
        assert f"govuk-tag--{colour}" not in grid


@pytest.mark.rule("EVID-08", part="each inspector's notes in no summary yet are counted")
def test_notes_in_no_summary_yet_are_counted_by_inspector(cast: Cast, inspection: Inspection) -> None:
    notes = [note(inspection, cast.deputy) for _ in range(12)]
    individual(inspection, cast.deputy, notes[:7])
    row = next(
        each for each in coverage.inspectors(inspection, coverage.groups(inspection)) if each.pk == cast.deputy.pk
    )
    assert (row.notes, row.unsummarised, row.individual_summaries) == (12, 5, 1)


def test_places_come_from_the_frameworks_data() -> None:
    for each in all_versions():
        found = places(each)
        assert [place.heading for place in found if place.heading] == list(each.leaders_headings)
        assert {place.area for place in found} == {area.code for area in each.areas if not area.derived_from}
