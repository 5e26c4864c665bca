"""The child-level list in the browser: the table of cases, lists damaged by chance, and the page that checks first."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from information.listing import check
from information.listing.exported import as_json
from information.models import ListCheck
from tests.cast import Cast
from tests.information import giving
from tests.information.list_cases import CASES, mutated
from tests.information.lists import ANNEX, FIELDS, OLD, TODAY, listed, workbook
from tests.journeys.acting import Actor, Stage, stand

pytestmark = pytest.mark.django_db(transaction=True)
CHECK = """async ([files, table]) => {
  const { check } = await import("/static/built/list-check.js");
  return files.map((file) => {
    const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
    const begun = performance.now();
    const found = check(bytes, table);
    return files.length > 1 ? found : { ...found, took: performance.now() - begun };
  });
}"""
Said = dict[str, Any]
SOON_MS, AGAIN_MS = 10_000, 2_000


@pytest.fixture
def in_browser(at: Callable[[str], Page]) -> Callable[..., list[Said]]:
    """What the script that the page loads says of each file."""
    page = at("/sign-in/")
    table = as_json(FIELDS, ANNEX, TODAY)

    def run(*files: bytes) -> list[Said]:
        return page.evaluate(CHECK, [[base64.b64encode(file).decode() for file in files], table])  # type: ignore[no-any-return]

    return run


def on_server(content: bytes) -> Said:
    found = check(content, FIELDS, ANNEX, TODAY)
    faults = [[each.row, each.column, each.reason] for each in found.faults]
    return {"rows": found.rows, "faults": faults, "refused": found.refused}


def test_the_browser_says_what_the_table_of_cases_says(in_browser: Callable[..., list[Said]]) -> None:
    answers = dict(zip(CASES, in_browser(*(case.content for case in CASES.values())), strict=True))
    wanted = {
        name: {"rows": case.rows, "faults": [list(each) for each in case.told], "refused": case.refused}
        for name, case in CASES.items()
    }
    assert {name: said for name, said in answers.items() if said != wanted[name]} == {}


def test_lists_damaged_by_chance_are_told_alike(in_browser: Callable[..., list[Said]]) -> None:
    files = list(mutated(500))
    differ = [
        (file, said, on_server(file))
        for file, said in zip(files, in_browser(*files), strict=True)
        if said != on_server(file)
    ]
    assert differ[:1] == []


def test_twenty_thousand_rows_of_problems_are_told_alike_and_soon(in_browser: Callable[..., list[Said]]) -> None:
    content = listed(*({"child_id": f"K{number}", "disability": "?"} for number in range(20_000)))
    (said,) = in_browser(content)
    # 2.2 seconds on a machine with fifteen times its load; the way into the browser and back is not in it.
    assert said.pop("took") < SOON_MS
    assert said == on_server(content)
    assert len(said["faults"]) == 20_001


def choose(link: Actor, folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    link.page.locator("[name=documents]").set_input_files(folder / name)


def look(link: Actor, button: str) -> None:
    """Nothing is loaded anew: what was found is shown on the page."""
    link.press(button)
    link.page.locator("[data-list-result] h2").wait_for()
    link.stage.examine(link.page, answers="cafcass_list")
    # The button takes no second click within a second, so that a double one does not pass over what was found.
    link.page.wait_for_timeout(AGAIN_MS)


def test_a_list_is_checked_before_it_leaves_the_browser(stage: Stage, cast: Cast, tmp_path: Path) -> None:
    inspection = giving.announced(cast)
    stand(giving.GIVEN_AT)
    link = stage.as_(cast.link_person)
    link.open(f"/cafcass/{inspection.ref}/annex-a/list/")
    sent: list[str] = []
    link.page.on("request", lambda request: sent.append(request.method))
    choose(link, tmp_path, "wrong.csv", b"one,two\n1,2")
    look(link, "Check the list")
    link.sees("The first line names none of the columns that are asked for.", "Nothing has been sent.")
    faulty = [{"case_id": f"C{number}", "disability": "?"} for number in range(14)]
    choose(link, tmp_path, "list.csv", listed(*faulty, fields=OLD))
    expect(link.page.get_by_text("Nothing has been sent.")).to_have_count(0)
    look(link, "Check the list")
    link.sees("Found in your browser: 14 rows, 14 problems", "It must be Y or N.", "The first 14 of 14")
    expect(link.page.get_by_role("heading", name="Found in your browser")).to_be_focused()
    assert ("POST" in sent, ListCheck.objects.count()) == (False, 0)
    # What is shown never repeats a cell, here as little as on the server.
    expect(link.page.locator("[data-list-result]")).not_to_contain_text("?")
    link.press("Check it with 14 problems")
    link.is_told("The list is checked.")
    link.sees("list.csv: 14 rows, 14 problems")
    choose(link, tmp_path, "list.csv", listed({}, fields=OLD))
    link.press("Check the list")
    link.sees("list.csv: 1 rows, 0 problems")
    choose(link, tmp_path, "list.xlsx", workbook({}, {"disability": "?", "case_id": "C2"}))
    link.press("Check the list")
    link.sees("list.xlsx: 2 rows")
    assert [each.rows for each in ListCheck.objects.all()] == [14, 1, 2]


def test_without_scripts_the_server_is_the_first_to_check(stage: Stage, cast: Cast, tmp_path: Path) -> None:
    inspection = giving.announced(cast)
    stand(giving.GIVEN_AT)
    stage.checks = stage.checks[1:]
    link = stage.sign_in(cast.link_person, java_script_enabled=False)
    link.open(f"/cafcass/{inspection.ref}/annex-a/list/")
    choose(link, tmp_path, "list.csv", listed({"disability": "?"}, fields=OLD))
    link.press("Check the list")
    link.sees("list.csv: 1 rows, 1 problem")
