"""The look in a real browser: no violation, nothing the browser complains of, no page wider than a phone."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.urls("tests.govuk.gallery"), pytest.mark.django_db(transaction=True)]

Open = Callable[[str], Page]
Check = Callable[[Page], None]
Shot = Callable[[Page, str], None]
PAGES = {
    "components": "/components/",
    "form": "/form/",
    "form-stale": "/form/?stale",
    "error-403": "/error/403/",
    "error-404": "/error/404/",
    "error-409": "/error/409/",
    "error-413": "/error/413/",
    "error-500": "/error/500/",
}


@pytest.fixture(autouse=True)
def _pages_of_the_gallery_alone(settings: Any) -> None:
    """The gallery's addresses are not the product's, so the header's links come from the gallery too."""
    templates = deepcopy(settings.TEMPLATES)
    names = templates[0]["OPTIONS"]["context_processors"]
    templates[0]["OPTIONS"]["context_processors"] = [name for name in names if not name.endswith(".site")]
    settings.TEMPLATES = templates


@pytest.mark.parametrize("name", PAGES)
def test_page_reads_well(name: str, at: Open, axe: Check, shot: Shot) -> None:
    page = at(PAGES[name])
    axe(page)
    shot(page, f"gallery-{name}")
    page.set_viewport_size({"width": 360, "height": 740})
    axe(page)


def test_refused_form_leads_from_each_error_to_its_field(at: Open, axe: Check, shot: Shot) -> None:
    page = at("/form/")
    page.get_by_label("Title").fill("A title that is far too long for its field")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").fill("2024")
    page.get_by_role("button", name="Save the note").click()
    expect(page).to_have_title("Error: Write a note – Cafcass inspections")
    expect(page.get_by_label("Title")).to_have_value("A title that is far too long for its field")
    expect(page.get_by_label("Day")).to_have_value("31")
    axe(page)
    shot(page, "gallery-form-refused")
    assert focused_by_each_link(page) == ["title", "source", "area", "topics", "held_on_day", "text", "sure"]


def focused_by_each_link(page: Page) -> list[str]:
    """The names of the fields that take the focus when the links of the error summary are followed in turn."""
    names = []
    for link in page.locator(".govuk-error-summary a").all():
        link.click()
        names.append(page.evaluate("document.activeElement.name"))
    return names


def test_menu_opens_on_a_phone(at: Open) -> None:
    page = at("/form/")
    page.set_viewport_size({"width": 360, "height": 740})
    navigation = page.get_by_role("navigation", name="Menu")
    expect(navigation.get_by_role("link", name="Inspections")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(navigation.get_by_role("link", name="Inspections")).to_be_visible()


@pytest.fixture
def bare(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    yield context.new_page()
    context.close()


def test_everything_works_without_scripts(bare: Page, live_server: Any) -> None:
    page = bare
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/form/")
    expect(page.get_by_role("link", name="Inspections").first).to_be_visible()
    expect(page.get_by_text("You can enter up to 200 characters")).to_be_visible()
    page.get_by_label("Title").fill("Typed without scripts, and too long")
    page.get_by_role("button", name="Save the note").click()
    expect(page).to_have_title("Error: Write a note – Cafcass inspections")
    expect(page.get_by_label("Title")).to_have_value("Typed without scripts, and too long")


def test_pages_are_served_under_a_strict_policy(page: Page, live_server: Any) -> None:
    response = page.goto(f"{live_server.url}/form/")
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "style-src 'self'" in policy
    expect(page.locator("body")).to_have_class("govuk-template__body js-enabled govuk-frontend-supported")
