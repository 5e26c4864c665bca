"""With JavaScript switched off: sign in, plan, write a note, give a grade, sign out."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evidence.models import Document, Judgement
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages as evidence
from tests.inspections import stages
from tests.journeys.acting import Actor, Stage, stand

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def come_in(stage: Stage) -> Callable[..., Actor]:
    """Signs somebody in whose browser runs no scripts; axe is one, so it examines nothing here."""
    stage.checks = stage.checks[1:]
    stage.watch.expect("400 (Bad Request)")
    return lambda person: stage.sign_in(person, java_script_enabled=False)


def test_plan_create(come_in: Callable[..., Actor], cast: Cast) -> None:
    stand(stages.PLANNED_AT)
    cast.lead  # noqa: B018  (there has to be somebody to lead)
    scheduler = come_in(cast.scheduler)
    scheduler.follow("Plan an inspection")
    scheduler.tick("Full inspection")
    scheduler.fill(title="Planned without scripts")
    scheduler.date("Monday of the first on-site week", stages.W1)
    scheduler.choose("Lead inspector (optional)", cast.lead.name)
    scheduler.press("Show the timetable")
    scheduler.sees("Nothing is saved yet")
    expect(scheduler.page.get_by_role("row", name="Mon 22 Jan 2024 Call to the chief executive")).to_be_visible()
    scheduler.press("Save this plan")
    assert Inspection.objects.get().title == "Planned without scripts"
    scheduler.press("Sign out")
    scheduler.open("/inspections/")
    expect(scheduler.page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_note_create(come_in: Callable[..., Actor], cast: Cast) -> None:
    inspection = stages.announced(cast)
    stand(stages.ON_SITE_AT)
    inspector = come_in(cast.team_inspector)
    inspector.follow(inspection.title)
    inspector.go("Evidence notes")
    inspector.follow("New note")
    inspector.press("Save")
    inspector.sees("There is a problem")
    inspector.date("Date", date(2024, 2, 5))
    inspector.fill(text="Written without scripts.")
    inspector.press("Save")
    inspector.is_told("The note is saved")
    assert Document.objects.filter(kind="note", owner=cast.team_inspector).count() == 1


def test_judgement(come_in: Callable[..., Actor], cast: Cast, shot: Callable[[Page, str], None]) -> None:
    inspection = evidence.with_agreed_summaries(cast)
    stand(evidence.JUDGED_AT)
    lead = come_in(cast.lead)
    lead.open(reverse("judgement_edit", args=[inspection.ref, "private"]))
    lead.press("Save")
    lead.sees("Select a grade")
    lead.tick("Good")
    lead.fill(text="Seen in every case.")
    lead.tick_all("Shared summaries that it rests on")
    lead.press("Save")
    lead.is_told("The grade is saved")
    assert Judgement.objects.get().private == "good"
