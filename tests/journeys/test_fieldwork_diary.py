"""Plan the next inspection in the browser: from the decision to a diary of two weeks, five pairs and seven sites."""

from datetime import time

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from accounts import clock
from fieldwork import actions
from fieldwork.models import ArrivalMeeting, DiaryEntry, Proposal
from inspections.models import Inspection
from tests.cast import PASSWORD, Cast, with_password
from tests.fieldwork import stages
from tests.inspections.stages import ON_SITE_AT, RECORDED_AT
from tests.journeys.acting import Stage, stand
from tests.journeys.deciding import decided_and_planned
from tests.journeys.test_by_keyboard import Keyboard

pytestmark = pytest.mark.django_db(transaction=True)
HOURS = ("09:30", "11:00", "13:30")
PASTED = "\n".join(
    f"{day} Feb {hour}, FCA {letter}{day}{number}, {letter}{1 if day < 9 or letter in 'CDE' else 2}"
    for day in (6, 7, 8, 13, 14, 15)
    for letter in "ABCDE"
    for number, hour in enumerate(HOURS)
)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = stages.five_pairs(cast)
    stand(RECORDED_AT)
    return found


def the_entry(practitioner: str) -> DiaryEntry:
    return DiaryEntry.objects.get(with_whom=practitioner)


def block(page: Page, entry: DiaryEntry, member: int) -> Locator:
    return cell(page, entry.day.isoformat(), member).locator(f"[data-moving^='{entry.pk} ']")


def cell(page: Page, day: str, member: int) -> Locator:
    return page.locator(f"[data-day='{day}'][data-member='{member}']")


@pytest.mark.rule("TIME-08", part="a whole diary in the browser")
def test_plan_the_next_inspection(stage: Stage, cast: Cast) -> None:
    inspection = decided_and_planned(stage, cast)
    lead = stage.as_(cast.lead)
    lead.follow(inspection.title)
    lead.go("Diary")
    lead.sees("Nothing is planned in this week yet.")
    lead.follow("Put in beforehand")
    lead.sees("Full team meeting", "Travel to the area")
    lead.press("Put these in")
    lead.is_told("The plan is in the diary")
    lead.follow("Match interviews")
    lead.fill(lines=PASTED + "\n9 Feb 10:00, Calla Invented, Z9")
    lead.press("Show the matches")
    lead.sees("No site of this inspection has this code.")
    lead.press("Put the ticked ones into the diary")
    lead.is_told("interviews put into the diary")
    assert DiaryEntry.objects.filter(kind="interview").count() == PASTED.count("\n") + 1
    drags_an_entry(stage, cast, inspection)
    proposes_and_accepts(stage, cast, inspection)
    arrives(stage, inspection)


