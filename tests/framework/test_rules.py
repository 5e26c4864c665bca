"""Which rules are kept: read from the tests' source, however a mark is written."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from framework.rules import Mark, marked_tests, report, unknown_numbers
from framework.versions import version

RULES = version("2024-04-05").rules

SOURCE = """
import pytest
from pytest import mark

pytestmark = [pytest.mark.django_db, pytest.mark.rule("GEN-01", part="of the module")]

@pytest.mark.rule("TIME-01")
def test_whole(): ...

@mark.rule("TIME-02", part="the talk")
@pytest.mark.parametrize("x", [1])
def test_part(x): ...

@pytest.mark.rule("TIME-03", "TIME-04")
async def test_two(): ...

@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.rule("TIME-05"))])
def test_in_param(x): ...

@pytest.mark.rule("TIME-06")
class TestClass:
    pytestmark = pytest.mark.rule("TIME-07")

    def test_method(self): ...

    class TestInner:
        def test_deep(self): ...

@pytest.mark.rule("TIME-08")
@pytest.mark.skipif(True, reason="x")
def test_skipped(): ...

@pytest.mark.rule("TIME-09")
def test_gives_up():
    if 1:
        pytest.skip("no")

def helper(): pytest.mark.rule("TIME-10")

@pytest.mark.rule("NO-99")
def test_unknown(): ...
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tests = tmp_path / "tests"
    (tests / "room").mkdir(parents=True)
    (tests / "room" / "test_a.py").write_text(SOURCE, "utf-8")
    (tests / "room" / "other.py").write_text('@pytest.mark.rule("TIME-11")\ndef test_x(): ...\n', "utf-8")
    return tests


def states(folder: Path) -> dict[str, str]:
    return {each.rule.id: each.state for each in report(RULES, marked_tests(folder)) if each.state != "none"}


def test_states(folder: Path) -> None:
    assert states(folder) == {
        "GEN-01": "part", "TIME-01": "kept", "TIME-02": "part", "TIME-03": "kept", "TIME-04": "kept", "TIME-05": "kept",
        "TIME-06": "kept", "TIME-07": "kept",
    }  # fmt: skip


def test_names_of_tests(folder: Path) -> None:
    tests = {each.rule.id: each.tests for each in report(RULES, marked_tests(folder))}
    assert tests["TIME-01"] == ("tests/room/test_a.py::test_whole",)
    assert tests["TIME-07"] == (
        "tests/room/test_a.py::TestClass::test_method",
        "tests/room/test_a.py::TestClass::TestInner::test_deep",
    )
    assert tests["TIME-10"] == tests["TIME-11"] == ()


def test_a_test_that_may_be_skipped_proves_nothing(folder: Path) -> None:
    unsure = {each.test.rsplit("::")[-1] for each in marked_tests(folder) if each.unsure}
    assert unsure == {"test_skipped", "test_gives_up"}
    assert "TIME-08" not in states(folder)


def test_unknown_numbers_are_an_error(folder: Path) -> None:
    assert unknown_numbers(RULES, marked_tests(folder)) == {"NO-99": ("tests/room/test_a.py::test_unknown",)}
    with pytest.raises(CommandError, match="NO-99"):
        call_command("rules", "--tests", str(folder), stdout=StringIO())


def test_a_part_beside_the_whole_is_kept() -> None:
    from framework.rules import MarkedTest

    marked = [MarkedTest("a", (Mark("TIME-01", "half"),)), MarkedTest("b", (Mark("TIME-01"),))]
    found = next(each for each in report(RULES, marked) if each.rule.id == "TIME-01")
    assert (found.state, found.tests) == ("kept", ("a", "b"))


def test_json_of_a_package() -> None:
    out = StringIO()
    call_command("rules", "--package", "dates", "--format", "json", stdout=out)
    rows = json.loads(out.getvalue())
    assert len(rows) == 17
    assert all(list(each) == ["id", "priority", "package", "state", "tests"] for each in rows)


def test_an_unknown_package_and_absent_tests(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="The packages are: cafcass, dates"):
        call_command("rules", "--package", "nonsense", stdout=StringIO())
    out, errors = StringIO(), StringIO()
    call_command("rules", "--tests", str(tmp_path / "none"), "--format", "json", stdout=out, stderr=errors)
    assert {each["state"] for each in json.loads(out.getvalue())} == {"none"}
    assert "There are no tests" in errors.getvalue()
