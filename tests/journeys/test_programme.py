"""The next visit, from a programme concern to a plan: the decision-maker decides, the scheduler plans from it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts import clock
from inspections.models import Inspection, ProgrammeConcern, ProgrammeDecision
from tests.cast import Cast
from tests.inspections.programming import concern, last_inspection
from tests.journeys.acting import Stage, stand
from tests.journeys.test_by_keyboard import Keyboard

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = clock.at(date(2025, 3, 3), 10)
WEEK = date(2025, 5, 12)
TITLE = "Focused visit on late reports"


@pytest.fixture(autouse=True)
def history(db: None) -> None:
    last_inspection()
    stand(TODAY)


def test_from_concern_to_plan(stage: Stage, cast: Cast) -> None:
    cast.lead  # noqa: B018  (there has to be somebody to lead)
    stage.watch.expect("400 (Bad Request)")
    logs(stage, cast)
    decides(stage, cast)
    plans(stage, cast)
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Background")
    lead.sees("Inspection of Cafcass, 2024")
    lead.follow(TITLE, lead.page.locator("main"))
    lead.sees("Only one area is known to be late.")


def logs(stage: Stage, cast: Cast) -> None:
    scheduler = stage.as_(cast.scheduler)
    scheduler.follow("Programme")
    scheduler.sees("Programme for 2025", "Closes on Tuesday 16 February 2027")
    scheduler.follow("Log a programme concern")
    scheduler.fill(source="Letter from a judge", summary="Reports come late.", risk="Children wait.")
    scheduler.date("Date on which it arose", date(2025, 2, 28))
    scheduler.press("Log it")
    scheduler.is_told("It stays open until it is decided on")


def decides(stage: Stage, cast: Cast) -> None:
    found = ProgrammeConcern.objects.get()
    decider = stage.as_(cast.decision_maker)
    decider.follow("Programme")
    decider.follow(f"{found.ref}: {found.source}")
    decider.follow("Decide")
    decider.sees("Private law: Outstanding")
    decider.tick("Focused visit")
    decider.fill(title=TITLE, grounds="Only one area is known to be late.", case_for_inspection="It may be wider.")
    decider.press("Record the decision")
    decider.sees("Enter the case for a focused visit")
    decider.fill(weighed="All was well in 2024.", case_for_visit="The question is narrow.")
    decider.press("Record the decision")
    decider.is_told("the programme concern is closed")
    decider.sees("Letter from a judge", "Nothing yet.")


def plans(stage: Stage, cast: Cast) -> None:
    scheduler = stage.as_(cast.scheduler)
    scheduler.follow("Programme")
    scheduler.follow("Programme decisions")
    scheduler.follow(TITLE)
    scheduler.follow("Plan it")
    scheduler.sees("This plan follows from the decision")
    scheduler.date("Monday of the first on-site week", WEEK)
    scheduler.choose("Lead inspector (optional)", cast.lead.name)
    scheduler.press("Show the timetable")
    scheduler.press("Save this plan")
    scheduler.is_told("The plan is saved")
    scheduler.sees("before the next inspection, whose window closes")
    assert Inspection.objects.get().planned_from.decision == ProgrammeDecision.objects.get()


def test_august_on_the_planning_form(stage: Stage, cast: Cast) -> None:
    """The three questions about Cafcass's agreement come when the week asks for them."""
    stage.watch.expect("400 (Bad Request)")
    cast.lead  # noqa: B018
    found = concern(cast, at=TODAY)
    decider = stage.as_(cast.decision_maker)
    decider.follow("Programme")
    decider.follow("Allow a week in August or at Christmas")
    decider.tick("Focused visit")
    decider.date("Monday of the first on-site week", date(2025, 8, 25))
    decider.choose("Programme concern (optional)", f"{found.ref}: {found.source}")
    decider.fill(reason="Children are at risk.")
    decider.press("Allow this week")
    decider.is_told("That week is allowed")
    scheduler = stage.as_(cast.scheduler)
    scheduler.follow("Plan an inspection")
    scheduler.tick("Focused visit")
    scheduler.fill(title="In August")
    scheduler.date("Monday of the first on-site week", date(2025, 8, 18))
    scheduler.press("Show the timetable")
    scheduler.page.get_by_label("Who at Cafcass agreed to August").fill("Chief executive")
    scheduler.press("Save this plan")
    scheduler.sees("Enter the day on which Cafcass agreed.")
    scheduler.date("Monday of the first on-site week", date(2025, 8, 25))
    scheduler.press("Show the timetable again")
    scheduler.sees("Children are at risk.")
    scheduler.press("Save this plan")
    scheduler.is_told("The plan is saved")


def test_a_decision_by_keyboard(stage: Stage, cast: Cast, axe: Callable[[Page], None]) -> None:
    """Also the picture can be scrolled by keyboard on a phone."""
    decider = stage.as_(cast.decision_maker)
    keys = Keyboard(decider.page)
    keys.link("Programme")
    keys.reach(decider.page.get_by_role("region", name="Programme from 2023 to 2027"))
    decider.open(reverse("programme_page"))
    keys.link("Record a decision")
    keys.write("What is decided, in a few words", "Wait for the summer")
    keys.reach(decider.page.get_by_label("Inspection", exact=True))
    for _ in range(4):
        decider.page.keyboard.press("ArrowDown")
    expect(decider.page.get_by_label("Wait", exact=True)).to_be_checked()
    keys.write("Grounds and reasons", "Nothing is known.")
    keys.write("How earlier activities and their outcomes were weighed", "All was well.")
    keys.tick("Last outcome")
    keys.button("Record the decision")
    decider.is_told("The decision is recorded")
    axe(decider.page)
    assert ProgrammeDecision.objects.get().outcome == "wait"
