"""What case evaluations and supervision records carry before grades are proposed and judgements agreed."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from accounts import clock
from accounts.refusals import NotAllowed
from evidence.actions.agreement import withdraw
from evidence.actions.judgement import agree_judgements, give_grade
from evidence.models import Document, Head, Judgement
from evidence.queries import agreed_summaries
from evidence.queries.cases import Reviewed, overview
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import page_of, send, url
from tests.evidence.stages import case, closed, graded, note, sampled
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def give(inspection: Inspection, cast: Cast) -> None:
    cites = list(agreed_summaries(inspection, "private"))
    give_grade(inspection, "private", grade="good", text="Why.", cites=cites, by=cast.lead)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.rule("INSP-02")
def test_no_grade_is_proposed_before_a_case_of_both_laws_was_evaluated(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    """18 private and no public ones; then one public that is open, and then closed."""
    lead = as_(cast.lead)
    stages.agreed(inspection, cast.team_inspector, cast.lead)
    for at in range(18):
        closed(inspection, cast.team_inspector, f"PR-{at:02}", "private")
    sheet, edit = url(inspection, "judgement_detail"), url(inspection, "judgement_edit", area="private")
    page = text(lead.get(sheet))
    assert "No public law cases evaluated." in page
    assert re.search(r"Private law, cases evaluated and closed\W.{0,80}\b18\b", page)
    assert f'href="{edit}"' not in page
    refused = lead.get(edit)
    assert refused.status_code == 403
    assert "no public law cases evaluated" in text(refused)
    sent = lead.post(edit, {"grade": "good", "text": "Typed in vain?", "op": "6b1c2f1e-6f57-4f7c-9a43-0d8f3a1b2c3d"})
    assert sent.status_code in (400, 403)
    with pytest.raises(NotAllowed, match="no public law cases evaluated"):
        give(inspection, cast)
    case(inspection, cast.team_inspector, "PU-01", "public")
    with pytest.raises(NotAllowed, match="no public law"):
        give(inspection, cast)
    assert not Judgement.objects.filter(private__isnull=False).exists()
    closed(inspection, cast.team_inspector, "PU-02", "public")
    assert f'href="{edit}"' in text(lead.get(sheet))
    give(inspection, cast)
    for page_name in ("case_evaluation_list", "judgement_detail"):
        shown = text(lead.get(url(inspection, page_name)))
        assert "Public law" in shown
        assert "Private law" in shown


@pytest.mark.rule("INSP-02", part="what was withdrawn, left the sample or is history alone is no evaluated case")
def test_a_case_that_counts_no_more_opens_the_gate_no_more(cast: Cast, inspection: Inspection) -> None:
    stages.agreed(inspection, cast.team_inspector, cast.lead)
    stages.evaluated(inspection, cast.team_inspector)
    give(inspection, cast)
    withdraw(Document.objects.get(revisions__source="PU-91"), reason="A wrong case.", by=cast.team_inspector)
    with pytest.raises(NotAllowed, match="no public law"):
        give(inspection, cast)


@pytest.mark.rule("SAMPLE-11")
def test_supervision_records_of_sampled_children_are_reviewed_before_judgements_are_agreed(cast: Cast, as_: As) -> None:
    """Three reviews by role linked to no case stop it; one that names a sampled child lets it go on."""
    inspection = announced(cast)
    with clock.moved_to(stages.AGREED_AT):
        stages.with_agreed_summaries(cast, inspection)
        for each in Document.objects.filter(kind="case_evaluation"):
            withdraw(each, reason="Without supervision.", by=cast.lead)
        closed(inspection, cast.deputy, "PU-01", "public")
        closed(inspection, cast.deputy, "PR-01", "private")
    graded(cast, inspection, stages.GOOD)
    with clock.moved_to(stages.JUDGED_AT):
        with pytest.raises(NotAllowed, match="review supervision records of practitioners"):
            agree_judgements(inspection, by=cast.lead)
        for role in ("fca", "guardian", "manager"):
            stages_note(inspection, cast, supervised=role)
        assert overview(inspection).supervision == Reviewed(3, 0)
        with pytest.raises(NotAllowed, match="review supervision records linked to sampled children"):
            agree_judgements(inspection, by=cast.lead)
        assert "review supervision records linked to sampled children" in text(
            as_(cast.lead).get(url(inspection, "judgement_detail"))
        )
        stages_note(inspection, cast, supervised="fca", case="XX-9")
        assert overview(inspection).supervision == Reviewed(4, 0)
        stages_note(inspection, cast, supervised="fca", case="PU-01")
        agree_judgements(inspection, by=cast.lead)


def stages_note(inspection: Inspection, cast: Cast, **facts: str) -> None:
    note(inspection, cast.deputy, facts=facts)


def test_a_note_says_whose_supervision_record_it_is_of_and_of_which_case(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    client = as_(cast.deputy)
    answer = send(client, url(inspection, "note_create"), text="Monthly, with actions.", supervised="fca", case="pu-01")
    page = text(client.get(answer.url))
    assert "Family court adviser" in page
    assert "PU-01" in page
    made = Document.objects.get(kind="note")
    edit = client.get(page_of(made, "edit")).context["form"]
    assert (edit["case"].value(), edit["supervised"].value()) == ("PU-01", "fca")
    assert (Head.objects.get().case, Head.objects.get().supervised) == ("PU-01", "fca")
    send(client, page_of(made, "edit"), text="Monthly.")
    assert (Head.objects.get().case, Head.objects.get().supervised) == ("", "")
    assert made.revisions.first().facts == {"case": "PU-01", "supervised": "fca"}


@pytest.mark.rule("SAMPLE-12")
def test_the_share_of_evidence_from_childrens_cases_is_shown_as_advice(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    for at in range(50):
        note(inspection, cast.deputy, facts={"case": f"PR-{at:02}"} if at < 30 else {})
    page = text(as_(cast.lead).get(url(inspection, "coverage")))
    assert "60% from children’s experiences: 30 of 50" in page
    assert "below 80%" in page
    assert "below 80%" not in text(as_(cast.deputy).get(url(inspection, "coverage")))
    sampled(inspection, "PU-01", cast.lead)
    for _ in range(50):
        case(inspection, cast.deputy, "PU-01")
    page = text(as_(cast.lead).get(url(inspection, "coverage")))
    assert "80% from children’s experiences: 80 of 100" in page
    assert "below 80%" not in page
