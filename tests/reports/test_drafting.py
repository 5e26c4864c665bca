"""Beginning and writing the report or letter."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed, Stale
from framework.versions import version
from inspections.models import Inspection
from reports import actions, queries
from reports.content import content_of
from reports.models import ChildrensSummaryText, Report, SectionText
from reports.rules import LINE_LIMIT
from reports.sections import document_kind, parts_of
from tests.cast import Cast
from tests.inspections import stages as inspecting
from tests.reports import stages
from tests.reports.visits import visited


def form(**more: object) -> dict[str, object]:
    return {"op": str(uuid4()), **more}


def at(name: str, inspection: Inspection, **more: object) -> str:
    return reverse(name, kwargs={"ref": inspection.ref, **more})


def test_before_the_end_of_fieldwork_no_draft_and_the_day_is_named(cast: Cast, as_: Callable[..., Client]) -> None:
    inspection = inspecting.announced(cast)
    with clock.moved_to(inspecting.ON_SITE_AT), pytest.raises(NotAllowed, match="Friday 16 February 2024"):
        actions.create_report(inspection, document="report", by=cast.lead)
    assert not Report.objects.exists()
    page = as_(cast.lead).get(at("report", inspection)).content.decode()
    assert "Friday 16 February 2024" in page
    assert "Begin the draft" not in page


@pytest.mark.rule("REP-01")
def test_an_inspection_gives_a_report_and_childrens_summary_and_no_letter(
    cast: Cast, as_: Callable[..., Client]
) -> None:
    inspection = inspecting.fieldwork_ended(cast)
    client = as_(cast.lead)
    refused = client.post(at("report_create", inspection), form(document="letter"))
    assert refused.status_code == 400
    assert not Report.objects.exists()
    with pytest.raises(Invalid):
        actions.create_report(inspection, document="letter", by=cast.lead)
    assert client.post(at("report_create", inspection), form(document="report")).status_code == 302
    report = Report.objects.get()
    assert report.document == "report"
    client.post(at("childrens_summary", inspection), form(text="You were heard.", version=0))
    assert ChildrensSummaryText.objects.get().text == "You were heard."
    assert [grade["area"] for grade in content_of(stages.fresh(report))["grades"]] == []


@pytest.mark.rule("REP-02")
def test_a_visit_gives_a_letter_without_grades_or_childrens_summary(cast: Cast, as_: Callable[..., Client]) -> None:
    visit = visited(cast)
    client = as_(cast.lead)
    assert client.post(at("report_create", visit), form(document="report")).status_code == 400
    assert client.post(at("report_create", visit), form(document="letter")).status_code == 302
    posted = client.post(at("childrens_summary", visit), form(text="For you.", version=0))
    assert posted.status_code == 400
    assert not ChildrensSummaryText.objects.exists()
    assert client.get(at("childrens_summary", visit)).status_code == 404
    report = stages.fresh(Report.objects.get())
    assert (report.document, content_of(report)["grades"], content_of(report)["summary"]) == ("letter", [], [])
    codes = [part.code for part in parts_of(report)]
    assert codes[:2] == ["findings", "strengths"]
    assert "priority_actions" not in codes


@pytest.mark.rule("REP-06")
def test_the_first_page_has_the_agreed_grades_and_no_field_for_them(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.begun(cast)
    client = as_(cast.lead)
    address = at("first_page_edit", report.inspection)
    page = client.get(address)
    text = page.content.decode()
    labels = ["private law practice", "public law practice", "Impact of leaders", "Overall effectiveness"]
    assert [text.index(label) for label in labels] == sorted(text.index(label) for label in labels)
    assert text.count("Outstanding</td>") == 4
    assert set(page.context["form"].fields) == {"op", "version", "RQ-1", "RQ-2", "RQ-3", "RQ-4"}
    tried = form(version=0, private="good", grade="good", grades="good", **{"RQ-1": "Well"})
    assert client.post(address, tried).status_code == 302
    after = content_of(stages.fresh(report))
    assert {grade["grade"] for grade in after["grades"]} == {"outstanding"}
    assert after["summary"][0]["text"] == "Well"
    codes = [section["code"] for section in after["sections"]]
    assert codes == ["areas_needing_most_improvement", "private", "public", "leaders"]


@pytest.mark.rule("REP-03", part="only the lead edits and submits")
@pytest.mark.parametrize("who", ["deputy", "team_inspector", "qa_manager", "director"])
def test_nobody_but_the_lead_edits_the_text(cast: Cast, as_: Callable[..., Client], who: str) -> None:
    report = stages.drafted(cast)
    address = at("section_edit", report.inspection, code="private")
    assert as_(getattr(cast, who)).post(address, form(text="Mine", version=0)).status_code == 403
    assert not SectionText.objects.filter(text="Mine").exists()
    with pytest.raises(NotAllowed):
        actions.save_texts(report, {"private": "Mine"}, version=None, by=getattr(cast, who))


def test_a_section_without_the_version_it_was_opened_on_is_refused_and_kept(
    cast: Cast, as_: Callable[..., Client]
) -> None:
    report = stages.drafted(cast)
    before = queries.standing_texts(report)["private"].text
    data = form(text="Typed here", version="")
    response = as_(cast.lead).post(at("section_edit", report.inspection, code="private"), data)
    page = response.content.decode()
    assert response.status_code == 400
    assert "opened without its version number" in page
    assert "Typed here" in page
    assert queries.standing_texts(report)["private"].text == before


def test_a_stale_section_shows_both_texts_and_loses_neither(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.drafted(cast)
    opened = queries.standing_texts(report)["private"].pk
    actions.save_texts(report, {"private": "Saved by another window"}, version=opened, by=cast.lead)
    response = as_(cast.lead).post(
        at("section_edit", report.inspection, code="private"), form(text="Typed here", version=opened)
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Typed here" in page
    assert "Saved by another window" in page
    assert queries.standing_texts(report)["private"].text == "Saved by another window"
    with pytest.raises(Stale):
        actions.save_texts(report, {"private": "x"}, version=opened, by=cast.lead)


def test_the_same_form_sent_twice_is_saved_once(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.begun(cast)
    data = form(text="Once", version=0)
    client, address = as_(cast.lead), at("section_edit", report.inspection, code="private")
    first, second = client.post(address, data), client.post(address, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url  # type: ignore[attr-defined]
    assert SectionText.objects.count() == 1


@pytest.mark.parametrize("text", ["x" * 1_000_000, "nul\x00byte"])
def test_a_hostile_text_is_refused_beside_its_field_and_kept(cast: Cast, as_: Callable[..., Client], text: str) -> None:
    report = stages.begun(cast)
    response = as_(cast.lead).post(at("section_edit", report.inspection, code="private"), form(text=text, version=0))
    assert response.status_code == 400
    assert response.context["form"].errors["text"]
    assert response.context["form"]["text"].value() == text
    assert not SectionText.objects.exists()


def test_a_summary_of_another_inspection_cannot_be_cited(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.begun(cast)
    other = inspecting.plan(cast, title="Another", week=date(2024, 6, 3), lead=cast.other_lead)
    with clock.moved_to(stages.WRITTEN_AT):
        foreign = stages.agreed_summary(other, "private", cast.other_lead, cast.other_lead)
    address = at("section_edit", report.inspection, code="private")
    response = as_(cast.lead).post(address, form(text="x", version=0, cites=[str(foreign.pk)]))
    assert response.status_code == 400
    assert "cites" in response.context["form"].errors
    with pytest.raises(Invalid) as refusal:
        actions.save_texts(report, {"private": "x"}, version=None, cites=[foreign], by=cast.lead)
    assert refusal.value.field == "cites"
    assert not SectionText.objects.exists()


def test_a_section_keeps_what_it_rests_on(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.begun(cast)
    address = at("section_edit", report.inspection, code="private")
    client = as_(cast.lead)
    choices = client.get(address).context["form"].fields["cites"].choices
    assert len(choices) == 1, "only the summary of the section's own area"
    client.post(address, form(text="Rests on it", version=0, cites=[choices[0][0]]))
    assert queries.standing_texts(report)["private"].cites.count() == 1


def test_an_unknown_section_is_not_there(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.begun(cast)
    assert as_(cast.lead).get(at("section_edit", report.inspection, code="overall")).status_code == 404
    with pytest.raises(Invalid):
        actions.save_texts(report, {"overall": "x"}, version=None, by=cast.lead)


def test_after_the_final_the_pages_of_writing_say_no(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.final_sent(cast)
    for address in (at("section_edit", report.inspection, code="private"), at("first_page_edit", report.inspection)):
        refused = as_(cast.lead).get(address)
        assert refused.status_code == 403
        assert "The final version has been sent" in refused.content.decode()


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("inspection", "report"),
        ("focused_visit", "letter"),
        ("monitoring_visit", "letter"),
        ("action_planning_visit", ""),
    ],
)
def test_the_document_follows_from_the_kind(kind: str, document: str) -> None:
    assert document_kind(kind, version("2024-04-05")) == document


def test_more_lines_than_a_worker_can_lay_out_are_refused_and_kept(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.begun(cast)
    most, more = "a\n" * LINE_LIMIT, "a\n" * LINE_LIMIT + "b"
    box = next(part.code for part in parts_of(report) if part.question)
    pages = {
        "text": at("section_edit", report.inspection, code="private"),
        box: at("first_page_edit", report.inspection),
    }
    for field, address in pages.items():
        refused = as_(cast.lead).post(address, form(version=0, **{field: more}))
        assert refused.status_code == 400
        assert "1,000 lines or fewer" in str(refused.context["form"].errors[field])
        assert refused.context["form"][field].value() == more
        assert as_(cast.lead).post(address, form(version=0, **{field: most})).status_code == 302