def drags_an_entry(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    """To another day; then onto an hour that is taken, which asks for a reason."""
    stage.watch.expect("400 (Bad Request)")
    lead, entry = stage.as_(cast.lead), the_entry("FCA A60")
    page, member = lead.page, entry.seats.all()[0].member_id
    lead.open(reverse("diary", args=[inspection.ref]) + "?week=2024-02-05")
    stage.examine(page)
    block(page, entry, member).drag_to(cell(page, "2024-02-07", member), target_position={"x": 40, "y": 2})
    expect(page.get_by_role("heading", name="Move an entry")).to_be_visible()
    lead.sees("overlaps")
    page.get_by_label("Follows a line of enquiry").check()
    lead.press("Move it")
    lead.is_told("The entry is moved")
    entry.refresh_from_db()
    assert (entry.day.isoformat(), entry.starts, entry.version) == ("2024-02-07", time(9, 30), 2)
    expect(block(page, entry, member).get_by_text("A reason is given")).to_have_count(1)
    free = the_entry("FCA B61")
    # On a day to scale the place of the drop is the time.
    lead.open(reverse("diary_day", args=[inspection.ref, "2024-02-06"]))
    stage.examine(page)
    member = free.seats.all()[0].member_id
    lane = cell(page, "2024-02-06", member)
    box = lane.bounding_box()
    assert box
    at_three = {"x": box["width"] - 20, "y": box["height"] * 8 / 13 + 3}
    block_of = lane.locator(f"[data-moving^='{free.pk} ']")
    block_of.drag_to(lane, source_position={"x": 20, "y": 3}, target_position=at_three)
    lead.is_told("The entry is moved")
    free.refresh_from_db()
    assert (free.starts, free.ends) == (time(15), time(16))


def proposes_and_accepts(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    link = stage.as_(cast.link_person)
    link.follow(inspection.title)
    link.follow("Fieldwork diary")
    link.follow("Propose a time")
    link.fill(need="Group of newly qualified advisers", with_whom="Five advisers", starts="11:00", ends="11:45")
    link.date("Day", stages.FRI)
    link.press("Propose it")
    link.is_told("Your proposal is with the lead inspector")
    lead = stage.as_(cast.lead)
    lead.open(reverse("diary", args=[inspection.ref]))
    lead.page.get_by_role("link", name="accept").click()
    stage.examine(lead.page)
    lead.page.get_by_label("Deputy2 Example").check()
    lead.press("Put it into the diary")
    lead.is_told("The proposal is in the diary")
    assert Proposal.objects.get().entry is not None


def arrives(stage: Stage, inspection: Inspection) -> None:
    stand(clock.at(stages.MON, 13, 40))
    entry = DiaryEntry.objects.get(kind="arrival", site__code="A1")
    deputy = stage.as_(entry.seats.get(member__role="deputy").member.person)
    deputy.open(reverse("entry_detail", args=[inspection.ref, entry.pk]))
    stage.examine(deputy.page)
    deputy.follow("Record the meeting on arrival")
    deputy.fill(met="Assistant director", met_at="13:30")
    deputy.tick("The team's plans for this place were explained")
    deputy.press("Save")
    deputy.is_told("The meeting on arrival is recorded")
    assert ArrivalMeeting.objects.count() == 1


def test_without_a_mouse(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    """An entry is added and moved with the keyboard alone: the form does what dragging does."""
    stand(ON_SITE_AT)
    stage.watch.expect("400 (Bad Request)")
    actor = stage.nobody()
    actor.open(reverse("diary", args=[inspection.ref]))
    keys = Keyboard(actor.page)
    keys.write("Email address", with_password(cast.lead).email)
    keys.write("Password", PASSWORD)
    actor.page.keyboard.press("Enter")
    keys.link("Add an entry")
    keys.pick("Kind", "Obs")
    keys.write("Title", "Observation of a first visit")
    for label, text in (("Day", "6"), ("Month", "2"), ("Year", "2024")):
        keys.write(label, text)
    keys.write("Starts", "17:00")
    keys.write("Ends", "18:30")
    keys.tick("Deputy1 Example")
    keys.button("Save the entry")
    actor.sees("On site after 18:00")
    keys.reach(actor.page.get_by_label("The only time that they can"))
    actor.page.keyboard.press("Space")
    keys.button("Save the entry")
    actor.is_told("The entry is in the diary")
    entry = DiaryEntry.objects.get()
    actor.open(reverse("entry_detail", args=[inspection.ref, entry.pk]))
    keys.link("Move")
    keys.reach(actor.page.get_by_label("Starts", exact=True))
    actor.page.keyboard.press("Control+A")
    actor.page.keyboard.type("14:00")
    keys.button("Move it")
    actor.is_told("The entry is moved")
    entry.refresh_from_db()
    assert (entry.starts, entry.ends) == (time(14), time(15, 30))


def test_on_a_phone_one_day_at_a_time(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    with clock.moved_to(RECORDED_AT):
        actions.put_in_beforehand(inspection, by=cast.lead)
    stand(ON_SITE_AT)
    phone = stage.sign_in(cast.lead)
    # What keeps the pictures leaves the window as wide as a desktop's.
    phone.page.set_viewport_size({"width": 390, "height": 844})
    phone.open(reverse("diary", args=[inspection.ref]))
    page = phone.page
    days = page.get_by_role("navigation", name="Days of this week")
    expect(days.get_by_role("link")).to_have_count(5)
    expect(page.locator("td[data-day='2024-02-05']").first).to_be_visible()
    expect(page.locator("td[data-day='2024-02-06']").first).to_be_hidden()
    days.get_by_role("link").nth(1).click()
    expect(page.locator("td[data-day='2024-02-06']").first).to_be_visible()
    expect(page.locator("td[data-day='2024-02-05']").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    stage.examine(page)
