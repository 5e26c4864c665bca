"""Every page of the product in a real browser, once: axe, the width of a phone, and every control reached by Tab.

The journeys act on the pages that their people come to. This walk opens the rest too: each address with a page, in the
first state of an inspection and for the first person that may read it; and each page of a moment, brought about.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route

from accounts import clock
from tests.access.addresses import Address, addresses
from tests.access.test_every_address import granted
from tests.access.world import ROLES, World, world
from tests.cast import Cast
from tests.journeys.conftest import SIDEWAYS, WIDTHS
from tests.journeys.moments import MOMENTS

pytestmark = [pytest.mark.crawl, pytest.mark.django_db]

SITE = "http://localhost"
# Between them these hold every page: before the call, on site, interrupted, and the report's last step.
STATES = ("announced", "planned", "deferred", "fieldwork_ended", "draft_sent", "published")
# The longest way round a page by Tab that is walked to its end; a week of the diary has many more of the same kind.
MOST_STOPS = 120
# Files, parts of a page, and addresses that only do something or lead on.
NO_PAGE = [
    "annex_file",
    "arriving_file",
    "arriving_file_create",
    "cafcass_draft_file",
    "cafcass_final_file",
    "cafcass_list_faults",
    "calendar_feed",
    "calendar_revoke",
    "contact_sheet_file",
    "demo_clock_reset",
    "draft_sent_file",
    "engagement_letter_file",
    "engagement_letter_sent_file",
    "field_device",
    "field_key",
    "field_manifest",
    "field_names",
    "field_op",
    "field_ping",
    "field_session",
    "field_wiped",
    "field_worker",
    "evidence_export_file",
    "final_sent_file",
    "further_request_file",
    "health",
    "job_show",
    "note_file",
    "offer_file",
    "own_annex_file",
    "own_engagement_letter_file",
    "own_self_evaluation_file",
    "own_staff_pack_file",
    "paper_sheet_file",
    "password_link",
    "person_restore",
    "person_suspend",
    "post_end",
    "published_report_file",
    "report_file",
    "self_evaluation_file",
    "sign_out",
]
COUNT = """
most => {
  window.reached = new Set();
  document.addEventListener('focusin', event => window.reached.add(event.target));
  const groups = new Set();
  const wanted = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true}))
    .filter(one => {
      if (one.type !== 'radio') return true;
      const first = !groups.has(one.name);
      groups.add(one.name);
      return first;
    });
  window.wanted = wanted.slice(0, most);
  return {count: window.wanted.length, forced: wanted.filter(one => one.tabIndex > 0).length};
}
"""
MISSED = """
() => window.wanted.filter(one => !window.reached.has(one) && !(one.type === 'radio' &&
  [...window.reached].some(other => other.type === 'radio' && other.name === one.name)))
  .map(one => one.outerHTML.slice(0, 120))
"""


def serve(route: Route, pages: dict[str, HttpResponseBase]) -> None:
    """The pages as the product answered them, and its styles and scripts from where the server takes them."""
    path = route.request.url.removeprefix(SITE).split("?")[0]
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        route.fulfill(path=str(found)) if found else route.fulfill(status=404, body="")
    elif path in pages:
        response = pages[path]
        headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
        route.fulfill(status=200, headers=headers, body=getattr(response, "content", b""))
    else:
        route.fulfill(status=204, body="")


def may_read(address: Address, who: str, state: str) -> bool:
    return bool(address.access) and address.access.get in granted(address, who, state)


def readable(here: World, left: set[str]) -> Iterator[tuple[Address, str, str, HttpResponseBase]]:
    """Each page that is still to be seen and that somebody may read here."""
    for who in ROLES:
        client = Client()
        if person := here.person(who):
            client.force_login(person)
        for address in addresses():
            if address.name not in left or not may_read(address, who, here.state):
                continue
            url = here.url(address)
            response = client.get(url)
            if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
                yield address, who, url, response


def faults(page: Page, axe: Callable[[Page], None]) -> Iterator[str]:
    """What is wrong with the page that is open, at the width of a desktop and of a phone."""
    for device, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate(SIDEWAYS):
            yield f"wider than a {device}"
    try:
        axe(page)
    except AssertionError as found:
        yield str(found).splitlines()[0]
    counted = page.evaluate(COUNT, MOST_STOPS)
    if counted["forced"]:
        yield "sets an order of its own for Tab"
    for _ in range(counted["count"] + 5):
        page.keyboard.press("Tab")
    if missed := page.evaluate(MISSED):
        yield f"not reached by Tab: {missed[:3]}"


# What the walks of this process have seen: a page that one of them examined is not examined by the next.
seen: dict[str, set[str]] = {}


def unseen() -> set[str]:
    return {address.name for address in addresses()}.difference(*seen.values())


@pytest.mark.parametrize("state", STATES)
def test_every_page_reads_well(db: None, page: Page, axe: Callable[[Page], None], watch: Any, state: str) -> None:
    served: dict[str, HttpResponseBase] = {}
    # The field page's service worker is fetched past what a test can answer; its own journeys see it.
    watch.expect("occurred when fetching the script")
    page.route(f"{SITE}/**", lambda route: serve(route, served))
    left, mine = unseen(), seen.setdefault(state, set())
    wrong, here = [], world(state, Cast())
    with clock.moved_to(here.now):
        for address, who, url, response in readable(here, left):
            left.discard(address.name)
            mine.add(address.name)
            served[url] = response
            page.goto(f"{SITE}{url}")
            wrong += [f"{address.name} as {who}: {fault}" for fault in faults(page, axe)]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", MOMENTS)
def test_a_page_of_a_moment_reads_well(
    db: None, page: Page, axe: Callable[[Page], None], shot: Callable[[Page, str], None], settings: Any, name: str
) -> None:
    settings.DEMO = name.startswith("demo_")
    moment, client = MOMENTS[name](Cast()), Client()
    if moment.who:
        client.force_login(moment.who)
    url = reverse(name, kwargs=moment.ids)
    with clock.moved_to(moment.now):
        response = client.get(url)
    assert response.status_code == 200
    page.route(f"{SITE}/**", lambda route: serve(route, {url: response}))
    page.goto(f"{SITE}{url}")
    shot(page, f"moment-{name}")
    assert list(faults(page, axe)) == []


def test_no_page_is_left_out() -> None:
    if set(seen) != set(STATES):
        pytest.skip("The walks above did not all run.")
    assert sorted(unseen()) == sorted([*NO_PAGE, *MOMENTS])
