"""Case evaluations that a device sends: the findings at once, the rest on the ordinary page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from accounts import clock
from evidence.models import HeldWords, Revision
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import put, save
from tests.evidence.stages import sampled
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
SAID: dict[str, Any] = {
    "text": None,
    "strengths": "The child was prepared.",
    "history": "Known since 2021.",
    "source": " pu-01 ",
    "practice_from": "2023-09-01",
    "practice_to": "2024-01-10",
    "sources": ["record", "child", "nonsense"],
}


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def test_a_case_written_on_a_device_is_an_evaluation_like_any_other(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    sampled(inspection, "PU-01", cast.lead)
    answer = put(as_(cast.team_inspector), save(inspection, kind="case", body=SAID))
    assert answer.json()["status"] == "accepted"
    made = Revision.objects.get()
    assert (made.document.kind, made.source, made.area) == ("case_evaluation", "PU-01", "public")
    assert (made.words.parts["strengths"], made.words.parts["audit_view"]) == ("The child was prepared.", "")
    assert made.facts["sources"] == ["record", "child"]
    assert made.facts["practice"] == "recent"


@pytest.mark.rule("SAMPLE-03", part="a device that sends a grade has its words held")
def test_a_grade_that_a_device_sends_does_not_come_in(cast: Cast, as_: As, inspection: Inspection) -> None:
    answer = put(as_(cast.team_inspector), save(inspection, kind="case", body=SAID | {"grade": "good"}))
    assert answer.status_code == 201
    assert not Revision.objects.exists()
    assert "has no grade" in HeldWords.objects.get().finding


def test_what_might_be_a_name_is_kept_and_counts_nowhere(cast: Cast, as_: As, inspection: Inspection) -> None:
    answer = put(as_(cast.team_inspector), save(inspection, kind="case", body=SAID | {"source": "the girl"}))
    assert answer.json()["status"] == "incomplete"
    assert (Revision.objects.get().source, Revision.objects.get().area) == ("the girl", "")


def test_a_note_of_a_device_names_its_case(cast: Cast, as_: As, inspection: Inspection) -> None:
    put(as_(cast.team_inspector), save(inspection, body={"case": "pr-01", "supervised": "fca"}))
    assert Revision.objects.get().facts == {"case": "PR-01", "supervised": "fca"}
