"""S14: how quickly a tablet with 2,000 notes keeps a save, and how it sends 200 through a bad network."""

import random
import time
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Route, expect

from evidence.models import FieldSave
from inspections.models import Inspection
from tests.cast import Cast
from tests.inspections.stages import ON_SITE_AT, announced
from tests.journeys.acting import Stage, stand
from tests.journeys.test_field_page import context_of, opened, unlock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.prove("S14")]
NOTES, QUEUED = 2_000, 200
SAVE_MS, SYNC_SECONDS, TIMES = 50, 180, 200
# 50 kB/s, half a second, and of each twenty requests one is cut: before it arrives, or its answer.
KB, LATENCY_MS, CUT = 50, 500, 0.05
# Fills the page's own store through the page's own modules, with the key that the server gives for this tablet.
FILL = """
async ([notes, queued, ref]) => {
  const { Store } = await import('/static/built/field-store.js');
  const { Vault, bytesOf, sha256 } = await import('/static/built/field-vault.js');
  const person = localStorage.getItem('field-person');
  const { csrf } = await (await fetch('/field/v1/session')).json();
  const store = await Store.open(person);
  const device = await store.meta('device');
  const asked = await fetch(`/field/v1/devices/${device}/key`, { method: 'POST', headers: { 'X-CSRFToken': csrf } });
  const vault = await Vault.of(bytesOf((await asked.json()).key));
  const text = number => `Note ${number}: ${'the letter came late and nobody had told the child. '.repeat(12)}`;
  const body = number => ({ text: text(number), source: 'Interview', observed_on: '2024-02-05', observed_at: '10:40', place: 'private' });
  for (let number = 0; number < notes; number += 1) {
    const doc = crypto.randomUUID();
    const value = { doc, kind: 'note', inspection: ref, body: body(number), last: null };
    const sealed = await vault.seal(value);
    if (number >= queued) {
      await store.write(['docs'], ({ docs }) => docs.put({ doc, updated: number, ...sealed }));
      continue;
    }
    const op = crypto.randomUUID();
    await store.mint(async seq => {
      const captured_at = new Date().toISOString();
      const said = JSON.stringify({ op, doc, parent: null, kind: 'note', inspection: ref, body: value.body, device, seq, captured_at, clock_offset_ms: 0, schema: 1 });
      const hash = await sha256(new TextEncoder().encode(said));
      return { op: { op, doc, seq, captured_at, sha256: hash, ...await vault.seal(said) }, doc: { doc, updated: number, ...await vault.seal({ ...value, last: op }) } };
    });
  }
  store.close();
}
"""  # noqa: E501
# The two writes of a local save: what is being typed, and the save that is made of it.
SAVES = """
async times => {
  const { Store } = await import('/static/built/field-store.js');
  const { Vault } = await import('/static/built/field-vault.js');
  const store = await Store.open(localStorage.getItem('field-person'));
  const vault = await Vault.of(crypto.getRandomValues(new Uint8Array(32)));
  const value = { kind: 'note', body: { text: 'the letter came late and nobody had told the child. '.repeat(12) } };
  const found = { typing: [], done: [] };
  for (let number = 0; number < times; number += 1) {
    const doc = crypto.randomUUID();
    let began = performance.now();
    const sealed = await vault.seal(value);
    await store.write(['drafts'], ({ drafts }) => drafts.put({ doc, updated: Date.now(), ...sealed }));
    found.typing.push(performance.now() - began);
    began = performance.now();
    const op = crypto.randomUUID();
    await store.mint(async seq => ({ op: { op, doc, seq, ...await vault.seal(value) }, doc: { doc, updated: Date.now(), ...await vault.seal(value) } }));
    found.done.push(performance.now() - began);
    // Nothing of it stays, and the numbers go on where they were.
    await store.write(['ops', 'docs', 'meta'], ({ ops, docs, meta }) => {
      ops.delete(op); docs.delete(doc);
      const asked = meta.get('seq'); asked.onsuccess = () => meta.put({ name: 'seq', value: asked.result.value - 1 });
    });
  }
  store.close();
  return found;
}
"""  # noqa: E501


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    stand(ON_SITE_AT)
    return found


def p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def test_a_save_is_quick_on_a_full_tablet_and_200_go_through_a_bad_network(
    stage: Stage, cast: Cast, inspection: Inspection, watch: Any, capsys: Any
) -> None:
    watch.expect("ERR_")
    actor = stage.as_(cast.team_inspector)
    opened(actor)
    page = actor.page
    context_of(actor).route("**/field/v1/ops/*", lambda route: route.fulfill(status=503, body=""))
    watch.expect("503")
    page.evaluate(FILL, [NOTES, QUEUED, inspection.ref])
    times = page.evaluate(SAVES, TIMES)
    typing, done = p95(times["typing"]), p95(times["done"])
    # Within the page as somebody uses it, list and all.
    context_of(actor).unroute("**/field/v1/ops/*")
    taken, cut = through_a_bad_network(page, actor)
    with capsys.disabled():
        print(
            f"\n  S14: local save with {NOTES} notes, p95: {typing:.1f} ms typing, {done:.1f} ms done (goal {SAVE_MS})"
        )
        print(f"  S14: {QUEUED} saves, {KB} kB/s, {LATENCY_MS} ms, {cut} cut: {taken:.0f} s (goal ≤ {SYNC_SECONDS})")
    assert FieldSave.objects.count() == QUEUED
    assert typing <= SAVE_MS
    assert done <= SAVE_MS
    assert taken <= SYNC_SECONDS


def through_a_bad_network(page: Page, actor: Any) -> tuple[float, int]:
    """Seconds until everything is sent, and how many requests were cut."""
    chance, cut = random.Random("S14"), []

    def bad(route: Route) -> None:
        if chance.random() >= CUT:
            route.continue_()
            return
        cut.append(route.request.url)
        try:
            if chance.random() < 0.5:
                route.fetch()
            route.abort("connectionreset")
        except Error:
            return

    page.route("**/field/v1/**", bad)
    devtools = context_of(actor).new_cdp_session(page)
    given = {"latency": LATENCY_MS, "downloadThroughput": KB * 1024, "uploadThroughput": KB * 1024}
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", {"offline": False, **given})
    page.get_by_role("button", name="Lock").click()
    unlock(page)
    # It sends by itself from here on.
    began = time.monotonic()
    while FieldSave.objects.count() < QUEUED and time.monotonic() - began < 2 * SYNC_SECONDS:
        page.wait_for_timeout(500)
    expect(page.locator("#field-state")).to_contain_text("Everything is sent.", timeout=60_000)
    return time.monotonic() - began, len(cut)


def test_a_tablet_with_2000_notes_is_still_written_on(
    stage: Stage, cast: Cast, inspection: Inspection, capsys: Any
) -> None:
    """From the last key to the words that say so, which come after the disk has it."""
    actor = stage.as_(cast.team_inspector)
    opened(actor)
    page = actor.page
    page.evaluate(FILL, [NOTES, 0, inspection.ref])
    page.get_by_role("button", name="Lock").click()
    unlock(page)
    began = time.monotonic()
    page.get_by_role("button", name="+ Note").click()
    page.get_by_label("What you saw").fill("The letter came on the ninth day.")
    expect(page.locator("#field-saved")).to_contain_text("Saved on this tablet at")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#field-editor")).to_be_hidden()
    with capsys.disabled():
        print(f"\n  S14: a note begun, written and done on the page itself: {time.monotonic() - began:.1f} s")
