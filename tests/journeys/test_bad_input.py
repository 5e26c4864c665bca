"""What people do by mistake in a browser, and that it does no harm and says what is wrong."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evidence.models import Document, Revision
from evidence.rules import TEXT_LIMIT
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages as evidence
from tests.inspections import stages
from tests.journeys.acting import Actor, Stage, stand
from tests.reports import stages as reports

pytestmark = pytest.mark.django_db(transaction=True)

MEGABYTE = 1_000_000
SENT_AT_ONCE = """form => Promise.all([1, 2, 3].map(() =>
  fetch(form.action, {method: "POST", body: new FormData(form)}).then(answer => answer.url)))"""


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = stages.announced(cast)
    stand(stages.ON_SITE_AT)
    return found


def opens(actor: Actor, name: str, inspection: Inspection, *more: object) -> Page:
    actor.open(reverse(name, args=[inspection.ref, *more]))
    return actor.page


def notes() -> int:
    return Document.objects.filter(kind="note").count()


def test_a_double_click_saves_one_note(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    inspector = stage.as_(cast.team_inspector)
    page = opens(inspector, "note_create", inspection)
    inspector.fill(text="Clicked twice.")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    inspector.is_told("The note is saved")
    assert notes() == 1


def test_a_form_sent_three_times_at_once_saves_one_note(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    inspector = stage.as_(cast.team_inspector)
    page = opens(inspector, "note_create", inspection)
    inspector.fill(text="Sent three times at once.")
    answers = page.locator("main form").evaluate(SENT_AT_ONCE)
    note = Document.objects.get(kind="note")
    assert {address.removeprefix(stage.address) for address in answers} == {
        reverse("note_detail", args=[inspection.ref, note.pk])
    }


def test_back_and_forward_save_nothing_again(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    inspector = stage.as_(cast.team_inspector)
    page = opens(inspector, "note_create", inspection)
    inspector.fill(text="Saved once.")
    inspector.press("Save")
    page.go_back()
    expect(page.get_by_role("heading", name="New note")).to_be_visible()
    page.go_forward()
    inspector.sees("Saved once.")
    page.reload()
    inspector.sees("Saved once.")
    assert notes() == 1


def test_two_tabs_on_a_note_lose_neither_text(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    """Both versions are kept and shown, and one form makes them one."""
    note = evidence.note(inspection, cast.team_inspector, text="At first.").document
    inspector = stage.as_(cast.team_inspector)
    first = opens(inspector, "note_edit", inspection, note.pk)
    second = Actor(stage, first.context.new_page())
    opens(second, "note_edit", inspection, note.pk)
    inspector.fill(text="From the first tab.")
    inspector.press("Save")
    second.fill(text="From the second tab.")
    second.press("Save")
    second.sees("There are two versions", "From the first tab.", "From the second tab.")
    second.follow("Merge the versions")
    second.sees("From the first tab.")
    second.fill(text="From both tabs.")
    second.press("Save as one version")
    second.sees("From both tabs.")
    expect(second.page.get_by_text("There are two versions")).to_have_count(0)


def test_two_tabs_on_a_section_show_both_texts(stage: Stage, cast: Cast) -> None:
    """The second sender keeps what they typed, sees what was saved meanwhile, and decides."""
    stage.watch.expect("409 (Conflict)")
    inspection = reports.begun(cast).inspection
    stand(reports.WRITTEN_AT)
    lead = stage.as_(cast.lead)
    first = opens(lead, "section_edit", inspection, "private")
    second = Actor(stage, first.context.new_page())
    opens(second, "section_edit", inspection, "private")
    lead.fill(text="From the first tab.")
    lead.press("Save")
    second.fill(text="From the second tab.")
    second.press("Save")
    second.sees("From the first tab.")
    expect(second.page.locator("textarea[name=text]")).to_have_value("From the second tab.")
    second.press("Save")
    opens(lead, "section_edit", inspection, "private")
    expect(lead.page.locator("textarea[name=text]")).to_have_value("From the second tab.")


def test_a_megabyte_is_refused_beside_its_field_and_kept(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    stage.watch.expect("400 (Bad Request)")
    stage.checks = []  # a picture of a megabyte takes longer than the journey
    inspector = stage.as_(cast.team_inspector)
    page = opens(inspector, "note_create", inspection)
    inspector.fill(text="x" * MEGABYTE, source="Case file")
    inspector.press("Save")
    field = page.locator("textarea[name=text]")
    group = page.locator(".govuk-form-group--error").filter(has=field)
    expect(group.locator(".govuk-error-message")).to_contain_text(f"must be {TEXT_LIMIT} characters or fewer")
    assert field.evaluate("field => field.value.length") == MEGABYTE
    expect(page.get_by_label("Source", exact=True)).to_have_value("Case file")
    assert notes() == 0


def test_31_february_is_no_date(stage: Stage, cast: Cast) -> None:
    stage.watch.expect("400 (Bad Request)")
    stand(stages.PLANNED_AT)
    scheduler = stage.as_(cast.scheduler)
    scheduler.open(reverse("inspection_create"))
    scheduler.tick("Full inspection")
    scheduler.fill(title="Kept")
    week = scheduler.page.get_by_role("group", name="Monday of the first on-site week")
    for label, typed in (("Day", "31"), ("Month", "2"), ("Year", "2024")):
        week.get_by_label(label).fill(typed)
    scheduler.press("Show the timetable")
    scheduler.sees("must be a real date")
    expect(week.get_by_label("Day")).to_have_value("31")
    expect(scheduler.page.get_by_label("Title")).to_have_value("Kept")
    assert not Inspection.objects.exists()


def test_the_id_of_another_inspection_opens_nothing(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    """In the address it is no page; in a form it is an error beside the field."""
    stage.watch.expect("404 (Not Found)")
    stage.watch.expect("400 (Bad Request)")
    other = stages.plan(cast, title="Another inspection", week=date(2024, 11, 4))
    stages.join(cast, other, cast.team_inspector, "team")
    own = evidence.note(inspection, cast.team_inspector)
    foreign = evidence.note(other, cast.team_inspector)
    inspector = stage.as_(cast.team_inspector)
    page = opens(inspector, "note_detail", inspection, foreign.document_id)
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    random = opens(inspector, "note_detail", inspection, uuid4()).locator("main").inner_text()
    assert opens(inspector, "note_detail", inspection, foreign.document_id).locator("main").inner_text() == random
    page = opens(inspector, "individual_summary_create", inspection)
    box = page.locator(f"input[name=cites][value='{own.pk}']")
    box.evaluate(f"box => {{ box.value = '{foreign.pk}'; box.checked = true }}")
    inspector.fill(statement="It rests on something of another inspection.")
    inspector.press("Save")
    inspector.sees("is not one of this inspection's")
    expect(page.locator("textarea[name=statement]")).to_have_value("It rests on something of another inspection.")
    assert not Revision.objects.filter(document__kind="individual_summary").exists()
