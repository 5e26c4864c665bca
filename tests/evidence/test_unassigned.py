"""Notes that are tied to no proceeding of the scope are listed as unassigned and cover nothing (SCOPE-01)."""

import json
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts import clock
from evidence.actions.agreement import withdraw
from evidence.cases import proceedings
from evidence.models import Head, Revision
from evidence.queries import coverage
from framework.versions import all_versions, version
from information.actions import sample
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import page_of, send, url
from tests.evidence.seeding import seed
from tests.evidence.stages import note, sampled
from tests.evidence.test_lists import queries
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
NOTHING = {"proceeding": ""}


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def covered(inspection: Inspection) -> int:
    rows, _ = coverage.grid(inspection, coverage.groups(inspection))
    return sum(row.notes for row in rows)


def listed(client: Client, inspection: Inspection) -> str:
    """What stands under the heading, "" where there is none."""
    page = unescape(client.get(url(inspection, "coverage")).content.decode())
    return page.partition('id="unassigned"')[2].partition("<h2")[0]


@pytest.mark.rule("SCOPE-01")
@pytest.mark.parametrize("area", ["private", "public", "leaders", ""])
def test_a_note_without_proceeding_and_leadership_heading_is_unassigned_and_covers_nothing(
    cast: Cast, as_: As, inspection: Inspection, area: str
) -> None:
    client = as_(cast.lead)
    made = note(inspection, cast.deputy, area=area, facts=NOTHING)
    assert page_of(made.document, "detail") in listed(client, inspection)
    assert "One note is tied to no proceeding" in listed(client, inspection)
    page = client.get(url(inspection, "coverage"))
    assert sum(row.cells[0].number + row.cells[-1].number for row, _ in page.context["grid"]) == 0
    assert covered(inspection) == 0
    assert "Unassigned" in client.get(page_of(made.document, "detail")).content.decode()


@pytest.mark.rule("SCOPE-01")
def test_the_proceeding_comes_from_the_sampled_case_where_there_is_one(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    """Whatever the note says besides; taken out of the sample, the note's own word holds."""
    client = as_(cast.lead)
    note(inspection, cast.deputy, facts=NOTHING | {"case": "PR-01"})
    chosen = note(inspection, cast.deputy, facts={"case": "PR-02", "proceeding": "contact_residence"})
    assert covered(inspection) == 1
    child = sampled(inspection, "PR-01", cast.lead, law="private")
    assert covered(inspection) == 2
    assert listed(client, inspection) == ""
    unknown = sampled(inspection, "PR-02", cast.lead, law="")
    assert covered(inspection) == 1
    assert page_of(chosen.document, "detail") in listed(client, inspection)
    sample.change_child(unknown, proceeding="contact_residence", reason="random", by=cast.lead)
    assert covered(inspection) == 2
    for each in (unknown, child):
        sample.take_out(each, reason="Another case.", by=cast.lead)
    assert covered(inspection) == 1


@pytest.mark.rule("SCOPE-01")
def test_a_heading_for_leaders_ties_a_note_as_well(cast: Cast, as_: As, inspection: Inspection) -> None:
    note(inspection, cast.deputy, area="leaders", heading="Workforce")
    assert covered(inspection) == 1
    assert listed(as_(cast.lead), inspection) == ""


@pytest.mark.rule("SCOPE-01")
def test_it_is_chosen_on_the_note_and_never_asked_for(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, words = as_(cast.deputy), {"text": "The adviser listened.", "place": "private"}
    made = Revision.objects.get(document=_document(send(client, url(inspection, "note_create"), **words)))
    assert (made.facts, covered(inspection)) == ({}, 0)
    send(client, page_of(made.document, "edit"), version=made.pk, proceeding="contact_residence", **words)
    latest = Head.objects.get(document=made.document)
    assert (latest.revision.facts, latest.proceeding) == ({"proceeding": "contact_residence"}, "contact_residence")
    assert covered(inspection) == 1
    detail = client.get(page_of(made.document, "detail")).content.decode()
    assert "Contact or residence applications" in detail
    assert "Unassigned" not in detail
    form = client.get(page_of(made.document, "edit")).context["form"]
    assert form["proceeding"].value() == "contact_residence"


def _document(answer: Any) -> str:
    return str(answer.url.rstrip("/").rpartition("/")[2])


def test_an_unknown_proceeding_is_left_out_and_the_words_are_kept(cast: Cast, inspection: Inspection) -> None:
    for code in ("nonsense", "other"):
        assert note(inspection, cast.deputy, facts={"proceeding": code}).facts == {}


def test_the_field_page_has_the_proceedings_of_the_version_of_the_inspection(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    answer = json.loads(as_(cast.deputy).get("/field/v1/session").content)
    offered = answer["inspections"][0]["proceedings"]
    pinned = version(inspection.framework_version)
    assert [code for code, _ in offered] == ["", *(each.code for each in pinned.scope.items if each.code != "other")]


def test_every_version_has_proceedings_for_notes() -> None:
    for each in all_versions():
        assert {"care_supervision", "contact_residence"} <= {item.code for item in proceedings(each)}
        assert "other" not in {item.code for item in proceedings(each)}


def test_the_list_of_notes_narrows_to_what_is_unassigned(cast: Cast, as_: As, inspection: Inspection) -> None:
    """More than the coverage shows lead to the list; what was withdrawn is in neither."""
    for _ in range(11):
        gone = note(inspection, cast.deputy, facts=NOTHING)
    note(inspection, cast.deputy)
    client, address = as_(cast.lead), url(inspection, "note_list") + "?unassigned=1"
    assert address in listed(client, inspection)
    assert len(client.get(address).context["rows"]) == 11
    withdraw(gone.document, reason="A wrong file.", by=cast.deputy)
    assert len(client.get(address).context["rows"]) == 10
    assert address not in listed(client, inspection)


def test_the_words_of_a_note_that_is_kept_back_are_not_shown(cast: Cast, as_: As, inspection: Inspection) -> None:
    made = note(inspection, cast.deputy, facts=NOTHING, source="Interview with a guardian")
    Head.objects.filter(document=made.document).update(names_open=True)
    assert "Note without a source" in listed(as_(cast.lead), inspection)
    assert "guardian" not in listed(as_(cast.lead), inspection)


def test_unassigned_notes_cost_no_more_queries(cast: Cast, as_: As, inspection: Inspection) -> None:
    stages.one_of_each(inspection, cast.deputy)
    client, address = as_(cast.lead), url(inspection, "coverage")
    first = queries(client, address)
    seed(inspection, [cast.deputy], 200)
    assert queries(client, address) == first
