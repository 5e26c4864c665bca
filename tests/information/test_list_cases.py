"""The server's check against the table of cases; tests/journeys/test_list_in_browser.py has the browser's."""

import pytest

from information.listing import check
from information.listing.cells import KINDS
from information.listing.exported import as_json
from tests.information.list_cases import CASES, mutated
from tests.information.lists import ANNEX, FIELDS, TODAY


@pytest.mark.parametrize("name", CASES)
def test_the_server_says_what_the_table_of_cases_says(name: str) -> None:
    case = CASES[name]
    found = check(case.content, FIELDS, ANNEX, TODAY)
    told = [(each.row, each.column, each.reason) for each in found.faults]
    assert (found.rows, told, found.refused) == (case.rows, case.told, case.refused)


def test_every_rule_of_the_table_is_broken_by_a_case() -> None:
    reasons = {reason for case in CASES.values() for _, _, reason in case.told} | {c.refused for c in CASES.values()}
    exported = as_json(FIELDS, ANNEX, TODAY)
    wanted = {rule["reason"] for rule in exported["rules"]} | set(exported["said"].values())
    # A list of 20,000 problems is compared by a test of its own.
    assert wanted - reasons == {exported["said"]["too_many_faults"]}
    assert {rule["kind"] for rule in exported["rules"]} == set(KINDS)


def test_chance_damages_lists_in_ways_that_differ() -> None:
    answers = {str(check(content, FIELDS, ANNEX, TODAY)) for content in mutated(100)}
    assert len(answers) > 40
    assert any("quotation mark" in each for each in answers)
