"""The main acts with the keyboard alone: Tab, Enter, Space and arrows, the focus always to be seen."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from evidence.models import Document, Judgement
from inspections.models import Inspection
from tests.cast import PASSWORD, Cast, with_password
from tests.evidence import stages as evidence
from tests.inspections.stages import ON_SITE_AT, announced
from tests.journeys.acting import Stage, stand

pytestmark = pytest.mark.django_db(transaction=True)

# More than any page of these journeys has to pass; a page that needs more is hard to use by keyboard.
MOST_TABS = 60
IS_FOCUSED = "element => element === document.activeElement"
FOCUS_SHOWS = """element => {
  const shows = style => style.boxShadow !== "none" || (style.outlineStyle !== "none" && style.outlineWidth !== "0px");
  const label = element.labels && element.labels[0];
  return shows(getComputedStyle(element)) || (label && shows(getComputedStyle(label, "::before")));
}"""


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        """Tabs on until the target has the focus, which must be visible there."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if target.evaluate(IS_FOCUSED):
                assert target.evaluate(FOCUS_SHOWS), f"Nothing shows that {target} has the focus."
                return
        raise AssertionError(f"{target} cannot be reached with {MOST_TABS} tabs.")

    def link(self, name: str) -> None:
        links = self.page.get_by_role("link", name=name, exact=True)
        self.reach(links.or_(self.page.get_by_role("button", name=name, exact=True)).first)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def button(self, name: str) -> None:
        self.reach(self.page.get_by_role("button", name=name, exact=True))
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def write(self, label: str, text: str) -> None:
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def pick(self, label: str, first_letters: str) -> None:
        """In a list, by typing the beginning of the entry."""
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(first_letters)

    def tick(self, label: str) -> None:
        self.reach(self.page.get_by_label(label).first)
        self.page.keyboard.press("Space")


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    stand(ON_SITE_AT)
    return found


def test_signs_in_and_writes_a_note(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    """The skip link leads past the menu, and the error summary to the field that is wrong."""
    stage.watch.expect("400 (Bad Request)")
    actor = stage.nobody()
    actor.open("/sign-in/")
    keys = Keyboard(actor.page)
    keys.write("Email address", with_password(cast.team_inspector).email)
    keys.write("Password", PASSWORD)
    actor.page.keyboard.press("Enter")
    skips_to_the_content(keys)
    keys.link(inspection.title)
    keys.link("Evidence")
    keys.link("Evidence notes")
    keys.link("New note")
    keys.button("Save")
    expect(actor.page.locator(".govuk-error-summary")).to_be_focused()
    keys.link("Enter what you saw, heard or read")
    field = actor.page.get_by_label("What you saw, heard or read", exact=True)
    expect(field).to_be_focused()
    actor.page.keyboard.type("Typed without a mouse.")
    keys.reach(actor.page.get_by_label("Not yet clear"))
    actor.page.keyboard.press("ArrowDown")
    keys.button("Save")
    actor.is_told("The note is saved")
    actor.sees("Typed without a mouse.", "Strength")


def skips_to_the_content(keys: Keyboard) -> None:
    expect(keys.page.get_by_role("heading", name="Inspections that concern you")).to_be_visible()
    skip = keys.page.get_by_role("link", name="Skip to main content")
    keys.reach(skip)
    keys.page.keyboard.press("Enter")
    expect(keys.page.locator("#main-content")).to_be_focused()
    keys.page.keyboard.press("Tab")
    assert keys.page.evaluate("document.getElementById('main-content').contains(document.activeElement)")


def test_lead_sums_up_agrees_and_judges(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    evidence.individual(inspection, cast.team_inspector, [evidence.note(inspection, cast.team_inspector)])
    evidence.evaluated(inspection, cast.team_inspector)
    lead = stage.as_(cast.lead)
    keys = Keyboard(lead.page)
    keys.link(inspection.title)
    keys.link("Evidence")
    keys.link("Shared summaries")
    keys.link("New shared summary")
    keys.pick("Area and heading", "Quality and effectiveness of private")
    keys.write("Evaluative statement", "Letters are prompt.")
    keys.tick(cast.team_inspector.name)
    keys.button("Save")
    keys.link("Agree this summary")
    keys.tick("Nobody else could know it")
    keys.button("Agree")
    lead.is_told("The shared summary is agreed")
    assert Document.objects.filter(kind="shared_summary", revisions__agreement__by=cast.lead).count() == 1
    lead.open(reverse("judgement_edit", args=[inspection.ref, "private"]))
    keys.reach(lead.page.get_by_label("Outstanding"))
    lead.page.keyboard.press("ArrowDown")
    expect(lead.page.get_by_label("Good", exact=True)).to_be_checked()
    keys.write("Why the team gives this grade", "Seen in every case.")
    keys.tick("Letters are prompt.")
    keys.button("Save")
    lead.is_told("The grade is saved")
    assert Judgement.objects.get().private == "good"


def test_menu_on_a_phone_opens_by_keyboard(
    stage: Stage, cast: Cast, inspection: Inspection, axe: Callable[[Page], None]
) -> None:
    lead = stage.as_(cast.lead)
    lead.page.set_viewport_size({"width": 360, "height": 740})
    lead.open("/")
    keys = Keyboard(lead.page)
    menu = lead.page.get_by_role("navigation", name="Menu", exact=True)
    expect(menu.get_by_role("link", name="Inspections", exact=True)).to_be_hidden()
    keys.button("Menu")
    axe(lead.page)
    keys.link("Inspections")
    expect(lead.page.get_by_role("heading", name="Inspections", level=1)).to_be_visible()


def test_pages_of_an_inspection_on_a_phone_begin_where_the_reader_is(
    stage: Stage, cast: Cast, inspection: Inspection
) -> None:
    lead = stage.as_(cast.lead)
    lead.page.set_viewport_size({"width": 360, "height": 740})
    lead.open(reverse("inspection_history", args=[inspection.ref]))
    here = lead.page.get_by_role("navigation", name="This inspection").get_by_role("link", name="History")
    expect(here).to_be_in_viewport(ratio=1)
    lead.open(reverse("inspection_detail", args=[inspection.ref]))
    Keyboard(lead.page).link("Notice and Cafcass")
    expect(lead.page.get_by_role("heading", name="Announcement", exact=True)).to_be_visible()
