"""Defer it, from Cafcass's question to the new notification date; and the lead who is ill on Wednesday."""

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts import clock
from tests.cast import Cast
from tests.inspections import stages
from tests.journeys.acting import Stage, stand

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.mark.rule("DEFER-04", part="in the browser: asked, granted with the effect shown, new week, new notice")
def test_defer_it(stage: Stage, cast: Cast) -> None:
    inspection = stages.announced(cast)
    stand(stages.ASKED_AT)
    asker = stage.as_(cast.chief_executive)
    asker.follow(inspection.title)
    asker.follow("Ask for a deferral")
    asker.fill(reason="A flood at headquarters.")
    asker.press("Ask for a deferral")
    asker.is_told("Every date stands until it is decided")
    asker.sees("Deferral requested")
    stand(stages.GRANTED_AT)
    decider = stage.as_(cast.decision_maker)
    decider.open(f"/inspections/{inspection.ref}/timetable/")
    decider.sees("Deferral requested")
    decider.follow("See the request")
    decider.follow("Decide on the deferral")
    decider.tick("Granted")
    decider.fill(reasons="The flood is serious.", policy="Deferral policy, 2023")
    decider.press("Go on")
    decider.sees("Nothing is saved yet", "None, it no longer holds")
    decider.press("Record this decision")
    decider.is_told("The decision is recorded")
    lead = stage.as_(cast.lead)
    lead.open(f"/inspections/{inspection.ref}/timetable/")
    lead.sees("No date stands")
    lead.follow("Plan another week")
    lead.date("Monday of the first on-site week", date(2024, 3, 4))
    lead.fill(reason="After the flood.")
    lead.press("Show the new dates")
    lead.sees("Mon 19 Feb 2024")
    lead.press("Plan this week")
    lead.is_told("Cafcass is called again")
    expect(lead.page.locator("s", has_text="Mon 22 Jan 2024").first).to_be_visible()
    expect(lead.page.get_by_role("cell", name="Mon 19 Feb 2024").first).to_be_visible()
    assert stages.fresh(inspection).state == "planned"


def test_the_lead_is_ill_on_wednesday(stage: Stage, cast: Cast) -> None:
    """One act, by keyboard alone at the end: somebody has the lead's rights, everybody sees it, and it ends."""
    inspection = stages.announced(cast)
    stand(clock.at(date(2024, 2, 7), 7, 30))
    scheduler = stage.as_(cast.scheduler)
    scheduler.follow(inspection.title)
    scheduler.go("Team")
    scheduler.follow("Somebody acts for a day")
    scheduler.choose("Who acts for them", f"{cast.deputy.name}, deputy lead inspector")
    scheduler.page.locator("[name=reason]").fill("Ill since this morning.")
    scheduler.page.keyboard.press("Tab")
    scheduler.page.keyboard.press("Enter")
    scheduler.is_told("it ends by itself")
    stage.examine(scheduler.page)
    deputy = stage.as_(cast.deputy)
    deputy.open(f"/inspections/{inspection.ref}/team/")
    deputy.sees(f"{cast.deputy.name} acts as lead today.")
    deputy.follow("Add somebody")
    stand(clock.at(date(2024, 2, 8), 8))
    deputy.open(f"/inspections/{inspection.ref}/team/")
    expect(deputy.page.get_by_text("acts as lead today")).to_have_count(0)
    stage.watch.expect("403")
    assert deputy.status_of(f"/inspections/{inspection.ref}/team/new/") == 403
