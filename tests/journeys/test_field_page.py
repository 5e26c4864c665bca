"""A team inspector on a tablet without a network: what is written stays there, and arrives once when there is one."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from evidence.models import Document, FieldSave, HeldWords, NoteChild, OnLine, Revision, SourceSaid
from evidence.queries.verifying import first_broken
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.test_board import opened_line
from tests.inspections.stages import ON_SITE_AT, announced
from tests.journeys.acting import Actor, Stage, stand

pytestmark = pytest.mark.django_db(transaction=True)
PASSPHRASE = "a heron by the weir"  # pragma: allowlist secret
TEXTS = ["The letter came on the ninth day.", "The guardian met the child twice.", "The file holds no plan."]
OPENED = "Everything is sent."


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    stand(ON_SITE_AT)
    return found


@pytest.fixture
def tia(cast: Cast, stage: Stage, inspection: Inspection) -> Actor:
    """A tablet whose clock is right, with the page opened once, and its passphrase chosen."""
    actor = stage.as_(cast.team_inspector)
    opened(actor)
    return actor


def opened(actor: Actor) -> None:
    page = actor.page
    actor.open("/field/")
    page.get_by_label("Passphrase of this tablet").fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator("#field-state")).to_contain_text(OPENED)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.keys().then(names => names.some(name => name.startsWith('field-')))")


def context_of(actor: Actor) -> BrowserContext:
    return actor.page.context


@pytest.mark.rule("EVID-21", part="offered on the field page only where it can be told; else it says whom to phone")
def test_child_at_risk_is_offered_only_where_it_can_be_told(
    cast: Cast, stage: Stage, inspection: Inspection, watch: Any
) -> None:
    """Not before the tablet has a key, and never to somebody who writes no evidence: they are told to phone."""
    watch.expect("403 (Forbidden)")
    shadow = stage.as_(cast.shadow)
    shadow.open("/field/")
    expect(shadow.page.locator("#field-state")).to_contain_text("phone the lead inspector now. In danger phone 999")
    expect(shadow.page.locator("#field-state")).not_to_contain_text("Sign in")
    ask = "#field-risk-ask"
    expect(shadow.page.locator(ask)).to_be_hidden()
    tia = stage.as_(cast.team_inspector)
    tia.open("/field/")
    expect(tia.page.locator("#field-state")).to_contain_text("Choose a passphrase.")
    expect(tia.page.locator(ask)).to_be_hidden()
    opened(tia)
    expect(tia.page.locator(ask)).to_be_visible()


def test_the_row_of_a_child_at_risk_says_that_the_lead_is_told(tia: Actor) -> None:
    page = tia.page
    page.get_by_role("button", name="Child at risk").click()
    page.get_by_label("What is the risk?").fill(TEXTS[0])
    page.get_by_role("button", name="Record it and tell them").click()
    told = "the lead inspector and the QA manager are told"
    expect(state_of(page, TEXTS[0])).to_contain_text(told, timeout=15_000)
    write(page, TEXTS[1])
    expect(state_of(page, TEXTS[1])).to_contain_text("sent")
    expect(state_of(page, TEXTS[1])).not_to_contain_text("told")


def write(page: Page, text: str, kind: str = "+ Note", label: str = "What you saw, heard or read") -> None:
    begin(page, text, kind, label)
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#field-list")).to_contain_text(text)


def begin(page: Page, text: str, kind: str = "+ Note", label: str = "What you saw, heard or read") -> None:
    page.get_by_role("button", name=kind, exact=True).click()
    page.get_by_label(label).fill(text)
    expect(page.locator("#field-saved")).to_contain_text("Saved on this tablet at")


def unlock(page: Page) -> None:
    page.get_by_label("Passphrase of this tablet").fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    # "+ Note" is there while it is locked too.
    expect(page.locator("#field-desk")).to_be_visible()


def state_of(page: Page, text: str) -> Any:
    return page.locator("#field-list li", has_text=text).locator("strong")


def texts() -> list[str]:
    return sorted(each.words.parts["text"] for each in Revision.objects.select_related("words"))


@pytest.mark.rule("EVID-03", part="three notes written without a network outlive a reload and arrive once each")
def test_three_notes_without_a_network_outlive_a_reload_and_arrive_once(
    tia: Actor, inspection: Inspection, watch: Any
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = tia.page
    context_of(tia).set_offline(True)
    for text in TEXTS:
        write(page, text)
        expect(state_of(page, text)).to_have_text("saved on this tablet")
    assert not FieldSave.objects.exists()
    page.reload()
    expect(page.locator("#field-list")).not_to_contain_text(TEXTS[0])
    unlock(page)
    for text in TEXTS:
        expect(state_of(page, text)).to_have_text("saved on this tablet")
    expect(page.locator("#field-state")).to_contain_text("3 saved on this tablet and not sent yet.")
    context_of(tia).set_offline(False)
    page.get_by_role("button", name="Send now").click()
    for text in TEXTS:
        expect(state_of(page, text)).to_contain_text("sent")
    expect(page.locator("#field-state")).to_contain_text("Everything is sent.")
    assert texts() == sorted(TEXTS)
    assert FieldSave.objects.count() == 3
    page.get_by_role("button", name="Send now").click()
    page.reload()
    expect(page.locator("#field-state")).to_contain_text("Everything is sent.")
    assert FieldSave.objects.count() == 3
    assert first_broken(inspection) is None
    tia.stage.examine(page)


def test_what_is_being_typed_outlives_the_tab_and_is_read_again(tia: Actor, watch: Any) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = tia.page
    context_of(tia).set_offline(True)
    page.get_by_role("button", name="+ Note").click()
    page.get_by_label("What you saw").press_sequentially(TEXTS[0])
    expect(page.locator("#field-saved")).to_contain_text("Saved on this tablet at")
    expect(page.locator("#field-state")).to_contain_text("1 being written, saved on this tablet.")
    page.close()
    page = context_of(tia).new_page()
    page.goto(f"{tia.stage.address}/field/")
    unlock(page)
    expect(state_of(page, TEXTS[0])).to_have_text("being written, saved on this tablet")
    page.get_by_role("button", name=TEXTS[0]).click()
    expect(page.get_by_label("What you saw")).to_have_value(TEXTS[0])
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, TEXTS[0])).to_have_text("saved on this tablet")


def test_what_is_finished_later_is_said_without_a_network_too(
    cast: Cast, stage: Stage, inspection: Inspection, watch: Any
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    line = opened_line(inspection, cast, "How delay is managed")
    tia = stage.as_(cast.team_inspector)
    opened(tia)
    page = tia.page
    context_of(tia).set_offline(True)
    begin(page, TEXTS[0])
    page.get_by_text("Finish later").click()
    initials = page.get_by_label("Initials of the child")
    initials.fill("Emily")
    expect(page.locator("#field-in-initials-error")).to_be_visible()
    initials.fill("ER")
    expect(page.locator("#field-in-initials-error")).to_be_hidden()
    page.get_by_label("Kind of source").select_option("child")
    page.get_by_label("Voice of children and families").select_option("VS-1")
    page.get_by_label(str(line)).check()
    stage.examine(page)
    page.get_by_role("button", name="Done").click()
    write(page, "Letters are prompt.", "+ Shared summary", "Evaluative statement")
    context_of(tia).set_offline(False)
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("#field-state")).to_contain_text("Everything is sent.")
    said = SourceSaid.objects.get()
    assert (said.kind, said.voice, NoteChild.objects.get().initials) == ("child", "VS-1", "E.R.")
    assert OnLine.objects.get().line == line
    assert sorted(Document.objects.values_list("kind", flat=True)) == ["note", "shared_summary"]


def test_nothing_that_was_written_stands_readable_on_the_tablet(tia: Actor, watch: Any) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = tia.page
    context_of(tia).set_offline(True)
    write(page, TEXTS[0])
    page.get_by_role("button", name="+ Note").click()
    page.get_by_label("What you saw").fill(TEXTS[1])
    expect(page.locator("#field-saved")).to_contain_text("Saved on this tablet at")
    stored = page.evaluate(EVERYTHING)
    assert len(json.loads(stored)["ops"]) == len(json.loads(stored)["drafts"]) == 1
    assert not [each for each in (*TEXTS, PASSPHRASE) if each in stored]
    page.reload()
    page.get_by_label("Passphrase of this tablet").fill("another passphrase")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator("#field-passphrase-error")).to_have_text("This is not the passphrase of this tablet")
    expect(page.locator("#field-desk")).to_be_hidden()


# Every store of the database as text: what is sealed as one character for each byte.
EVERYTHING = """
async () => {
  const name = (await indexedDB.databases())[0].name;
  const asked = indexedDB.open(name);
  const db = await new Promise(done => { asked.onsuccess = () => done(asked.result); });
  const bytes = each => each instanceof ArrayBuffer || ArrayBuffer.isView(each)
    ? String.fromCharCode(...new Uint8Array(each.buffer || each)) : each;
  const found = {};
  for (const store of db.objectStoreNames) {
    const rows = await new Promise(done => {
      const asked = db.transaction(store).objectStore(store).getAll();
      asked.onsuccess = () => done(asked.result);
    });
    found[store] = JSON.parse(JSON.stringify(rows, (_, each) => bytes(each)));
  }
  db.close();
  return JSON.stringify(found);
}
"""


@pytest.mark.parametrize("lie", ["portal", "empty", "wrong hash", "401", "404"])
def test_answers_that_lie_delete_nothing(tia: Actor, watch: Any, lie: str) -> None:
    """S8 in a browser; every other answer of the table is asked of the module alone."""
    watch.expect("status of")
    page = tia.page

    def answer(route: Route) -> None:
        sent = json.loads(route.request.post_data or "{}")
        lied: dict[str, Any] = {
            "portal": {"status": 200, "content_type": "text/html", "body": "<h1>Welcome to the court's Wi-Fi</h1>"},
            "empty": {"status": 201, "body": ""},
            "wrong hash": {"status": 201, "json": {"op": sent["op"], "sha256": "0" * 64, "status": "accepted"}},
            "401": {"status": 401, "json": {"error": "signed_out"}},
            "404": {"status": 404, "content_type": "text/html", "body": "Not found"},
        }[lie]
        route.fulfill(**lied)

    page.route("**/field/v1/ops/*", answer)
    write(page, TEXTS[0])
    expect(page.locator("#field-state")).to_contain_text("The network does not let it through yet.")
    expect(state_of(page, TEXTS[0])).to_have_text("saved on this tablet")
    page.unroute("**/field/v1/ops/*")
    page.get_by_role("button", name="Send now").click()
    expect(state_of(page, TEXTS[0])).to_contain_text("sent")
    assert texts() == [TEXTS[0]]


def test_a_session_that_ended_sends_nothing_for_somebody_else_and_all_for_the_same_person(
    tia: Actor, cast: Cast, watch: Any
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    watch.expect("401 (Unauthorized)")
    page, context = tia.page, context_of(tia)
    context.set_offline(True)
    write(page, TEXTS[0])
    mine = context.cookies()
    context.set_offline(False)
    context.clear_cookies()
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("#field-state")).to_contain_text("Your session has ended. Sign in")
    context.add_cookies(context_of(tia.stage.as_(cast.deputy)).cookies())
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("#field-state")).to_contain_text("Somebody else is signed in, so nothing is sent.")
    assert not FieldSave.objects.exists()
    context.clear_cookies()
    context.add_cookies(mine)
    page.get_by_role("button", name="Send now").click()
    expect(state_of(page, TEXTS[0])).to_contain_text("sent")
    assert FieldSave.objects.get().author == cast.team_inspector


def test_removed_while_offline_is_held_for_the_lead_who_takes_it_in(
    tia: Actor, cast: Cast, stage: Stage, inspection: Inspection, watch: Any
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    context_of(tia).set_offline(True)
    write(tia.page, TEXTS[0])
    begin(tia.page, TEXTS[1])
    tia.page.reload()
    unlock(tia.page)
    member = inspection.members.current().get(person=cast.team_inspector)
    actions.end_role(member, reason="Fell ill.", by=cast.lead)
    context_of(tia).set_offline(False)
    tia.page.get_by_role("button", name="Send now").click()
    # Nothing is left to send, so the key is destroyed and the tablet forgets what it knew.
    expect(tia.page.locator("#field-state")).to_contain_text("Everything was removed from this tablet.")
    # What was only begun went first.
    assert [each.reason for each in HeldWords.objects.all()] == ["held_not_on_team"] * 2
    assert not Revision.objects.exists()
    lead = stage.as_(cast.lead)
    lead.open(f"/inspections/{inspection.ref}/")
    lead.go("From devices")
    expect(lead.page.get_by_text(TEXTS[1])).to_be_visible()
    expect(lead.page.get_by_text(TEXTS[0])).to_be_visible()
    lead.page.get_by_role("button", name="Take in").first.click()
    lead.press("Take it in")
    assert texts() == [TEXTS[0]]


def test_a_tablet_with_a_wrong_clock_says_why_it_is_held(tia: Actor, watch: Any) -> None:
    tia.page.clock.install(time=datetime.now(UTC) + timedelta(days=1))
    tia.page.reload()
    expect(tia.page.locator("#field-state")).to_contain_text(OPENED)
    tia.page.get_by_role("button", name="Send now").click()
    write(tia.page, TEXTS[0])
    expect(state_of(tia.page, TEXTS[0])).to_contain_text("held because the clock of this tablet is wrong")
    assert HeldWords.objects.get().reason == "held_clock"


def test_a_summary_in_three_parts_arrives_with_all_of_them(tia: Actor) -> None:
    page = tia.page
    begin(page, TEXTS[0], "+ Individual summary", "Evaluative statement")
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, TEXTS[0])).to_contain_text("something is still to be filled in")
    assert Revision.objects.get().words.parts == {"statement": TEXTS[0], "evidence": "", "difference": ""}
    page.get_by_role("link", name="Fill it in on its page").click()
    expect(page.get_by_label("Evaluative statement")).to_have_value(TEXTS[0])


def test_writing_on_later_is_a_new_version_over_the_last(tia: Actor, inspection: Inspection) -> None:
    page = tia.page
    write(page, TEXTS[0])
    expect(state_of(page, TEXTS[0])).to_contain_text("sent")
    page.get_by_role("button", name=TEXTS[0]).click()
    page.get_by_label("What you saw").fill(TEXTS[1])
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, TEXTS[1])).to_contain_text("sent")
    first, second = Revision.objects.order_by("id")
    assert second.parent == first
    assert texts() == sorted(TEXTS[:2])


def test_one_tab_writes_and_the_other_says_so(tia: Actor) -> None:
    page = tia.page
    write(page, TEXTS[0])
    page.get_by_role("button", name=TEXTS[0]).click()
    other = context_of(tia).new_page()
    other.goto(f"{tia.stage.address}/field/")
    other.get_by_role("button", name=TEXTS[0]).click()
    expect(other.get_by_role("alert")).to_contain_text("being written in another tab")


def test_removing_everything_asks_for_the_number_that_is_lost(tia: Actor, inspection: Inspection, watch: Any) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = tia.page
    context_of(tia).set_offline(True)
    write(page, TEXTS[0])
    page.get_by_role("button", name="Remove everything from this tablet").click()
    page.get_by_label("How many saves are lost by this?").fill("2")
    page.get_by_role("button", name="Remove them for good").click()
    page.get_by_role("button", name="Keep them").click()
    expect(state_of(page, TEXTS[0])).to_have_text("saved on this tablet")
    page.get_by_role("button", name="Remove everything from this tablet").click()
    page.get_by_label("How many saves are lost by this?").fill("1")
    page.get_by_role("button", name="Remove them for good").click()
    expect(page.locator("#field-state")).to_contain_text("Everything was removed from this tablet.")
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
