"""A draft that is sent rests on agreed summaries, and judges no partner of Cafcass's (EVID-11, PART-04)."""

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.told import link_headline, record_told
from evidence.models import Headline
from evidence.queries import agreed_summaries
from fieldwork.models import Meeting
from framework.versions import version
from reports import actions, queries
from reports.models import Report, SectionMark
from reports.partners import flagged
from tests.cast import Cast
from tests.inspections.forms import send
from tests.reports import stages

As = Callable[..., Client]
WEAK = "The court in Westhaven is weak."
PUBLIC = "Quality and effectiveness of public law practice"


def saved(report: Report, cast: Cast, text: str, *, cited: bool) -> Report:
    """The section on public law in these words, and everything cleared anew."""
    cites = list(agreed_summaries(report.inspection, "public")) if cited else []
    actions.save_texts(report, {"public": text}, version=None, cites=cites, by=cast.lead)
    return stages.fresh(report)


def cleared_again(report: Report, cast: Cast) -> Report:
    with clock.moved_to(stages.CLEARED_AT):
        stages.clear(cast, report)
    with clock.moved_to(stages.DRAFT_SENT_AT):
        stages.make_pdf(stages.fresh(report), "draft", cast.lead)
    return stages.fresh(report)


@pytest.mark.rule("EVID-11")
def test_a_section_that_rests_on_nothing_is_named_and_stops_the_sending(cast: Cast, as_: As) -> None:
    report = stages.drafted(cast)
    cast.chief_executive, cast.link_person, cast.complaint_handler  # noqa: B018
    with clock.moved_to(stages.WRITTEN_AT):
        report = saved(report, cast, "Guardians meet children early.", cited=False)
        assert queries.unlinked(report) == ["public"]
    report = cleared_again(report, cast)
    with clock.moved_to(stages.DRAFT_SENT_AT):
        with pytest.raises(NotAllowed, match=PUBLIC) as refusal:
            actions.send_draft(report, by=cast.lead)
        assert refusal.value.rule == "EVID-11"
        assert "private law practice" not in refusal.value.reason
        page = as_(cast.lead).get(reverse("draft_sending_create", args=[report.inspection.ref]))
        assert PUBLIC in unescape(page.content.decode())
        address = reverse("section_edit", kwargs={"ref": report.inspection.ref, "code": "public"})
        marked = {"text": "Guardians meet children early.", "context": ["yes"]}
        assert send(as_(cast.lead), address, **marked).status_code == 302
        assert actions.send_draft(stages.fresh(report), by=cast.lead)


@pytest.mark.rule("EVID-11")
def test_a_headline_told_to_cafcass_that_rests_on_nothing_stops_the_sending(cast: Cast, as_: As) -> None:
    report = stages.drafted(cast)
    cast.chief_executive, cast.link_person, cast.complaint_handler  # noqa: B018
    with clock.moved_to(stages.WRITTEN_AT):
        record_told(report.inspection, day=date(2024, 2, 6), headlines=["Letters go out early."], by=cast.lead)
    report = cleared_again(report, cast)
    with clock.moved_to(stages.DRAFT_SENT_AT):
        with pytest.raises(NotAllowed, match="Letters go out early") as refusal:
            actions.send_draft(report, by=cast.lead)
        assert refusal.value.rule == "EVID-11"
        page = as_(cast.lead).get(reverse("draft_sending_create", args=[report.inspection.ref]))
        assert "Letters go out early." in page.content.decode()
        link_headline(Headline.objects.get(), cites=list(agreed_summaries(report.inspection))[:1], by=cast.lead)
        assert actions.send_draft(stages.fresh(report), by=cast.lead)


@pytest.mark.rule("EVID-11", part="a section that cites an agreed summary is sent")
def test_a_section_that_cites_is_sent_and_the_mark_is_taken_back(cast: Cast) -> None:
    report = stages.drafted(cast)
    cast.chief_executive, cast.link_person, cast.complaint_handler  # noqa: B018
    with clock.moved_to(stages.WRITTEN_AT):
        report = saved(report, cast, "Guardians meet children early.", cited=False)
        actions.mark_section(report, "public", True, by=cast.lead)
        assert "public" not in queries.unlinked(report)
        actions.mark_section(report, "public", False, by=cast.lead)
        assert "public" in queries.unlinked(report)
        report = saved(report, cast, "Guardians meet children soon.", cited=True)
        assert "public" not in queries.unlinked(report)
        with pytest.raises(NotAllowed):
            actions.mark_section(report, "public", True, by=cast.deputy)
        with pytest.raises(DatabaseError), transaction.atomic():
            SectionMark.objects.update(context=True)


@pytest.mark.rule("PART-04")
def test_a_sentence_that_judges_a_court_is_flagged_until_it_is_cleared_or_reworded(cast: Cast, as_: As) -> None:
    report = stages.drafted(cast)
    lead = as_(cast.lead)
    with clock.moved_to(stages.WRITTEN_AT):
        report = saved(report, cast, f"Guardians meet children early. {WEAK}", cited=True)
        page = lead.get(reverse("submission_create", args=[report.inspection.ref])).content.decode()
        assert WEAK in page
        actions.submit(report, version=None, by=cast.lead)
        report = stages.fresh(report)
        with pytest.raises(Invalid) as finding:
            actions.review(report, outcome="cleared", version=None, by=cast.qa_manager)
        assert (finding.value.field, finding.value.rule) == ("partners_read", "PART-04")
        address, quinn = reverse("review_create", args=[report.inspection.ref]), as_(cast.qa_manager)
        form = quinn.get(address).context["form"]
        typed: dict[str, Any] = {"outcome": "cleared", "seen": form["seen"].value()}
        assert "partners_read" in send(quinn, address, **typed).context["form"].errors
        assert send(quinn, address, **typed, partners_read=["yes"]).status_code == 302
        report = stages.fresh(report)
        assert report.state == "with_director"
        report = saved(report, cast, "Guardians meet children early. Courts wait for reports.", cited=True)
        actions.submit(report, version=None, by=cast.lead)
        assert actions.review(stages.fresh(report), outcome="cleared", version=None, by=cast.qa_manager)


@pytest.mark.rule("PART-04", part="a record of a partner holds no grade, and the words are found in any form")
def test_partners_have_no_grade_and_the_sentence_alone_is_found() -> None:
    assert not [field.name for field in Meeting._meta.fields if "grade" in field.name or "rating" in field.name]
    framework = version("2024-04-05")
    text = "Local authorities are poor at this.\nPractice is good. The judge was heard. The council works well"
    content = {"summary": [], "sections": [{"label": "Findings", "text": text}]}
    assert [each.sentence for each in flagged(content, framework)] == ["Local authorities are poor at this."]
