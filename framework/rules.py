"""Which numbered rules have a test that says so. Reads the tests' source, so that it needs no run."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from framework.versions.shapes.numbered import Rule

State = Literal["kept", "part", "none"]


@dataclass(frozen=True)
class Mark:
    """One rule number on a test; `part` says which part of the rule the test proves, "" the whole."""

    number: str
    part: str = ""


@dataclass(frozen=True)
class MarkedTest:
    """A test (`tests/x/test_y.py::Class::test_z`) and its marks; unsure when it may be skipped or expected to fail."""

    test: str
    marks: tuple[Mark, ...]
    unsure: bool = False


@dataclass(frozen=True)
class RuleState:
    """A rule with the tests that carry its number: kept by one that proves the whole, part by one of a part."""

    rule: Rule
    state: State
    tests: tuple[str, ...]


def report(rules: Iterable[Rule], marked: Iterable[MarkedTest]) -> tuple[RuleState, ...]:
    """Each rule with its tests. A test that may be skipped or fail proves nothing."""
    tests: dict[str, list[tuple[str, Mark]]] = defaultdict(list)
    for test in marked:
        for mark in () if test.unsure else test.marks:
            tests[mark.number].append((test.test, mark))
    return tuple(_state(rule, tests[rule.id]) for rule in rules)


def _state(rule: Rule, tests: list[tuple[str, Mark]]) -> RuleState:
    whole = any(not mark.part for _, mark in tests)
    state: State = "kept" if whole else "part" if tests else "none"
    return RuleState(rule, state, tuple(dict.fromkeys(test for test, _ in tests)))


def unknown_numbers(rules: Iterable[Rule], marked: Iterable[MarkedTest]) -> Mapping[str, tuple[str, ...]]:
    """Numbers that tests carry and no rule has, with those tests."""
    known = {rule.id for rule in rules}
    found: dict[str, tuple[str, ...]] = {}
    for test in marked:
        for number in {mark.number for mark in test.marks} - known:
            found[number] = (*found.get(number, ()), test.test)
    return found


def marked_tests(folder: Path) -> tuple[MarkedTest, ...]:
    """Every test under the folder that carries a rule's number, in a function's, class's or module's marks."""
    files = sorted(folder.rglob("test_*.py"))
    return tuple(test for file in files for test in _in_file(file, file.relative_to(folder.parent).as_posix()))


def _in_file(file: Path, name: str) -> Iterator[MarkedTest]:
    tree = ast.parse(file.read_text("utf-8"), filename=name)
    return _in_body(tree.body, name, _pytestmark(tree.body))


def _in_body(body: list[ast.stmt], name: str, inherited: list[ast.expr]) -> Iterator[MarkedTest]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _in_body(
                node.body, f"{name}::{node.name}", [*inherited, *node.decorator_list, *_pytestmark(node.body)]
            )
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield from _one(node, name, [*inherited, *node.decorator_list])


def _one(node: ast.FunctionDef | ast.AsyncFunctionDef, name: str, marks: list[ast.expr]) -> Iterator[MarkedTest]:
    calls = [call for expression in marks for call in ast.walk(expression) if _is_mark(call, "rule")]
    found = tuple(dict.fromkeys(mark for call in calls if isinstance(call, ast.Call) for mark in _marks(call)))
    if found:
        yield MarkedTest(f"{name}::{node.name}", found, _unsure(node, marks))


def _pytestmark(body: list[ast.stmt]) -> list[ast.expr]:
    assigned = [node for node in body if isinstance(node, ast.Assign)]
    return [node.value for node in assigned if any(_named(target, "pytestmark") for target in node.targets)]


def _named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_mark(node: ast.AST, *names: str) -> bool:
    """Whether the node is `pytest.mark.<name>` or `mark.<name>`, called or not."""
    node = node.func if isinstance(node, ast.Call) else node
    if not isinstance(node, ast.Attribute) or node.attr not in names:
        return False
    return _named(node.value, "mark") or (isinstance(node.value, ast.Attribute) and node.value.attr == "mark")


def _marks(call: ast.Call) -> Iterator[Mark]:
    part = next((_text(keyword.value) for keyword in call.keywords if keyword.arg == "part"), "")
    return (Mark(_text(argument), part) for argument in call.args)


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)


def _unsure(node: ast.AST, marks: list[ast.expr]) -> bool:
    skipping = any(_is_mark(each, "skip", "skipif", "xfail") for mark in marks for each in ast.walk(mark))
    return skipping or any(_calls_out(each) for each in ast.walk(node))


def _calls_out(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return (
        isinstance(called, ast.Attribute)
        and called.attr in {"skip", "xfail", "importorskip"}
        and _named(called.value, "pytest")
    )
