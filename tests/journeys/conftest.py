"""A real browser for the journeys: headless Chromium, screenshots at two widths, axe, and an ear for its complaints."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page

if TYPE_CHECKING:
    from tests.journeys.acting import Stage
    from tests.journeys.killing import Device

BASE = Path(settings.BASE_DIR)
SHOTS = BASE / "test-output" / "screenshots"
WIDTHS = {"phone": (360, 740), "desktop": (1280, 800)}
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = ("gpu", "quic", "background-networking", "component-update", "sync")
# The browser's own event loop runs in this thread, which Django would otherwise take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Several requests run at once here, as in production, so each needs its own connection, which one in memory has not.
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    _folder = tempfile.mkdtemp(prefix="journeys-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = os.path.join(_folder, "test.sqlite3")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def base_url() -> str:
    """None: journeys ask the running server for its address."""
    return ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = [f"--disable-{part}" for part in QUIET]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-first-run", *quiet, *sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    width, height = WIDTHS["desktop"]
    size = {"width": width, "height": height}
    return {**browser_context_args, "viewport": size, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture(autouse=True, scope="session")
def _styles_are_built() -> None:
    assert (BASE / "static/built/app.css").exists(), "The styles are not built. Run bin/setup --dev."


class Watch:
    """What the browser complained of: errors of the console (a policy report is one), and scripts that failed."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.expected: list[str] = []

    def expect(self, part: str) -> None:
        """Lets through complaints that contain this, such as the status of a page that is meant to be refused."""
        self.expected.append(part)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def follow(self, page: Page) -> None:
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def unexpected(self) -> list[str]:
        return [text for text in self.complaints if not any(part in text for part in self.expected)]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test at its end when the browser complained of anything that was not expected."""
    watch = Watch()
    yield watch
    assert watch.unexpected == []


@pytest.fixture
def context(context: BrowserContext, watch: Watch) -> BrowserContext:
    """Every page of the test's browser is listened to, also one that the test opens itself."""
    context.on("page", watch.follow)
    context.set_default_timeout(10_000)
    return context


@pytest.fixture
def at(page: Page, live_server: Any) -> Callable[[str], Page]:
    """`at("/plan/")` opens an address of the running server."""

    def open_(path: str) -> Page:
        page.goto(f"{live_server.url}{path}")
        return page

    return open_


@cache
def axe_source() -> str:
    return (BASE / "node_modules/axe-core/axe.min.js").read_text()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` asserts that axe finds nothing on the page as it stands."""

    def check(page: Page) -> None:
        page.evaluate(axe_source())
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)")
        assert [in_words(violation) for violation in found] == [], page.url

    return check


def in_words(violation: dict[str, Any]) -> str:
    places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {places}"


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """`shot(page, "plan")` keeps the page as phone and desktop show it, and asserts that none scrolls sideways."""

    def take(page: Page, name: str) -> None:
        for device, (width, height) in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=SHOTS / f"{name}-{device}.png", full_page=True)
            assert not page.evaluate(SIDEWAYS), f"{page.url} is wider than a {device} of {width} pixels"

    return take


SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def tablet(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path: Path,
) -> "Iterator[Device]":
    """A browser with a profile on the disk."""
    from tests.journeys.killing import Device

    made = Device(browser_type, tmp_path / "profile", {**browser_type_launch_args, **browser_context_args})
    made.open()
    yield made
    made.close()


@pytest.fixture
def stage(
    browser: Browser,
    browser_context_args: dict[str, Any],
    live_server: Any,
    watch: Watch,
    axe: Callable[[Page], None],
    shot: Callable[[Page, str], None],
    request: pytest.FixtureRequest,
) -> Iterator["Stage"]:
    """Where people act: every kind of page that one of them comes to is examined by axe and photographed, once."""
    from tests.journeys.acting import staged

    journey = request.path.stem.removeprefix("test_").replace("_", "-")
    with staged(browser, browser_context_args, live_server.url, watch) as stage:
        stage.checks = [
            lambda page, _: axe(page),
            lambda page, name: shot(page, f"{journey}/{len(stage.seen):02}-{name}"),
        ]
        failed_before = request.session.testsfailed
        yield stage
        if request.session.testsfailed > failed_before:
            stage.keep_what_was_seen()
