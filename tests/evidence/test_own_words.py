"""What the product itself writes into a note, from the diary and the list of sites, stops nobody."""

import pytest

from evidence.queries.names import found_in
from fieldwork.models import DiaryEntry
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.test_names import on_the_list
from tests.fieldwork import people
from tests.inspections.stages import announced


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    people.site(found, "N1", "Northtown office")
    return found


def asked(inspection: Inspection, text: str, name: str = "source") -> list[str]:
    return [text[mark.start : mark.end] for mark in found_in(inspection, {name: text})[name] if mark.stops]


@pytest.mark.django_db
@pytest.mark.rule("EVID-23", part="a source that the diary filled in stops nobody")
@pytest.mark.parametrize("kind", DiaryEntry.Kind.labels)
def test_a_source_of_the_diary_stops_nobody(inspection: Inspection, kind: str) -> None:
    for whom in ("family court adviser", "child", "practice supervisor", "mother", "director"):
        assert not asked(inspection, f"{kind}, {whom}, Northtown office")
        assert not asked(inspection, f"{kind}, {whom}")


@pytest.mark.django_db
def test_a_site_of_the_inspection_is_no_name_in_a_text_and_what_stands_beside_it_still_is(
    inspection: Inspection,
) -> None:
    assert not asked(inspection, "The lead at Northtown office met the guardian.", "text")
    assert asked(inspection, "At Northtown office her mum Sarah agreed.", "text") == ["Sarah"]
    assert asked(inspection, "Interview, family court adviser, Sarah Whinchat")


@pytest.mark.django_db
def test_a_child_of_the_list_who_is_called_like_a_site_is_still_found(inspection: Inspection) -> None:
    on_the_list(inspection, "Northtown, Zebulon")
    assert asked(inspection, "Interview, child, Northtown office")
