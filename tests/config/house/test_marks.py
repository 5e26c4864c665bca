"""A rule counts as kept by a test that runs. (tests/conftest.py holds the same while tests run.)"""

from framework.rules import marked_tests
from tests.config.house.rooms import ROOT


def test_no_marked_test_may_be_skipped_or_expected_to_fail() -> None:
    assert not [marked.test for marked in marked_tests(ROOT / "tests") if marked.unsure]


def test_the_scan_finds_marked_tests_at_all() -> None:
    assert marked_tests(ROOT / "tests")
