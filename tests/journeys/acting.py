"""People in real browsers: each signs in on the sign-in page, and every page that they come to is examined and kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from accounts import clock
from accounts.models import Person
from inspections.navigation import PLACES
from tests.cast import PASSWORD, with_password

Check = Callable[[Page], None]
Shot = Callable[[Page, str], None]
SHOTS = Path(settings.BASE_DIR) / "test-output" / "screenshots"


def stand(moment: datetime) -> None:
    """Moves the product's clock by its row, so that the running server and the worker read the same."""
    clock.move(moment - (clock.now() - clock.offset()))


def stem(page: Page, address: str) -> str:
    """The name of the address that the page shows, as screenshots are called."""
    path = page.url.removeprefix(address).split("?")[0].split("#")[0]
    try:
        return str(resolve(path).url_name)
    except Resolver404:
        return "not-found"


class Actor:
    """Somebody with a browser of their own; `press` and `follow` examine the page that they lead to."""

    def __init__(self, stage: "Stage", page: Page) -> None:
        self.stage, self.page = stage, page
        # Links followed, buttons pressed and files chosen: what a figure of the screens counts.
        self.acts = 0

    def open(self, path: str) -> None:
        self.page.goto(f"{self.stage.address}{path}")

    def follow(self, link: str, within: Locator | None = None) -> None:
        self.acts += 1
        scope = within or self.page
        # A link that looks like a button has that role.
        links = scope.get_by_role("link", name=link, exact=True).or_(scope.get_by_role("button", name=link, exact=True))
        links.first.click()
        self.stage.examine(self.page)

    def press(self, button: str) -> None:
        self.acts += 1
        before = stem(self.page, self.stage.address)
        self.page.get_by_role("button", name=button, exact=True).click()
        self.stage.examine(self.page, answers=before)

    def go(self, place: str) -> None:
        """Follows an entry of the inspection's own menu, through its part where another one is open."""
        parts, pages = self.page.locator(".app-parts"), self.page.locator(".moj-sub-navigation")
        if not pages.get_by_role("link", name=place, exact=True).count():
            parts.get_by_role("link", name=next(each.part.value for each in PLACES if each.label == place)).click()
        self.follow(place, pages)

    def fill(self, **texts: str) -> None:
        """By the name of the field: a label of a long question would drown the journey."""
        for name, text in texts.items():
            self.page.locator(f"[name={name}]").fill(text)

    def attach(self, *paths: Path) -> None:
        self.acts += 1
        self.page.locator("[name=documents]").set_input_files(paths)

    def date(self, legend: str, day: date) -> None:
        group = self.page.get_by_role("group", name=legend)
        for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(label).fill(str(part))

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def tick_all(self, legend: str) -> None:
        boxes = self.page.get_by_role("group", name=legend).get_by_role("checkbox")
        assert boxes.count(), f"Nothing is on offer under {legend}."
        for box in boxes.all():
            box.check()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main").get_by_text(text).first).to_be_visible()

    def is_told(self, text: str) -> None:
        """The green banner after an act."""
        expect(self.page.locator(".govuk-notification-banner--success")).to_contain_text(text)

    def status_of(self, path: str) -> int:
        """What the address itself answers to this person, PDF or page."""
        return int(self.page.request.get(f"{self.stage.address}{path}", max_redirects=0).status)

    @property
    def address(self) -> str:
        """The path of the page shown."""
        return self.page.url.removeprefix(self.stage.address)


class Stage:
    """The running server, the browser, and who came in so far; `checks` see each kind of page once."""

    def __init__(self, browser: Browser, options: dict[str, Any], address: str, watch: Any) -> None:
        self.browser, self.options, self.address, self.watch = browser, options, address, watch
        self.actors: dict[int, Actor] = {}
        self.seen: set[str] = set()
        self.contexts: list[BrowserContext] = []
        self.checks: list[Callable[[Page, str], None]] = []

    def examine(self, page: Page, answers: str = "") -> None:
        """Has a page of a kind not seen yet looked at. `answers` names the page whose button led here."""
        page.wait_for_load_state()
        name = stem(page, self.address)
        name += "-error" if page.title().startswith("Error:") else "-answered" if name == answers else ""
        name += "-done" if page.locator(".govuk-notification-banner--success").count() else ""
        if name not in self.seen:
            self.seen.add(name)
            for check in self.checks:
                check(page, name)

    def nobody(self, **more: Any) -> Actor:
        """Somebody who is not signed in."""
        context = self.browser.new_context(**{**self.options, **more})
        context.set_default_timeout(10_000)
        context.on("page", self.watch.follow)
        self.contexts.append(context)
        return Actor(self, context.new_page())

    def sign_in(self, person: Person, **more: Any) -> Actor:
        """Comes in by the sign-in page, with email address and password."""
        return self.sign_in_at("/", person, **more)

    def sign_in_at(self, path: str, person: Person, **more: Any) -> Actor:
        """Comes from a link, in a mail say, and is where it leads once signed in."""
        with_password(person)
        actor = self.nobody(**more)
        actor.open(path)
        actor.page.get_by_label("Email address").fill(person.email)
        actor.page.get_by_label("Password").fill(PASSWORD)
        actor.press("Sign in")
        expect(actor.page.get_by_text(person.name)).to_be_visible()
        return actor

    def as_(self, person: Person) -> Actor:
        """The person at their home page, signed in the first time that they are asked for."""
        if person.pk not in self.actors:
            self.actors[person.pk] = self.sign_in(person)
        actor = self.actors[person.pk]
        actor.open("/")
        self.examine(actor.page)
        return actor

    def keep_what_was_seen(self) -> None:
        """After a failure: the page that each browser stood on."""
        for number, context in enumerate(self.contexts):
            for page in context.pages:
                page.screenshot(path=SHOTS / "failed" / f"{number}-{stem(page, self.address)}.png", full_page=True)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@contextmanager
def staged(browser: Browser, options: dict[str, Any], address: str, watch: Any) -> Iterator[Stage]:
    """A stage whose browsers are closed at the end, and the clock put back."""
    stage = Stage(browser, options, address, watch)
    try:
        yield stage
    finally:
        stage.close()
