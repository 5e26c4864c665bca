"""S12 and S13: what a tablet keeps is exactly what is listed, and nothing of it can be read without the passphrase."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from evidence.models import LossAlarm, RevisionText
from inspections.models import Inspection
from tests.cast import Cast
from tests.inspections.stages import ON_SITE_AT, announced
from tests.journeys.acting import Stage, stand
from tests.journeys.killing import Device
from tests.journeys.test_day_offline import first_opened, signed_in
from tests.journeys.test_field_page import PASSPHRASE, begin, context_of, opened, unlock, write

pytestmark = pytest.mark.django_db(transaction=True)
CANARIES = [f"xcanary{number:02}quince" for number in range(30)]
KEPT = """
async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map(each => new URL(each.url).pathname);
  }
  return found;
}
"""
# What stands in the stores that is, or could be made, a key.
KEYS = """
async () => {
  const [{name}] = await indexedDB.databases();
  const asked = indexedDB.open(name);
  const db = await new Promise(done => { asked.onsuccess = () => done(asked.result); });
  const found = [];
  const look = (each, path) => {
    if (each instanceof CryptoKey) found.push(path);
    else if (each instanceof ArrayBuffer && each.byteLength === 32) found.push(`${path} of 32 bytes`);
    else if (each && typeof each === 'object' && !ArrayBuffer.isView(each)) {
      for (const [part, value] of Object.entries(each)) look(value, `${path}.${part}`);
    }
  };
  for (const store of db.objectStoreNames) {
    const rows = await new Promise(done => {
      const asked = db.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result);
    });
    look(rows, store);
  }
  db.close();
  return found;
}
"""


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    stand(ON_SITE_AT)
    return found


def test_the_service_worker_keeps_exactly_what_is_listed(cast: Cast, stage: Stage, inspection: Inspection) -> None:
    tia = stage.as_(cast.team_inspector)
    opened(tia)
    write(tia.page, "The letter came on the ninth day.")
    worker = context_of(tia).request.get(f"{stage.address}/field/worker.js").text()
    listed = json.loads(worker.partition("const LISTED = ")[2].partition(";\n")[0])
    found = {name: sorted(kept) for name, kept in tia.page.evaluate(KEPT).items()}
    assert found == {f"field-{listed['version']}": sorted(listed["kept"])}
    assert not [each for each in listed["kept"] if each.startswith("/field/v1")]
    shell = context_of(tia).request.get(f"{stage.address}/field/").text()
    assert cast.team_inspector.name not in shell
    assert inspection.ref not in shell


def found_in_profile(profile: Path) -> dict[str, list[str]]:
    """By file what stands readable in it, however a browser may write characters."""
    sought = {word: [word.encode(), word.encode("utf-16-le")] for word in (*CANARIES, PASSPHRASE)}
    found = {}
    for file in (each for each in profile.rglob("*") if each.is_file()):
        content = file.read_bytes()
        if hits := [word for word, ways in sought.items() if any(way in content for way in ways)]:
            found[str(file.relative_to(profile))] = hits
    return found


def size_of_store(profile: Path) -> int:
    """Bytes of ciphertext that are left where the browser keeps the store of the page."""
    places = [each for each in (profile / "Default" / "IndexedDB").glob("http_localhost*") if each.is_dir()]
    return sum(file.stat().st_size for place in places for file in place.rglob("*") if file.suffix in (".log", ".ldb"))


@pytest.mark.prove("S13")
def test_a_raw_profile_holds_none_of_30_words_that_were_written_without_a_network(
    tablet: Device, cast: Cast, inspection: Inspection, live_server: Any, capsys: Any
) -> None:
    first_opened(tablet, cast, live_server.url)
    tablet.context.set_offline(True)
    for word in CANARIES[:-1]:
        write(tablet.page, f"The child said {word}.")
    begin(tablet.page, f"Being typed: {CANARIES[-1]}.")
    # Killed while the last one stands on the screen, as a tablet that is taken away is switched off.
    tablet.kill()
    killed = found_in_profile(tablet.profile)
    tablet.open()
    tablet.context.set_offline(True)
    tablet.page.goto(f"{live_server.url}/field/")
    unlock(tablet.page)
    expect(tablet.page.locator("#field-list li")).to_have_count(len(CANARIES))
    tablet.page.get_by_role("button", name="Lock").click()
    expect(tablet.page.locator("#field-unlock")).to_be_visible()
    keys = tablet.page.evaluate(KEYS)
    tablet.close()
    locked = found_in_profile(tablet.profile)
    before = size_of_store(tablet.profile)
    tablet.open()
    signed_in(tablet, cast, live_server.url)
    page = tablet.page
    expect(page.locator("#field-state")).to_contain_text("Everything is sent.")
    page.get_by_role("button", name="Remove everything from this tablet").click()
    page.get_by_label("How many saves are lost by this?").fill("1")
    with page.expect_response("**/field/v1/wiped"):
        page.get_by_role("button", name="Remove them for good").click()
    expect(page.locator("#field-state")).to_contain_text("Everything was removed from this tablet.")
    stores = tablet.page.evaluate("indexedDB.databases().then(all => all.length)")
    tablet.close()
    wiped, left = found_in_profile(tablet.profile), size_of_store(tablet.profile)
    with capsys.disabled():
        print(
            f"\n  S13: words of {len(CANARIES)} found in the raw profile, killed while writing: {killed or 0} (goal 0)"
        )
        print(
            f"  S13: after lock {locked or 0} (goal 0), keys in the store {len(keys)} (goal 0), its size {before} bytes"
        )
        print(
            f"  S13: after removal {wiped or 0} (goal 0), stores {stores} (goal 0), bytes of the store {left} (goal 0)"
        )
    assert (killed, locked, keys, wiped) == ({}, {}, [], {})
    assert before > 0
    assert (stores, left) == (0, 0)


# What the wrapped key is made with: 16 random bytes that stand in the store as they are.
SALT = """
async () => {
  const { Store } = await import('/static/built/field-store.js');
  const store = await Store.open(localStorage.getItem('field-person'));
  const { salt } = await store.meta('wrapped');
  store.close();
  return [...salt];
}
"""


def files_with(profile: Path, part: bytes) -> list[str]:
    store = profile / "Default" / "IndexedDB"
    return [file.name for file in store.rglob("*") if file.is_file() and part in file.read_bytes()]


def removed(page: Page, saves: int) -> None:
    page.get_by_role("button", name="Remove everything from this tablet").click()
    page.get_by_label("How many saves are lost by this?").fill(str(saves))
    page.get_by_role("button", name="Remove them for good").click()
    expect(page.locator("#field-state")).to_contain_text("Everything was removed from this tablet.")


@pytest.mark.rule("EVID-03", part="what is removed without a network is gone from the files at the next contact")
def test_what_was_removed_without_a_network_leaves_the_files_at_the_next_contact(
    tablet: Device, cast: Cast, inspection: Inspection, live_server: Any
) -> None:
    first_opened(tablet, cast, live_server.url)
    salt = bytes(tablet.page.evaluate(SALT))
    tablet.context.set_offline(True)
    write(tablet.page, f"The child said {CANARIES[0]}.")
    assert files_with(tablet.profile, salt)
    removed(tablet.page, 1)
    expect(tablet.page.locator("#field-state")).to_contain_text("What is left of it in the browser’s files is sealed.")
    assert tablet.page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    tablet.page.reload()
    expect(tablet.page.locator("#field-state")).to_contain_text("Open this page once where there is a network")
    tablet.close()
    assert found_in_profile(tablet.profile) == {}
    tablet.open()
    with tablet.page.expect_response("**/field/v1/wiped"):
        signed_in(tablet, cast, live_server.url)
    # It begins anew, as a tablet that nobody has used.
    expect(tablet.page.locator("#field-state")).to_have_text("Choose a passphrase.")
    assert tablet.page.evaluate("localStorage.getItem('field-removed')") is None
    tablet.page.get_by_label("Passphrase of this tablet").fill(PASSPHRASE)
    tablet.page.get_by_role("button", name="Open", exact=True).click()
    expect(tablet.page.locator("#field-alarm")).to_contain_text("1 saves made on a tablet of yours may be lost")
    write(tablet.page, "Begun anew.")
    tablet.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert tablet.page.evaluate(KEPT)
    tablet.close()
    assert not files_with(tablet.profile, salt)
    assert LossAlarm.objects.get().saves == 1


def test_nothing_is_cleared_at_the_next_contact_where_somebody_else_has_a_store(
    tablet: Device, cast: Cast, inspection: Inspection, live_server: Any
) -> None:
    first_opened(tablet, cast, live_server.url)
    tablet.context.set_offline(True)
    write(tablet.page, f"The child said {CANARIES[0]}.")
    tablet.page.evaluate("new Promise(done => { indexedDB.open('field-0').onsuccess = done; }).then(() => true)")
    removed(tablet.page, 1)
    cleared: list[str] = []
    tablet.page.on("request", lambda request: cleared.append(request.url) if "wiped" in request.url else None)
    tablet.context.set_offline(False)
    tablet.page.reload()
    expect(tablet.page.locator("#field-state")).to_have_text("Choose a passphrase.")
    assert not cleared
    assert "field-0" in tablet.page.evaluate("indexedDB.databases().then(all => all.map(each => each.name))")


def test_what_another_window_begins_while_the_rest_is_dropped_is_not_dropped_with_it(
    tablet: Device, cast: Cast, inspection: Inspection, live_server: Any
) -> None:
    first_opened(tablet, cast, live_server.url)
    tablet.context.set_offline(True)
    write(tablet.page, f"The child said {CANARIES[0]}.")
    removed(tablet.page, 1)
    waiting: list[Route] = []
    tablet.context.route("**/field/v1/wiped", lambda route: waiting.append(route))
    tablet.context.set_offline(False)
    tablet.page.reload()
    while not waiting:
        tablet.page.wait_for_timeout(50)
    other = tablet.context.new_page()
    other.goto(f"{live_server.url}/field/")
    other.wait_for_timeout(2_000)
    assert other.evaluate("indexedDB.databases().then(all => all.length)") == 0
    waiting[0].continue_()
    expect(other.locator("#field-state")).to_have_text("Choose a passphrase.")
    other.get_by_label("Passphrase of this tablet").fill(PASSPHRASE)
    other.get_by_role("button", name="Open", exact=True).click()
    tablet.context.set_offline(True)
    write(other, "Begun in the other window.")
    other.wait_for_timeout(1_000)
    expect(other.locator("#field-list")).to_contain_text("Begun in the other window.")
    tablet.context.set_offline(False)
    other.get_by_role("button", name="Send now").click()
    expect(other.locator("#field-state")).to_contain_text("Everything is sent.")
    assert "Begun in the other window." in RevisionText.objects.values_list("parts__text", flat=True)
