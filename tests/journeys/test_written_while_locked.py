"""A tablet that is locked takes new notes and a child at risk: unreadable on the disk, sent once when it is open."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts import clock
from evidence.models import FieldDevice, FieldSave, HeldWords, LossAlarm, Revision, SeriousConcern
from evidence.queries.verifying import first_broken
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.inspections.stages import ON_SITE_AT, announced
from tests.journeys.acting import SHOTS, Actor, Stage, stand
from tests.journeys.killing import Device
from tests.journeys.test_day_offline import first_opened, signed_in
from tests.journeys.test_field_page import OPENED, PASSPHRASE, begin, context_of, opened, state_of, texts, unlock, write
from tests.journeys.test_on_the_disk import CANARIES, KEYS, found_in_profile

pytestmark = pytest.mark.django_db(transaction=True)
BEGUN, FINISHED, RISK = (f"The child said {word}." for word in CANARIES[:3])
LATER = timedelta(minutes=15)
# Two windows that take the same rows at once, through the page's own modules; each save is a number of the device.
BOTH = """
async count => {
  const { Store } = await import('/static/built/field-store.js');
  const person = localStorage.getItem('field-person');
  const [one, two] = await Promise.all([Store.open(person), Store.open(person)]);
  const took = [];
  for (let number = 0; number < count; number += 1) {
    const given = { doc: crypto.randomUUID(), updated: number, turn: crypto.randomUUID(), done: true, sealed: {} };
    const row = await one.keepLocked(given);
    const mint = store => store.mint(async ({ seq }) => ({ op: { op: row.doc, seq }, doc: { doc: row.doc } }), row);
    const draft = store => store.takeLocked(row, ['drafts'], ({ drafts }) => drafts.put(row));
    took.push(await Promise.all(number % 2 ? [mint(one), draft(two)] : [mint(one), mint(two)]));
  }
  const left = await one.locked();
  const drafts = await one.read('drafts');
  const seqs = [...(await one.queue()).map(each => each.seq), ...drafts.map(each => each.number.seq)];
  one.close();
  two.close();
  return { took: took.map(each => each.filter(Boolean).length), left: left.length, seqs };
}
"""


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    stand(ON_SITE_AT)
    return found


def lock(page: Page) -> None:
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_label("Passphrase of this tablet")).to_be_focused()


def waits_locked(page: Page, count: int) -> None:
    expect(page.locator("#field-state")).to_contain_text(f"Written since and saved on this tablet: {count}.")


def tell_of_risk(page: Page) -> None:
    page.get_by_role("button", name="Child at risk").click()
    page.get_by_label("What is the risk?").fill(RISK)
    page.get_by_role("button", name="Record it and tell them").click()


def risk_is_sent(page: Page) -> None:
    expect(page.locator("#field-state")).to_contain_text(
        "A child at risk: sent, and the lead inspector is told.", timeout=15_000
    )
    expect(page.locator("#field-risk-state")).to_be_hidden()


@pytest.mark.rule(
    "EVID-03", part="what is written while a tablet is locked outlives a crash, unreadable, and arrives once"
)
def test_what_is_written_while_locked_is_unreadable_and_arrives_once_with_its_own_time(
    tablet: Device, cast: Cast, inspection: Inspection, live_server: Any
) -> None:
    first_opened(tablet, cast, live_server.url)
    tablet.context.set_offline(True)
    lock(tablet.page)
    tablet.page.get_by_role("button", name="+ Note", exact=True).click()
    expect(tablet.page.get_by_label("What you saw, heard or read")).to_be_focused()
    tablet.page.keyboard.type(BEGUN)
    expect(tablet.page.locator("#field-saved")).to_contain_text("Saved on this tablet at")
    page = tablet.crash_tab()
    tablet.context.set_offline(True)
    page.goto(f"{live_server.url}/field/")
    waits_locked(page, 1)
    begin(page, FINISHED)
    page.get_by_role("button", name="Done").click()
    waits_locked(page, 2)
    tell_of_risk(page)
    waits_locked(page, 3)
    assert not [word for word in CANARIES[:3] if word in page.content()], "What was written stands nowhere on the page."
    assert not page.evaluate(KEYS)
    begin(page, f"Being typed: {CANARIES[3]}.")
    tablet.kill()
    assert found_in_profile(tablet.profile) == {}
    tablet.open()
    tablet.context.set_offline(True)
    tablet.page.goto(f"{live_server.url}/field/")
    waits_locked(tablet.page, 4)
    expect(tablet.page.locator("#field-risk-state")).to_contain_text("NOT sent. Phone the lead inspector now.")
    stand(ON_SITE_AT + LATER)
    unlock(tablet.page)
    expect(tablet.page.locator("#field-taken")).to_contain_text(
        "while it was locked: 4. Look whether all of it is yours."
    )
    expect(state_of(tablet.page, BEGUN)).to_have_text("being written, saved on this tablet, written while locked")
    expect(state_of(tablet.page, FINISHED)).to_have_text("saved on this tablet, written while locked")
    tablet.close()
    assert found_in_profile(tablet.profile) == {}
    tablet.open()
    signed_in(tablet, cast, live_server.url)
    for text in (BEGUN, "Being typed"):
        tablet.page.get_by_role("button", name=text).click()
        tablet.page.get_by_role("button", name="Done").click()
        expect(state_of(tablet.page, text)).to_have_text("sent; something is still to be filled in before it is cited")
    expect(tablet.page.locator("#field-state")).to_have_text("Everything is sent.")
    expect(tablet.page.locator("#field-risk-state")).to_be_hidden()
    assert texts() == sorted([BEGUN, FINISHED, RISK, f"Being typed: {CANARIES[3]}."])
    assert sorted(FieldSave.objects.values_list("seq", flat=True)) == [1, 2, 3, 4]
    until = clock.london(ON_SITE_AT + LATER).time()
    assert all(each.observed_at < until for each in Revision.objects.all()), "The time of writing, not of opening."
    done = FieldSave.objects.get(op=Revision.objects.get(words__parts__text=FINISHED).op)
    assert done.captured_at < ON_SITE_AT + LATER < done.received_at
    assert SeriousConcern.objects.get().text == RISK
    assert first_broken(inspection) is None
    assert not LossAlarm.objects.exists()


@pytest.fixture
def tia(cast: Cast, stage: Stage, inspection: Inspection, watch: Any) -> Actor:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    actor = stage.as_(cast.team_inspector)
    opened(actor)
    return actor


def test_by_keyboard_alone_a_note_is_written_while_locked_and_a_child_at_risk_told_of(
    tia: Actor, axe: Any, shot: Any
) -> None:
    page = tia.page
    lock(page)
    axe(page)
    page.set_viewport_size({"width": 800, "height": 1280})
    page.screenshot(path=SHOTS / "written-while-locked" / "locked-tablet.png", full_page=True)
    shot(page, "written-while-locked/locked")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="+ Note", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What you saw, heard or read")).to_be_focused()
    page.keyboard.type("Mum Sarah said nobody came.")
    expect(page.locator(".app-guarded__said")).to_contain_text("This may be a name: “Sarah”")
    axe(page)
    shot(page, "written-while-locked/writing")
    page.keyboard.press("Control+Enter")
    waits_locked(page, 1)
    expect(page.get_by_role("button", name="+ Note", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Child at risk")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What is the risk?")).to_be_focused()
    page.keyboard.type(RISK)
    axe(page)
    context_of(tia).set_offline(True)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#field-risk-state")).to_contain_text(
        "NOT sent. Phone the lead inspector now. In danger phone 999. It goes from here as soon as there is a network."
    )
    axe(page)
    shot(page, "written-while-locked/risk")
    assert not FieldSave.objects.exists()
    context_of(tia).set_offline(False)
    risk_is_sent(page)
    axe(page)
    shot(page, "written-while-locked/risk-sent")
    waits_locked(page, 1)
    assert FieldSave.objects.count() == 1, "The note waits until the tablet is open."
    unlock(page)
    expect(page.locator("#field-state")).to_have_text("Everything is sent.")
    expect(page.locator("#field-risk-state")).to_be_hidden()
    assert SeriousConcern.objects.get().text == RISK
    assert FieldSave.objects.count() == 2
    axe(page)
    shot(page, "written-while-locked/open")


@pytest.mark.rule(
    "EVID-21", part="a locked tablet with a network tells of a child at risk at once, and shows nothing of it"
)
def test_a_child_at_risk_goes_from_a_locked_tablet_that_has_a_network(tia: Actor) -> None:
    page = tia.page
    lock(page)
    tell_of_risk(page)
    risk_is_sent(page)
    assert SeriousConcern.objects.get().text == RISK
    assert CANARIES[2] not in page.content()
    assert not page.evaluate(KEYS)
    expect(page.locator("#field-state")).not_to_contain_text("Written since")
    unlock(page)
    expect(state_of(page, RISK)).to_contain_text("written while locked")
    expect(state_of(page, RISK)).to_contain_text("sent; something")
    expect(page.locator("#field-taken")).to_contain_text("while it was locked: 1. Look whether all of it is yours.")
    write(page, BEGUN)
    expect(state_of(page, BEGUN)).to_contain_text("sent")
    assert sorted(FieldSave.objects.values_list("seq", flat=True)) == [1, 2]
    assert SeriousConcern.objects.count() == 1
    assert not LossAlarm.objects.exists()


@pytest.mark.parametrize("state", ["locked", "open"])
def test_a_child_at_risk_that_is_recorded_with_two_taps_at_once_is_one(tia: Actor, state: str) -> None:
    page = tia.page
    if state == "locked":
        lock(page)
    page.get_by_role("button", name="Child at risk").click()
    page.get_by_label("What is the risk?").fill(RISK)
    page.evaluate("const form = document.querySelector('#field-risk'); form.requestSubmit(); form.requestSubmit();")
    expect(page.locator("#field-risk")).to_be_hidden()
    if state == "locked":
        risk_is_sent(page)
        unlock(page)
    expect(page.locator("#field-state")).to_have_text("Everything is sent.")
    expect(page.locator("#field-risk-state")).to_be_hidden()
    assert FieldSave.objects.count() == SeriousConcern.objects.count() == 1


def test_a_child_at_risk_from_a_locked_tablet_is_not_sent_until_there_is_a_true_receipt(tia: Actor, watch: Any) -> None:
    watch.expect("ERR_FAILED")
    page, came = tia.page, []

    def answer(route: Any) -> None:
        came.append(route.request.post_data)
        if len(came) == 1:
            route.fulfill(status=200, body="<h1>Welcome</h1>", content_type="text/html")
        elif len(came) == 2:
            # It is stored, and the answer is lost.
            route.fetch()
            route.abort()
        else:
            route.continue_()

    lock(page)
    page.route("**/field/v1/ops/*", answer)
    tell_of_risk(page)
    expect(page.locator("#field-risk-state")).to_contain_text("NOT sent. Phone the lead inspector now.")
    risk_is_sent(page)
    assert len(came) >= 3
    assert len(set(came)) == 1, "The same bytes each time."
    unlock(page)
    expect(page.locator("#field-state")).to_have_text("Everything is sent.")
    assert FieldSave.objects.count() == SeriousConcern.objects.count() == 1


def test_a_child_at_risk_whose_answer_is_lost_before_the_tablet_opens_is_one_note(tia: Actor, watch: Any) -> None:
    watch.expect("ERR_FAILED")
    page = tia.page
    lock(page)
    page.route("**/field/v1/ops/*", lambda route: (route.fetch(), route.abort()))
    tell_of_risk(page)
    expect(page.locator("#field-risk-state")).to_contain_text("NOT sent")
    page.unroute("**/field/v1/ops/*")
    unlock(page)
    expect(page.locator("#field-state")).to_have_text("Everything is sent.")
    expect(page.locator("#field-risk-state")).to_be_hidden()
    assert FieldSave.objects.count() == SeriousConcern.objects.count() == 1


def test_a_child_at_risk_that_waits_when_the_tablet_locks_goes_when_there_is_a_network(tia: Actor) -> None:
    page = tia.page
    context_of(tia).set_offline(True)
    write(page, BEGUN)
    tell_of_risk(page)
    expect(page.locator("#field-risk-state")).to_contain_text("NOT sent")
    lock(page)
    expect(page.locator("#field-risk-state")).to_contain_text("It goes from here as soon as there is a network.")
    context_of(tia).set_offline(False)
    risk_is_sent(page)
    assert SeriousConcern.objects.get().text == RISK
    assert FieldSave.objects.count() == 1
    unlock(page)
    expect(state_of(page, BEGUN)).to_contain_text("sent")
    assert sorted(FieldSave.objects.values_list("seq", flat=True)) == [1, 2]


def test_nothing_goes_from_a_locked_tablet_where_the_session_ended_or_is_somebody_elses(
    tia: Actor, cast: Cast, stage: Stage, watch: Any
) -> None:
    watch.expect("401")
    page, context = tia.page, context_of(tia)
    lock(page)
    context.clear_cookies()
    tell_of_risk(page)
    expect(page.locator("#field-risk-state")).to_contain_text("Your session has ended. Sign in")
    other = stage.as_(cast.deputy)
    context.add_cookies(other.page.context.cookies())
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#field-risk-state")).to_contain_text("Somebody else is signed in, so nothing is sent.")
    assert not FieldSave.objects.exists()
    assert not SeriousConcern.objects.exists()


@pytest.mark.rule("EVID-03", part="what was written while locked and is lost with its store is missed")
def test_what_was_written_while_locked_and_is_lost_with_its_store_is_missed(tia: Actor, watch: Any) -> None:
    watch.expect("InvalidStateError")
    page = tia.page
    context_of(tia).set_offline(True)
    write(page, "Written before.")
    lock(page)
    begin(page, FINISHED)
    page.get_by_role("button", name="Done").click()
    waits_locked(page, 1)
    begin(page, BEGUN)
    devtools = context_of(tia).new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": tia.stage.address, "storageTypes": "indexeddb"})
    expect(page.locator("#field-alarm")).to_contain_text("The browser closed the store of this page")
    context_of(tia).set_offline(False)
    page.reload()
    page.get_by_label("Passphrase of this tablet").fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator("#field-alarm")).to_contain_text("3 saves made on a tablet of yours may be lost")
    assert LossAlarm.objects.get().saves == 3


@pytest.mark.rule("EVID-03", part="whatever stands on the screen when a tablet locks is on the disk and not shown")
def test_an_idle_tablet_locks_what_is_being_written_also_while_it_is_locked(tia: Actor) -> None:
    page = tia.page
    page.clock.install()
    page.reload()
    expect(page.locator("#field-state")).to_contain_text(OPENED)
    context_of(tia).set_offline(True)
    page.get_by_role("button", name="Child at risk").click()
    page.get_by_label("What is the risk?").fill(RISK)
    page.clock.fast_forward("10:01")
    expect(page.get_by_label("Passphrase of this tablet")).to_be_visible()
    expect(page.locator("#field-risk-state")).to_contain_text("NOT sent")
    page.get_by_role("button", name="Child at risk").click()
    expect(page.get_by_label("What is the risk?")).to_have_value("")
    page.get_by_role("button", name="Cancel").click()
    begin(page, BEGUN)
    page.clock.fast_forward("10:01")
    expect(page.get_by_label("Passphrase of this tablet")).to_be_visible()
    waits_locked(page, 1)
    assert CANARIES[0] not in page.content()
    unlock(page)
    for text in (BEGUN, RISK):
        expect(state_of(page, text)).to_contain_text("being written, saved on this tablet")
    expect(page.locator("#field-risk-state")).to_contain_text("NOT sent")


@pytest.mark.parametrize("typed", ["before it is open", "after"])
def test_a_note_that_is_open_while_the_passphrase_is_looked_at_goes_on(tia: Actor, typed: str) -> None:
    page = tia.page
    lock(page)
    page.get_by_label("Passphrase of this tablet").fill("a heron by the weir")
    page.evaluate(
        "document.querySelector('#field-unlock').requestSubmit(); document.querySelector('#field-locked-note').click()"
    )
    if typed == "after":
        expect(page.locator("#field-state")).to_contain_text(OPENED)
    page.get_by_label("What you saw, heard or read").fill(BEGUN)
    expect(page.locator("#field-sealed")).to_be_hidden()
    expect(page.get_by_label("What you saw, heard or read")).to_have_value(BEGUN)
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, BEGUN)).to_contain_text("sent")
    assert texts() == [BEGUN]


# How many documents a window still holds each time that it tells the others.
HELD_WHEN_TOLD = """() => {
  const { postMessage } = BroadcastChannel.prototype;
  const held = async () => (await navigator.locks.query()).held.filter((each) => each.name.startsWith("doc:")).length;
  window.heldWhenTold = [];
  BroadcastChannel.prototype.postMessage = function (...given) {
    window.heldWhenTold.push(held());
    return postMessage.apply(this, given);
  };
}"""


def test_two_windows_take_what_was_written_while_locked_once(tia: Actor) -> None:
    page = tia.page
    lock(page)
    other = context_of(tia).new_page()
    other.goto(f"{tia.stage.address}/field/")
    expect(other.locator("#field-state")).to_have_text("Everything is sent.")
    begin(page, BEGUN)
    # It is written here, so the other window leaves it alone.
    other.get_by_role("button", name="Send now").click()
    write(other, "Written in the other window.")
    expect(state_of(other, "Written in the other window.")).to_contain_text("sent")
    assert texts() == ["Written in the other window."]
    page.evaluate(HELD_WHEN_TOLD)
    page.get_by_role("button", name="Done").click()
    expect(state_of(other, BEGUN)).to_contain_text("written while locked")
    assert page.evaluate("Promise.all(window.heldWhenTold)") == [0], "It was told of before it was let go of."
    other.get_by_role("button", name="Send now").click()
    expect(state_of(other, BEGUN)).to_contain_text("sent")
    assert FieldSave.objects.count() == 2
    context_of(tia).set_offline(True)
    found = page.evaluate(BOTH, 30)
    assert found["took"] == [1] * 30
    assert found["left"] == 0
    assert sorted(found["seqs"]) == list(range(3, 33)), "Each has its number, and there is no gap."


def test_what_whoever_left_the_team_wrote_while_locked_is_held_and_then_the_tablet_forgets(
    tia: Actor, cast: Cast, inspection: Inspection, watch: Any
) -> None:
    watch.expect("403 (Forbidden)")
    page = tia.page
    lock(page)
    begin(page, BEGUN)
    page.get_by_role("button", name="Done").click()
    waits_locked(page, 1)
    begin(page, FINISHED)
    member = inspection.members.current().get(person=cast.team_inspector)
    actions.end_role(member, reason="Fell ill.", by=cast.lead)
    # The server never heard of what waits here, and gives the key for it: a passphrase that is forgotten loses nothing.
    page.reload()
    expect(page.locator("#field-state")).to_contain_text("Everything was removed from this tablet.")
    found = HeldWords.objects.select_related("save_of__content")
    assert sorted((each.reason, each.save_of.content.parts["text"]) for each in found) == [
        ("held_not_on_team", BEGUN),
        ("held_not_on_team", FINISHED),
    ]
    assert FieldDevice.objects.get().key_destroyed_at
    assert not LossAlarm.objects.exists()


def test_of_two_inspections_a_note_that_was_written_while_locked_waits_for_a_choice(
    tia: Actor, cast: Cast, inspection: Inspection, watch: Any
) -> None:
    # The server knows nothing of the other one.
    watch.expect("field/v1/names")
    page = tia.page
    page.route("**/field/v1/session?*", two_inspections)
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("#field-read h2")).to_have_count(2)
    lock(page)
    begin(page, BEGUN)
    page.get_by_role("button", name="Done").click()
    unlock(page)
    expect(page.locator("#field-taken")).to_contain_text("Choose the inspection of each that is not done")
    assert not FieldSave.objects.exists()
    page.get_by_role("button", name=BEGUN).click()
    page.get_by_text("Finish later", exact=True).click()
    page.get_by_label("Inspection").select_option(inspection.ref)
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, BEGUN)).to_contain_text("sent")
    assert FieldSave.objects.get().inspection == inspection


def two_inspections(route: Any) -> None:
    answer = route.fetch()
    said = answer.json()
    (one,) = said["inspections"]
    said["inspections"] = [{**one, "ref": "another", "title": "Another inspection"}, one]
    route.fulfill(response=answer, json=said)
