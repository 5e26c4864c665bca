"""A tablet in trouble, S9 to S11: a full disk, a store that goes away, a wrong clock, two windows, a sign-out."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from evidence.models import Document, FieldDevice, FieldSave, Head, HeldWords, LossAlarm, Revision
from inspections.models import Inspection
from tests.cast import Cast
from tests.inspections.stages import ON_SITE_AT, announced
from tests.journeys.acting import SHOTS, Actor, Stage, stand
from tests.journeys.test_field_page import (
    OPENED,
    PASSPHRASE,
    TEXTS,
    begin,
    context_of,
    opened,
    state_of,
    texts,
    unlock,
    write,
)
from tests.journeys.test_field_speed import FILL

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 5
# What a browser throws where the disk is full; its own quota, set from outside, is asked too seldom to be waited for.
FULL = """
() => {
  const put = IDBObjectStore.prototype.put;
  window.full = true;
  IDBObjectStore.prototype.put = function (...given) {
    if (window.full) throw new DOMException("No room.", "QuotaExceededError");
    return put.apply(this, given);
  };
}
"""
DELETED = """
async () => {
  const [{name}] = await indexedDB.databases();
  await new Promise(done => { indexedDB.deleteDatabase(name).onsuccess = done; });
}
"""
# How far off the clock is when the page opens, or what it says.
CLOCKS: dict[str, timedelta | datetime] = {
    "a day behind": timedelta(days=-1),
    "an hour behind": timedelta(hours=-1),
    "an hour ahead": timedelta(hours=1),
    "1970": datetime(1970, 1, 2, tzinfo=UTC),
    "2099": datetime(2099, 6, 1, tzinfo=UTC),
}


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    stand(ON_SITE_AT)
    return found


@pytest.fixture
def tia(cast: Cast, stage: Stage, inspection: Inspection, watch: Any) -> Actor:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    actor = stage.as_(cast.team_inspector)
    opened(actor)
    return actor


def alarmed(page: Page, act: Callable[[], Any], words: str) -> None:
    """The act is followed by an alarm that can be seen, within five seconds."""
    began = time.monotonic()
    act()
    expect(page.locator("#field-alarm")).to_contain_text(words, timeout=SECONDS * 1000)
    expect(page.locator("#field-alarm")).to_be_visible()
    assert time.monotonic() - began <= SECONDS


@pytest.mark.rule("EVID-03", part="a full disk is said at once, and the words stay on the screen until they are saved")
def test_a_full_disk_is_said_at_once_and_typing_goes_on_when_there_is_room(tia: Actor, watch: Any) -> None:
    watch.expect("Not saved.")
    page = tia.page
    begin(page, TEXTS[0])
    page.evaluate(FULL)
    alarmed(
        page, lambda: page.get_by_label("What you saw").fill(TEXTS[1]), "does not save what you type (QuotaExceeded"
    )
    expect(page.get_by_role("link", name="Keep what you typed as a file")).to_be_visible()
    page.evaluate("document.getElementById('field-editor').requestSubmit()")
    expect(page.get_by_label("What you saw")).to_have_value(TEXTS[1])
    await_(lambda: any("Not saved." in each for each in watch.complaints), page)
    page.evaluate("window.full = false")
    page.get_by_label("What you saw").fill(TEXTS[2])
    expect(page.locator("#field-saved")).to_contain_text("Saved on this tablet at")
    expect(page.locator("#field-alarm")).to_be_hidden()
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, TEXTS[2])).to_contain_text("sent")


@pytest.mark.rule("EVID-03", part="a store that goes away is said at once, and the lead hears what is missing")
@pytest.mark.parametrize("how", ["deleted by another window", "cleared by the browser"])
def test_a_store_that_goes_away_is_said_at_once_and_what_is_missing_at_the_next_contact(
    tia: Actor, cast: Cast, watch: Any, how: str
) -> None:
    watch.expect("InvalidStateError")
    page = tia.page
    context_of(tia).set_offline(True)
    for text in TEXTS[:2]:
        write(page, text)
    begin(page, TEXTS[2])
    devtools = context_of(tia).new_cdp_session(page)
    given = {"origin": tia.stage.address, "storageTypes": "indexeddb"}
    acts = {
        "deleted by another window": lambda: page.evaluate(DELETED),
        "cleared by the browser": lambda: devtools.send("Storage.clearDataForOrigin", given),
    }
    alarmed(page, acts[how], "The browser closed the store of this page")
    alarmed(page, lambda: page.get_by_label("What you saw").fill("More."), "does not save what you type")
    expect(page.get_by_label("What you saw")).to_have_value("More.")
    context_of(tia).set_offline(False)
    page.reload()
    page.get_by_label("Passphrase of this tablet").fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator("#field-alarm")).to_contain_text("2 saves made on a tablet of yours may be lost")
    assert LossAlarm.objects.get().saves == 2
    lead = tia.stage.as_(cast.lead)
    lead.open(f"/inspections/{LossAlarm.objects.get().inspection.ref}/from-devices/")
    lead.sees("2 saves of Tia Example may be lost")


@pytest.mark.parametrize("wrong", CLOCKS)
def test_a_wrong_clock_changes_no_order_and_nothing_is_refused(tia: Actor, watch: Any, wrong: str) -> None:
    """S10: what a person has to look at is held, and says why; the numbers of the device alone give the order."""
    page, said = tia.page, CLOCKS[wrong]
    page.clock.install(time=said if isinstance(said, datetime) else datetime.now(UTC) + said)
    page.reload()
    expect(page.locator("#field-state")).to_contain_text(OPENED)
    context_of(tia).set_offline(True)
    for text in TEXTS:
        write(page, text)
    context_of(tia).set_offline(False)
    page.get_by_role("button", name="Send now").click()
    for text in TEXTS:
        expect(state_of(page, text)).to_contain_text("the clock of this tablet is wrong")
    saves = list(FieldSave.objects.order_by("seq").select_related("content"))
    assert [each.content.parts["text"] for each in saves] == TEXTS
    assert {each.reason for each in HeldWords.objects.all()} == {"held_clock"}
    assert all(abs(each.clock_offset_ms) > 3_000_000 for each in saves)


@pytest.mark.rule("EVID-03", part="whoever signs out with unsent work loses nothing of it")
def test_signing_out_with_unsent_work_keeps_it_and_the_same_person_sends_it_later(
    tia: Actor, cast: Cast, watch: Any
) -> None:
    watch.expect("status of 503")
    watch.expect("401 (Unauthorized)")
    page = tia.page
    page.route("**/field/v1/ops/*", lambda route: route.fulfill(status=503, body=""))
    write(page, TEXTS[0])
    begin(page, TEXTS[1])
    other = context_of(tia).new_page()
    other.goto(f"{tia.stage.address}/")
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_load_state()
    page.unroute("**/field/v1/ops/*")
    page.reload()
    unlock(page)
    expect(page.locator("#field-state")).to_contain_text("Your session has ended. Sign in")
    expect(state_of(page, TEXTS[0])).to_have_text("saved on this tablet")
    expect(state_of(page, TEXTS[1])).to_have_text("being written, saved on this tablet")
    assert not FieldSave.objects.exists()
    back = tia.stage.sign_in(cast.team_inspector)
    context_of(tia).add_cookies(context_of(back).cookies())
    page.get_by_role("button", name="Send now").click()
    expect(state_of(page, TEXTS[0])).to_contain_text("sent")
    page.get_by_role("button", name=TEXTS[1]).click()
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, TEXTS[1])).to_contain_text("sent")
    assert texts() == sorted(TEXTS[:2])


def test_a_double_click_a_key_with_a_click_and_two_windows_give_one_save_each(tia: Actor) -> None:
    page = tia.page
    begin(page, TEXTS[0])
    page.get_by_role("button", name="Done").dblclick()
    expect(state_of(page, TEXTS[0])).to_contain_text("sent")
    begin(page, TEXTS[1])
    page.keyboard.press("Control+Enter")
    page.evaluate("document.getElementById('field-editor').requestSubmit()")
    expect(state_of(page, TEXTS[1])).to_contain_text("sent")
    context_of(tia).set_offline(True)
    write(page, TEXTS[2])
    context_of(tia).set_offline(False)
    other = context_of(tia).new_page()
    other.goto(f"{tia.stage.address}/field/")
    for each in (page, other):
        each.get_by_role("button", name="Send now").click()
    for each in (page, other):
        expect(each.locator("#field-state")).to_contain_text("Everything is sent.")
    page.goto(f"{tia.stage.address}/")
    page.go_back()
    expect(page.locator("#field-state")).to_contain_text("Everything is sent.")
    assert sorted(FieldSave.objects.values_list("seq", flat=True)) == [1, 2, 3]
    assert texts() == sorted(TEXTS)


@pytest.mark.rule("EVID-02", part="two inspectors, one summary, in the browser: both texts, until a person merges them")
def test_two_inspectors_write_one_summary_and_a_person_makes_one_of_both(
    tia: Actor, cast: Cast, stage: Stage, inspection: Inspection
) -> None:
    page = tia.page
    begin(page, "Letters are prompt.", "+ Shared summary", "Evaluative statement")
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, "Letters are prompt.")).to_contain_text("sent")
    context_of(tia).set_offline(True)
    page.get_by_role("button", name="Letters are prompt.").click()
    page.get_by_label("Evaluative statement").fill("Letters are prompt and kind.")
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, "prompt and kind")).to_have_text("saved on this tablet")
    document = Document.objects.get()
    at = f"/inspections/{inspection.ref}/shared-summaries/{document.pk}/"
    toby = stage.as_(cast.second_team_inspector)
    toby.open(f"{at}edit/")
    toby.fill(statement="Letters are prompt in two areas.")
    toby.press("Save")
    context_of(tia).set_offline(False)
    page.get_by_role("button", name="Send now").click()
    expect(state_of(page, "prompt and kind")).to_contain_text("two versions: merge them on its page")
    assert Head.objects.filter(document=document).count() == 2
    lead = stage.as_(cast.lead)
    lead.open(at)
    lead.sees("Letters are prompt and kind.", "Letters are prompt in two areas.", "two versions")
    lead.open(f"{at}agreement/")
    lead.sees("There are two versions of this summary", "To finish before this can be agreed")
    expect(lead.page.get_by_role("button", name="Agree", exact=True)).to_have_count(0)
    toby.open(f"{at}merge/")
    toby.fill(statement="Letters are prompt and kind in two areas.")
    toby.press("Save as one version")
    toby.is_told("The two versions are one.")
    assert Head.objects.get(document=document).revision.words.parts["statement"].endswith("kind in two areas.")
    assert Revision.objects.filter(document=document).count() == 4


@pytest.mark.rule("EVID-03", part="with many notes on a tablet the newest are listed at once, and whatever is not sent")
def test_of_many_notes_the_newest_and_what_is_not_sent_are_listed(
    tia: Actor, inspection: Inspection, watch: Any
) -> None:
    watch.expect("503")
    page = tia.page
    context_of(tia).route("**/field/v1/ops/*", lambda route: route.fulfill(status=503, body=""))
    page.evaluate(FILL, [70, 2, inspection.ref])
    page.reload()
    rows = page.locator("#field-list li[data-doc]")
    expect(rows).to_have_count(52)
    for number in (0, 1):
        expect(state_of(page, f"Note {number}:")).to_have_text("saved on this tablet")
    expect(page.locator("#field-list")).not_to_contain_text("Note 19:")
    tia.stage.examine(page)
    page.get_by_role("button", name="Show all 70").click()
    expect(rows).to_have_count(70)
    page.get_by_role("button", name="Note 19:").click()
    expect(page.get_by_label("What you saw")).to_have_value(re.compile("^Note 19: the letter came late"))


def test_the_criteria_and_numbers_are_read_without_a_network_and_locked_away(
    tia: Actor, watch: Any, axe: Any, shot: Any
) -> None:
    page = tia.page
    with page.expect_response("**/field/v1/session?criteria=*") as asked:
        page.get_by_role("button", name="Send now").click()
    assert asked.value.json()["criteria"] == {}, "They came when the page was opened, and come once."
    expect(page.locator("#field-sending")).to_be_empty()
    context_of(tia).set_offline(True)
    page.reload()
    unlock(page)
    page.get_by_text("Numbers, diary, your cases").click()
    pack = page.locator("#field-read")
    expect(pack).to_contain_text("In danger: 999")
    expect(pack.get_by_role("heading", name="Criteria", exact=True)).to_be_visible()
    seen = pack.get_by_text("Children under court orders are seen, and seen alone")
    expect(seen).to_be_hidden()
    fold = pack.get_by_text("Quality and effectiveness of private law practice (12)")
    axe(page)
    shot(page, "device-trouble/criteria-folded")
    fold.evaluate("each => each.closest('summary').focus()")
    page.keyboard.press("Enter")
    expect(seen).to_be_visible()
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("#field-sending")).to_be_empty()
    expect(seen).to_be_visible()
    page.set_viewport_size({"width": 800, "height": 1280})
    page.screenshot(path=SHOTS / "device-trouble" / "criteria-tablet.png", full_page=True)
    axe(page)
    shot(page, "device-trouble/criteria")
    tia.stage.examine(page)
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_label("Passphrase of this tablet")).to_be_visible()
    expect(pack).to_be_empty()


@pytest.mark.rule("EVID-03", part="what is saved while another save is being sent goes right after it")
def test_what_is_saved_or_asked_for_during_a_round_of_sending_goes_right_after_it(tia: Actor) -> None:
    page = tia.page
    waiting: list[Route] = []
    page.route("**/field/v1/ops/*", lambda route: route.continue_() if waiting else waiting.append(route))
    write(page, TEXTS[0])
    await_(lambda: len(waiting) == 1, page)
    write(page, TEXTS[1])
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("#field-sending")).to_have_text(
        "It is being sent already. What was saved since follows at once."
    )
    with page.expect_response("**/field/v1/devices/*"):
        waiting[0].continue_()
    ended = time.monotonic()
    expect(state_of(page, TEXTS[1])).to_contain_text("sent; something", timeout=SECONDS * 1000)
    assert time.monotonic() - ended <= SECONDS, "It does not wait for the next minute."
    expect(page.locator("#field-sending")).to_be_empty()
    assert texts() == sorted(TEXTS[:2])


def test_a_window_sends_after_the_round_of_another(tia: Actor) -> None:
    page = tia.page
    other = context_of(tia).new_page()
    other.goto(f"{tia.stage.address}/field/")
    expect(other.locator("#field-state")).to_have_text(OPENED)
    waiting: list[Route] = []
    page.route("**/field/v1/ops/*", lambda route: route.continue_() if waiting else waiting.append(route))
    write(page, TEXTS[0])
    await_(lambda: len(waiting) == 1, page)
    write(other, TEXTS[1])
    assert not FieldSave.objects.exists()
    waiting[0].continue_()
    expect(state_of(other, TEXTS[1])).to_contain_text("sent; something", timeout=SECONDS * 1000)
    assert texts() == sorted(TEXTS[:2])


@pytest.mark.rule("EVID-03", part="a store that was put back to an earlier day is opened and sent from still")
def test_a_store_that_was_put_back_becomes_another_device_and_is_still_opened(tia: Actor) -> None:
    page = tia.page
    write(page, TEXTS[0])
    expect(state_of(page, TEXTS[0])).to_contain_text("sent")
    FieldDevice.objects.update(last_seq=3)
    with page.expect_response("**/field/v1/devices/*") as told:
        page.get_by_role("button", name="Send now").click()
    assert told.value.json()["renew"] is True
    expect(page.locator("#field-alarm")).to_contain_text("2 saves made on a tablet of yours may be lost")
    page.reload()
    expect(state_of(page, TEXTS[0])).to_contain_text("sent")
    write(page, TEXTS[1])
    expect(state_of(page, TEXTS[1])).to_contain_text("sent")
    page.get_by_role("button", name="Lock").click()
    unlock(page)
    expect(state_of(page, TEXTS[1])).to_contain_text("sent")
    assert sorted(FieldSave.objects.values_list("seq", flat=True)) == [1, 1]
    assert FieldDevice.objects.count() == 2


# Milliseconds that the page worked on at a stretch, at most, while something was typed.
WORKED = """
async act => {
  const found = [];
  const watch = new PerformanceObserver(all => found.push(...all.getEntries().map(each => each.duration)));
  watch.observe({ entryTypes: ["longtask"] });
  const area = document.querySelector("#field-in-text");
  for (let number = 0; number < 12; number += 1) {
    area.setRangeText("x", area.value.length, area.value.length, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(done => setTimeout(done, 350));
  }
  watch.disconnect();
  return Math.max(0, ...found);
}
"""
LONGEST_WORK_MS = 600


def test_a_text_of_200000_characters_is_still_typed_on(tia: Actor) -> None:
    """Each pause is longer than the one after which names are looked for."""
    page = tia.page
    context_of(tia).set_offline(True)
    begin(page, "mum Sarah said that Mr Patel came late. " * 5_000)
    said = page.locator(".app-guarded__said")
    expect(said).to_contain_text("names are looked for in it when it arrives, and not while you type")
    tia.stage.examine(page)
    worked = page.evaluate(WORKED)
    assert worked <= LONGEST_WORK_MS
    page.get_by_label("What you saw").fill("mum Sarah said")
    expect(said).to_contain_text("This may be a name: “Sarah”")
    expect(page.locator("mark.app-name")).to_have_count(1)


def await_(done: Callable[[], bool], page: Page) -> None:
    """At most some seconds, in which the browser is listened to."""
    for _ in range(100):
        if done():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It did not come to that.")
