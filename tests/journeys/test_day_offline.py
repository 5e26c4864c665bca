"""S6: a day without a network, in which the tab crashes and the browser is killed: nothing saved is lost.

Of what was being typed at most the last second is. A short day belongs to every check; the long one is the proof.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from evidence.models import FieldSave, HeldWords, LossAlarm, Revision
from evidence.queries.verifying import first_broken
from inspections.models import Inspection
from tests.cast import PASSWORD, Cast, with_password
from tests.inspections.stages import ON_SITE_AT, announced
from tests.journeys.acting import stand
from tests.journeys.killing import Device
from tests.journeys.test_field_page import PASSPHRASE, unlock

pytestmark = pytest.mark.django_db(transaction=True)
MOST_LOST = 1.0
HOURS, EDITS = 8, 120
WORDS = [*("the", "letter", "came", "late"), *("nobody", "had", "told", "the", "child", "about", "it")]


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    stand(ON_SITE_AT)
    return found


class Day:
    """What was typed, what was saved, and what was lost."""

    def __init__(self, tablet: Device, address: str, hours: float, edits: int) -> None:
        self.device, self.address = tablet, address
        self.began, self.each = datetime.now(UTC), timedelta(hours=hours) / edits
        self.passed = timedelta()
        self.chance = random.Random("S6")
        # Of each document its words as they stand, and how many saves were made of all.
        self.texts: list[str] = []
        self.saves = 0
        self.lost: list[float] = []

    @property
    def page(self) -> Page:
        return self.device.page

    def comes_back(self) -> None:
        """Opened again without a network, where the clock of the tablet stands by now."""
        self.device.context.set_offline(True)
        # A page that is open while its clock is put in reads 1970 for a moment, and could take that for a wrong clock.
        self.page.goto("about:blank")
        self.page.clock.install(time=self.began + self.passed)
        self.page.goto(f"{self.address}/field/")
        unlock(self.page)

    def an_edit(self) -> None:
        """Every third goes on with a note that is there."""
        self.passed += self.each
        self.page.clock.fast_forward(self.each)
        text = " ".join(self.chance.choices(WORDS, k=9))
        if self.texts and self.chance.random() < 1 / 3:
            number = self.chance.randrange(len(self.texts))
            self._open(self.texts[number])
            self.texts[number] = text = f"{self.texts[number]} {text}"
        else:
            self._begin()
            self.texts.append(text := f"{len(self.texts):03} {text}")
        self.page.get_by_label("What you saw").fill(text)
        self._done()

    def _begin(self) -> None:
        self.page.get_by_role("button", name="+ Note").click()
        expect(self.page.get_by_label("What you saw")).to_be_focused()

    def _open(self, text: str) -> None:
        self.page.locator("#field-list button", has_text=text[:4]).first.click()

    def _done(self) -> None:
        self.page.get_by_role("button", name="Done").click()
        expect(self.page.locator("#field-editor")).to_be_hidden()
        self.saves += 1

    def ends_while_typing(self, end: Callable[[], Any]) -> None:
        """Seconds of typing before the end of which the text was not there afterwards."""
        self._begin()
        text, typed = f"{len(self.texts):03} {' '.join(self.chance.choices(WORDS, k=9))}", []
        for letter in text:
            self.page.keyboard.type(letter)
            typed.append(time.monotonic())
            time.sleep(0.03)
        ended = time.monotonic()
        end()
        self.comes_back()
        self._open(text)
        kept = self.page.get_by_label("What you saw").input_value()
        assert text.startswith(kept)
        self.lost.append(ended - typed[len(kept)] if len(kept) < len(text) else 0.0)
        self.page.get_by_label("What you saw").fill(text)
        self.texts.append(text)
        self._done()


def first_opened(tablet: Device, cast: Cast, address: str) -> None:
    signed_in(tablet, cast, address)
    page = tablet.page
    page.get_by_label("Passphrase of this tablet").fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator("#field-state")).to_contain_text("Everything is sent.")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.keys().then(names => names.some(name => name.startsWith('field-')))")


def signed_in(tablet: Device, cast: Cast, address: str) -> None:
    with_password(cast.team_inspector)
    page = tablet.page
    page.goto(f"{address}/sign-in/?next=/field/")
    page.get_by_label("Email address").fill(cast.team_inspector.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/field/")


def a_day(tablet: Device, cast: Cast, address: str, *, hours: float, edits: int) -> Day:
    first_opened(tablet, cast, address)
    day = Day(tablet, address, hours, edits)
    day.comes_back()
    for number in range(edits):
        day.an_edit()
        if number == edits // 3:
            day.ends_while_typing(tablet.crash_tab)
        if number == 2 * edits // 3:
            day.ends_while_typing(lambda: (tablet.kill(), tablet.open()))
    assert not FieldSave.objects.exists(), "Nothing was sent before there was a network."
    # In the evening, with a clock that is right again: in a browser of its own, as the clock of a test ends with it.
    tablet.close()
    tablet.open()
    signed_in(tablet, cast, address)
    expect(tablet.page.locator("#field-state")).to_have_text("Everything is sent.", timeout=120_000)
    return day


def nothing_is_lost(day: Day, inspection: Inspection) -> None:
    """Every save is there once, with the number that follows the last, and every text as it was."""
    assert FieldSave.objects.count() == day.saves
    assert sorted(FieldSave.objects.values_list("seq", flat=True)) == list(range(1, day.saves + 1))
    held = HeldWords.objects.values_list("reason", "finding", "save_of__clock_offset_ms")
    assert not list(held), "Nothing waits for a person."
    heads = Revision.objects.filter(head__latest=True).select_related("words")
    assert sorted(each.words.parts["text"] for each in heads) == sorted(day.texts)
    assert first_broken(inspection) is None
    assert not LossAlarm.objects.exists()
    assert max(day.lost) <= MOST_LOST, day.lost


@pytest.mark.rule("EVID-03", part="a tab that crashes and a browser that is killed lose at most a second of typing")
def test_a_short_day_without_a_network_with_a_crash_of_the_tab_and_of_the_browser(
    tablet: Device, cast: Cast, inspection: Inspection, live_server: Any
) -> None:
    nothing_is_lost(a_day(tablet, cast, live_server.url, hours=0.1, edits=6), inspection)


@pytest.mark.prove("S6")
def test_eight_hours_and_120_edits_without_a_network(
    tablet: Device, cast: Cast, inspection: Inspection, live_server: Any, capsys: Any
) -> None:
    day = a_day(tablet, cast, live_server.url, hours=HOURS, edits=EDITS)
    nothing_is_lost(day, inspection)
    with capsys.disabled():
        lost = ", ".join(f"{each:.2f} s" for each in day.lost)
        print(f"\n  S6: {HOURS} hours, {EDITS} edits, {day.saves} saves, 0 lost (goal 0)")
        print(f"  S6: of what was being typed was lost: {lost} (goal ≤ {MOST_LOST} s)")
