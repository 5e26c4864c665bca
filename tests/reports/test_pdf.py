"""The printed report and letter."""

from datetime import date
from io import BytesIO
from pathlib import Path

import page
import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from accounts import clock
from files import pdf
from files.jobs import run_queued
from files.models import Job
from framework.versions import version
from reports import actions, queries
from reports.actions.rendering import render_later
from reports.content import content_of, sha256_of
from reports.models import Rendering, Report
from reports.outline import entries, outline_of, paragraphs
from reports.printing import STYLESHEETS, html_of
from tests.cast import Cast
from tests.reports import stages
from tests.reports.visits import letter


def text_of(content: bytes) -> str:
    return "\n".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages)


def printed(report: Report, stage: str, embargo_until: date | None = None) -> bytes:
    content = content_of(report)
    row = Rendering(
        report=report, stage=stage, embargo_until=embargo_until, content=content, content_sha256=sha256_of(content)
    )
    return pdf.render(html_of(row), stylesheets=STYLESHEETS)


@pytest.mark.parametrize(("stage", "until"), [("draft", None), ("final", date(2024, 3, 26)), ("published", None)])
def test_every_stage_passes_pdf_ua_1(cast: Cast, real_pdf: None, stage: str, until: date | None) -> None:
    content = printed(stages.drafted(cast), stage, until)
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []


def test_a_letter_passes_pdf_ua_1_and_has_no_grade(cast: Cast, real_pdf: None) -> None:
    report = letter(cast)
    content = printed(report, "final", date(2024, 7, 11))
    assert page.validate_pdf_bytes(content, profile="ua1").failures == []
    said = text_of(content).lower()
    labels = [grade.label.lower() for grade in version(report.inspection.framework_version).grades]
    assert not [label for label in labels if label in said]
    assert "judgements" not in said


def test_the_same_content_gives_the_same_bytes_and_the_same_file(cast: Cast, real_pdf: None) -> None:
    report = stages.drafted(cast)
    stages.make_pdf(report, "draft", cast.lead)
    first = queries.file_of(report.renderings.get())
    with clock.moved_to(stages.FINAL_SENT_AT):
        again = actions.ask_for_pdf(report, "draft", by=cast.lead)
    assert first
    assert queries.file_of(again) == first
    assert Job.objects.filter(kind="report_pdf").count() == 1
    assert printed(report, "draft") == first.read()
    actions.save_texts(report, {"private": "Another word"}, version=None, by=cast.lead)
    assert printed(report, "draft") != first.read()


@pytest.mark.rule("CLEAR-12", part="the document itself says the embargo and its day")
def test_what_each_stage_says_of_the_embargo(cast: Cast, real_pdf: None) -> None:
    report = stages.drafted(cast)
    draft, final, public = (
        text_of(printed(report, stage, until))
        for stage, until in [("draft", None), ("final", date(2024, 3, 26)), ("published", None)]
    )
    assert "Draft for comment. Under embargo until publication." in draft
    assert "Under embargo until publication, planned for Tuesday 26 March 2024." in final
    assert "mbargo" not in public
    assert "Draft for comment" not in final


@pytest.mark.rule("GEN-03", part="the report and the letter carry the legal basis")
@pytest.mark.rule("GEN-02", part="the printed document shows the version")
def test_what_every_document_carries(cast: Cast, real_pdf: None) -> None:
    for report in (stages.drafted(cast), letter(cast)):
        said = " ".join(text_of(printed(report, "published")).split())
        assert version(report.inspection.framework_version).legal_basis in said
        assert "version of 5 April 2024" in said
        assert "Lead inspector: Lena Example, His Majesty's Inspector" in said
        assert "belongs to the Crown" in said


def test_the_report_is_in_its_order_with_overall_last_and_numbers_throughout(cast: Cast, real_pdf: None) -> None:
    said = " ".join(text_of(printed(stages.drafted(cast), "published")).split())
    marks = [
        "Cafcass national inspection 2024",
        "Inspection dates: 22 January 2024 to 16 February 2024",
        "Impact of leaders on private and public law practice Outstanding",
        "Overall effectiveness Outstanding",
        "How is it, on the whole",
        "What needs to improve?",
        "The quality of closing letters",
        "Quality and effectiveness of private law practice: Outstanding",
        "Quality and effectiveness of public law practice: Outstanding",
        "Impact of leaders on private and public law practice: Outstanding",
        "About this report",
    ]
    places = [said.index(mark) for mark in marks]
    assert places == sorted(places)
    numbers = [said.index(f"{number}.", places[7]) for number in range(1, 7)]
    assert numbers == sorted(numbers)


def test_a_rendering_keeps_what_it_was_asked_for_whatever_is_edited_since(cast: Cast) -> None:
    report = stages.drafted(cast)
    rendering = render_later(report, "draft", content_of(report), by=cast.lead)
    actions.save_texts(report, {"private": "Written after that"}, version=None, by=cast.lead)
    run_queued()
    file = queries.file_of(rendering)
    assert file
    assert b"Written after that" not in file.read()


def test_lines_become_paragraphs_and_entries() -> None:
    assert paragraphs("One\r\n\r\n  Two \n") == ["One", "Two"]
    assert entries("- One\n• Two\n\nThree - and more") == ["One", "Two", "Three - and more"]


def test_what_people_type_is_text_and_no_markup(cast: Cast) -> None:
    report = stages.begun(cast)
    actions.save_texts(report, {"private": "<script>alert(1)</script>"}, version=None, by=cast.lead)
    html = render_to_string(
        "reports/print/report.html", {"stage": "draft", **outline_of(content_of(stages.fresh(report)))}
    )
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_printing_material_is_where_the_typesetter_looks() -> None:
    assert [name for name in STYLESHEETS if not (Path("static/print") / name).exists()] == []
