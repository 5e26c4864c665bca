"""From a note to agreed judgements through the pages, by the people who do it."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts import clock
from evidence.models import Agreement, Document, Judgement, Revision
from evidence.queries import grades_for_report
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import SEEN, send, url
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]


@pytest.mark.rule("EVID-02")
def test_individual_and_shared_stay_and_link_to_each_other(cast: Cast, as_: As) -> None:
    """Taken into a shared summary, the individual one stays, and each page names the other and who contributed."""
    inspection = announced(cast)
    inspector, deputy = as_(cast.team_inspector), as_(cast.deputy)
    with clock.moved_to(ON_SITE_AT):
        answer = send(inspector, url(inspection, "note_create"), text="The first letter was on time.", **SEEN)
        note = Revision.objects.get()
        assert answer.url == url(inspection, "note_detail", pk=note.document_id)
        own = {"place": "private", "statement": "Letters are prompt.", "cites": [note.pk], "nothing": ["yes"]}
        send(inspector, url(inspection, "individual_summary_create"), **own)
        individual = Revision.objects.get(document__kind="individual_summary")
        team = {"place": "private", "statement": "Early help is good.", "cites": [individual.pk]}
        send(deputy, url(inspection, "shared_summary_create"), **team)
    shared = Document.objects.get(kind="shared_summary")
    page = inspector.get(url(inspection, "individual_summary_detail", pk=individual.document_id)).content.decode()
    assert url(inspection, "shared_summary_detail", pk=shared.pk) in page
    assert "Early help is good." in page, page[page.index("Taken into") :]
    page = inspector.get(url(inspection, "shared_summary_detail", pk=shared.pk)).content.decode()
    assert url(inspection, "individual_summary_detail", pk=individual.document_id) in page
    assert "Devi Example, Tia Example" in page


def test_lead_agrees_and_grades(cast: Cast, as_: As) -> None:
    inspection = stages.with_agreed_summaries(cast)
    lead = as_(cast.lead)
    with clock.moved_to(stages.JUDGED_AT):
        for area, grade in stages.GOOD.items():
            address = url(inspection, "judgement_edit", area=area)
            form = lead.get(address).context["form"]
            cites = [code for code, _ in form.fields["cites"].choices]
            assert send(lead, address, grade=grade, text=f"Why {area}.", cites=cites).status_code == 302
        asked = lead.get(url(inspection, "judgement_agreement"))
        assert [slot.grade.code for slot in asked.context["slots"]] == list(stages.GOOD.values())
        assert asked.context["slots"][0].grade.label in asked.content.decode()
        send(lead, url(inspection, "judgement_agreement"))
    assert [grade for _, _, grade, _ in grades_for_report(inspection)] == list(stages.GOOD.values())
    page = as_(cast.qa_manager).get(url(inspection, "judgement_detail")).content.decode()
    assert "Agreed on" in page
    assert "Why leaders." in page


def test_deputy_agrees_from_the_page(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        shared = stages.summed_up(inspection, cast.team_inspector)
        address = url(inspection, "shared_summary_agreement", pk=shared.document_id)
        assert "Early help is good." in as_(cast.deputy).get(address).content.decode()
        assert send(as_(cast.deputy), address, narrow_reason=stages.FEW).status_code == 302
    assert Agreement.objects.get().by == cast.deputy
    assert (
        "Agreed" in as_(cast.lead).get(url(inspection, "shared_summary_detail", pk=shared.document_id)).content.decode()
    )


def test_reopening_needs_a_reason_and_lets_a_grade_change(cast: Cast, as_: As) -> None:
    inspection = stages.judged(cast)
    lead = as_(cast.lead)
    refused = send(lead, url(inspection, "judgement_reopening"), reason="")
    assert refused.status_code == 400
    send(lead, url(inspection, "judgement_reopening"), reason="A case was misread.")
    assert Judgement.objects.get().agreed_at is None
    assert grades_for_report(inspection) == []


def test_every_page_opens(cast: Cast, as_: As) -> None:
    inspection = stages.with_agreed_summaries(cast)
    lead, inspector = as_(cast.lead), as_(cast.team_inspector)
    for kind in ("note", "individual_summary", "shared_summary"):
        document = Document.objects.filter(kind=kind).first()
        assert document is not None
        for page in ("list", "create"):
            assert inspector.get(url(inspection, f"{kind}_{page}")).status_code == 200
        assert lead.get(url(inspection, f"{kind}_detail", pk=document.pk)).status_code == 200
        assert inspector.get(url(inspection, f"{kind}_edit", pk=document.pk)).status_code == 200
        mover = lead if kind == "shared_summary" else inspector
        assert mover.get(url(inspection, f"{kind}_withdrawal", pk=document.pk)).status_code == 200
    for name in ("coverage", "judgement_detail", "judgement_agreement", "judgement_reopening"):
        assert lead.get(url(inspection, name)).status_code == 200, name
