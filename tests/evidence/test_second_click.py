"""A second click on a button, or its answer lost on the way: the same form sent again is answered as it was before."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts import clock
from accounts.models import Event
from evidence.actions.findings import add_topic, suggest_topic
from evidence.models import (
    CoverageGap,
    Document,
    KeepInTouch,
    LookAsked,
    PaperCopy,
    SubjectTakenOut,
    VisitSubject,
    Withdrawal,
)
from govuk.forms import date_data
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages, visits
from tests.evidence.pages import opened, page_of, url
from tests.evidence.test_heads import revise
from tests.evidence.test_names import on_the_list
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]


def twice(client: Client, address: str, **data: Any) -> None:
    sent = opened(client, address) | data
    first, second = client.post(address, sent), client.post(address, sent)
    assert [first.status_code, second.status_code] == [302, 302], address
    assert first.url == second.url


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


@pytest.mark.parametrize("kind", ["note", "individual", "shared"])
def test_of_a_withdrawal(cast: Cast, as_: As, inspection: Inspection, kind: str) -> None:
    made = stages.note(inspection, cast.team_inspector)
    if kind != "note":
        made = stages.individual(inspection, cast.team_inspector, [made])
    if kind == "shared":
        made = stages.shared(inspection, cast.team_inspector, [made])
    by = as_(cast.lead if kind == "shared" else cast.team_inspector)
    twice(by, page_of(made.document, "withdrawal"), reason="Misread.")
    assert Withdrawal.objects.count() == 1
    assert by.get(page_of(made.document, "withdrawal")).status_code == 403


def test_of_closing_a_case_and_agreeing_a_summary(cast: Cast, as_: As, inspection: Inspection) -> None:
    case = stages.case(inspection, cast.team_inspector)
    twice(as_(cast.team_inspector), page_of(case.document, "closing"))
    shared = stages.summed_up(inspection, cast.team_inspector)
    twice(as_(cast.lead), page_of(shared.document, "agreement"), narrow_reason=stages.FEW)


def test_of_asking_somebody_to_look_and_of_a_gap(cast: Cast, as_: As, inspection: Inspection) -> None:
    lead, place = as_(cast.lead), "leaders/Workforce"
    twice(lead, f"{url(inspection, 'look_ask')}?place={place}", place=place, person=str(cast.team_inspector.pk))
    assert LookAsked.objects.count() == 1
    twice(lead, url(inspection, "coverage_gap_create"), place=place, reason="Nobody works there.")
    gap = CoverageGap.objects.get()
    twice(as_(cast.qa_manager), url(inspection, "coverage_gap_accept", pk=gap.pk))


def test_of_what_cafcass_was_told(cast: Cast, as_: As, inspection: Inspection) -> None:
    day = date_data("day", date(2024, 2, 5))
    twice(as_(cast.lead), url(inspection, "keep_in_touch_create"), headlines="Letters go out early.", **day)


def test_of_the_topics_and_findings_of_a_visit(cast: Cast, as_: As) -> None:
    visit = visits.on_site(cast)
    with clock.moved_to(visits.ON_SITE):
        decides, lead = as_(cast.decision_maker), as_(cast.lead)
        twice(as_(cast.chief_executive), url(visit, "topic_suggest"), kind="theme", text="Delay")
        suggestion = suggest_topic(visit, kind="theme", text="Letters", by=cast.lead)
        given = {"kind": "theme", "text": "Letters", "suggestion": str(suggestion.pk)}
        twice(decides, url(visit, "topic_create"), **given)
        gone = add_topic(visit, kind="cohort", text="Children under 2", by=cast.decision_maker)
        twice(decides, url(visit, "topic_take_out", pk=gone.pk), reason="Too few.")
        assert (VisitSubject.objects.count(), SubjectTakenOut.objects.count()) == (2, 1)
        visits.covered(visit, cast.lead, *VisitSubject.objects.filter(taken_out=None))
        twice(lead, url(visit, "findings_agreement"))
        twice(lead, url(visit, "findings_reopening"), reason="A late file.")


def test_of_words_that_may_name_somebody_and_are_kept(cast: Cast, as_: As, inspection: Inspection) -> None:
    # What a list has is asked about each time; other words only once.
    on_the_list(inspection, "Whinchat, Zebulon")
    lead, address = as_(cast.lead), url(inspection, "keep_in_touch_create")
    sent = opened(lead, address) | {"headlines": "The plan for Zebulon was late."} | date_data("day", date(2024, 2, 5))
    asked = lead.post(address, sent)
    assert asked.status_code == 400
    sent |= {name: asked.context["form"][name].value() for name in ("op", "names_seen")}
    assert [lead.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(verb="kept words that may name somebody").count() == 1
    assert KeepInTouch.objects.count() == 1


def two_versions(inspection: Inspection, cast: Cast, kind: str) -> Document:
    """Written beside each other by the same person, on two devices."""
    by = cast.team_inspector
    made = stages.note(inspection, by) if kind == "note" else stages.summed_up(inspection, by)
    for text in ("One.", "Another."):
        revise(made, by, parts={"text": text} if kind == "note" else stages.words(text))
    return made.document


@pytest.mark.parametrize(("kind", "words"), [("note", "text"), ("shared", "statement")])
def test_of_merging_two_versions(cast: Cast, as_: As, inspection: Inspection, kind: str, words: str) -> None:
    document = two_versions(inspection, cast, kind)
    client, address = as_(cast.team_inspector), page_of(document, "merge")
    twice(client, address, **{words: "Both."}, place="private", evidence="Letters.", difference="Sooner.")
    assert document.revisions.count() == 4


def test_of_two_people_who_merge_at_once_neither_loses_words(cast: Cast, as_: As, inspection: Inspection) -> None:
    document = two_versions(inspection, cast, "shared")
    address, rest = page_of(document, "merge"), {"place": "private", "evidence": "Letters.", "difference": "Sooner."}
    one, two = as_(cast.team_inspector), as_(cast.deputy)
    first, second = opened(one, address), opened(two, address)
    assert one.post(address, first | rest | {"statement": "Merged by one."}).status_code == 302
    assert two.post(address, second | rest | {"statement": "Merged by the other."}).status_code == 302
    said = [each.words.parts["statement"] for each in document.revisions.filter(head__isnull=False).order_by("pk")]
    assert said == ["Merged by one.", "Merged by the other."]
    strange = opened(one, address)
    assert one.post(address, strange | rest | {"statement": "All.", "merged": "9" * 40}).status_code in (400, 404)


def test_of_keeping_what_was_given_on_paper(cast: Cast, as_: As, inspection: Inspection) -> None:
    made = stages.note(inspection, cast.team_inspector)
    twice(as_(cast.team_inspector), page_of(made.document, "paper"), essential="A policy on delay")
    assert PaperCopy.objects.count() == 1
