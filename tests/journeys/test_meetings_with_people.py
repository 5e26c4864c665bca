"""A conversation planned, prepared by four taps on a phone, held with a gap, settled and cited; my week; the feed."""

import re
from datetime import date

import pytest
from playwright.sync_api import ViewportSize, expect

from accounts import clock
from tests.cast import Cast
from tests.fieldwork.people import entry, site
from tests.inspections.stages import announced
from tests.journeys.acting import Actor, Stage, stand

pytestmark = pytest.mark.django_db(transaction=True)
WEDNESDAY = date(2024, 2, 7)
PHONE: ViewportSize = {"width": 390, "height": 844}


def tap(actor: Actor, question: str, answer: str) -> None:
    group = actor.page.get_by_role("group", name=question)
    target = group.get_by_text(answer, exact=True)
    box = target.bounding_box()
    assert box
    assert box["height"] >= 48, f"{answer} is {box['height']} pixels high"
    target.click()


def test_from_a_plan_to_a_citation(cast: Cast, stage: Stage, watch) -> None:  # type: ignore[no-untyped-def]
    watch.expect("400 (Bad Request)")
    inspection = announced(cast)
    entry(inspection, cast.deputy, site=site(inspection), title="Team meeting")
    stand(clock.at(WEDNESDAY, 9))
    lead = stage.as_(cast.lead)
    lead.open(f"/inspections/{inspection.ref}/meetings/guidance/")
    lead.page.get_by_label("Version for parents, carers and relatives").check()
    lead.press("Record it")

    deputy = stage.as_(cast.deputy)
    deputy.open(f"/inspections/{inspection.ref}/")
    deputy.go("Meetings with people")
    deputy.follow("Plan a meeting")
    deputy.page.get_by_label("Parent", exact=True).check()
    deputy.fill(purpose="How they were kept informed", case_ref="PRV-01", starts="10:00", ends="10:40")
    deputy.date("Day", WEDNESDAY)
    deputy.press("Save the meeting")
    meeting = deputy.address
    deputy.page.set_viewport_size(PHONE)
    deputy.follow("Before we talk: the card")
    deputy.page.set_viewport_size(PHONE)
    tap(deputy, "Did they agree to it?", "They agreed")
    tap(deputy, "Do they understand what taking part means?", "Confirmed before")
    tap(deputy, "Is help with communicating needed?", "No help is needed")
    tap(deputy, "Are court proceedings live?", "Proceedings are live")
    deputy.press("Save the card")
    deputy.is_told("The card is saved.")
    deputy.sees("how an effect on the live proceedings is avoided", "the talk with the adviser about risks")
    deputy.follow("Confirm")
    deputy.press("Confirm")

    stand(clock.at(WEDNESDAY, 11))
    deputy.open(meeting)
    deputy.follow("It was held")
    deputy.fill(what_happened="They were called back each time.")
    deputy.press("Record that it was held")
    deputy.sees("Select why something is still open.")
    deputy.page.get_by_label("The adviser could not be reached").check()
    deputy.press("Record that it was held")
    deputy.sees("Still open. Settle it before this is cited")
    deputy.follow("Write a note of it")
    deputy.fill(text="They were called back each time.")
    deputy.page.locator("[name=place]").select_option("private")
    deputy.press("Save")
    deputy.sees("To finish before this can be cited")

    deputy.open(f"/inspections/{inspection.ref}/individual-summaries/new/")
    deputy.page.get_by_text("Not on offer yet").first.click()
    deputy.sees("the talk with the adviser about risks")
    deputy.open(meeting)
    deputy.follow("Risks talked over")
    deputy.fill(risks="None that the adviser knows of.")
    deputy.page.get_by_label("Go ahead", exact=True).check()
    deputy.press("Save the talk")
    deputy.follow("Before we talk: the card")
    deputy.fill(proceedings_care="The hearing was not talked about.")
    deputy.press("Save the card")
    expect(deputy.page.get_by_text("Still open")).to_have_count(0)
    deputy.open(f"/inspections/{inspection.ref}/individual-summaries/new/")
    deputy.fill(statement="Parents are kept informed.", evidence="One parent.", difference="They know what comes.")
    deputy.page.locator("[name=place]").select_option("private")
    deputy.tick_all("Your notes that it rests on")
    deputy.press("Save")
    deputy.is_told("The individual summary is saved.")

    deputy.open("/my-week/")
    stage.examine(deputy.page)
    deputy.sees("Parent · PRV-01", "Team meeting", "A1 Northern office (invented)")
    deputy.follow("Calendar feed")
    deputy.press("Make the feed")
    address = deputy.page.locator("#feed-address").inner_text()
    path = re.sub(r"^https?://[^/]+", "", address)
    read = stage.nobody().page.request.get(f"{stage.address}{path}")
    assert read.status == 200
    assert "SUMMARY:Fieldwork" in read.text()
    assert "PRV-01" not in read.text()
    deputy.press("Stop the feed")
    assert stage.nobody().page.request.get(f"{stage.address}{path}").status == 404
    lead.open(f"/inspections/{inspection.ref}/meetings/partners/")
    stage.examine(lead.page)
    lead.sees("Not yet contacted: Local authority")
    administrator = stage.as_(cast.administrator)
    administrator.follow("Mail")
    administrator.sees("Mail that did not arrive")
