"""On a tablet a name is underlined while it is typed; its writer is asked once, on the page where it is shared."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts import clock
from evidence.models import Head, Revision
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.test_names import on_the_list
from tests.inspections.stages import ON_SITE_AT, announced
from tests.journeys.acting import Actor, Stage, stand
from tests.journeys.test_field_page import begin, context_of, opened, state_of, write

pytestmark = pytest.mark.django_db(transaction=True)
NAMED = "Her mum Sarah agreed."
STORED = """
async () => {
  const texts = [JSON.stringify({...localStorage})];
  for (const {name} of await indexedDB.databases()) {
    const db = await new Promise(done => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise(done => { const asked = db.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); });
      texts.push(JSON.stringify(rows));
    }
    db.close();
  }
  return texts.join();
}
"""  # noqa: E501


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    on_the_list(found, "Whinchat, Zebulon")
    stand(ON_SITE_AT)
    return found


@pytest.fixture
def tia(cast: Cast, stage: Stage, inspection: Inspection) -> Actor:
    actor = stage.as_(cast.team_inspector)
    opened(actor)
    return actor


def underlined(page: Page) -> Any:
    return page.locator(".app-guarded__under mark")


@pytest.mark.rule("EVID-23", part="underlined while typing, without a network too, and asked about when it is shared")
def test_underlined_without_a_network_and_asked_about_once(tia: Actor, cast: Cast, watch: Any) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = tia.page
    context_of(tia).set_offline(True)
    begin(page, NAMED)
    expect(underlined(page)).to_have_text(["Sarah"])
    expect(page.locator(".app-guarded__said")).to_contain_text("This may be a name: “Sarah”")
    tia.stage.examine(page)
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, NAMED)).to_have_text("saved on this tablet")
    context_of(tia).set_offline(False)
    page.get_by_role("button", name="Send now").click()
    expect(state_of(page, NAMED)).to_contain_text("the team cannot see it yet")
    assert Revision.objects.get().words.parts == {"text": NAMED}
    page.get_by_role("link", name="Say whether it is a name").click()
    tia.stage.examine(page)
    page.get_by_label("Replace it").check()
    page.get_by_label("In place of “Sarah”").fill("the child’s mother")
    page.get_by_role("button", name="Share with the team").click()
    expect(page.locator("main")).to_contain_text("Her mum the child’s mother agreed.")
    assert not Head.objects.get().names_open


@pytest.mark.rule("EVID-23", part="with a network names of the list are underlined, and the tablet keeps nothing of it")
def test_a_name_of_the_list_is_underlined_with_a_network(tia: Actor) -> None:
    page = tia.page
    begin(page, "The plan for Zebulon was late.")
    expect(underlined(page)).to_have_text(["Zebulon"])
    assert "ebulon" not in page.evaluate(STORED)
    page.get_by_role("button", name="Done").click()
    write(page, "The plan for the child was late.")
    assert clock.now()
