"""`manage.py rules`: every numbered rule of the framework with the tests that carry its number."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from framework.rules import MarkedTest, RuleState, marked_tests, report, unknown_numbers
from framework.versions import all_versions
from framework.versions.shapes.numbered import Rule


class Command(BaseCommand):
    help = "Prints each rule of the framework with the tests that carry its number: kept, kept in part, or none."
    # The report reads files only, so an unfinished page elsewhere must not stop it.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--package", help="only the rules that this package of work completes")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--tests", type=Path, default=settings.BASE_DIR / "tests", help="where the tests are")

    def handle(self, *args: Any, **options: Any) -> None:
        rules = _rules(options["package"])
        marked = self._marked(options["tests"])
        unknown = unknown_numbers(all_versions()[-1].rules, marked)
        if unknown:
            lines = [f"{number}: {', '.join(tests)}" for number, tests in sorted(unknown.items())]
            raise CommandError("Tests carry numbers that no rule has.\n" + "\n".join(lines))
        states = report(rules, marked)
        self.stdout.write(_json(states) if options["format"] == "json" else _text(states))

    def _marked(self, folder: Path) -> tuple[MarkedTest, ...]:
        if folder.is_dir():
            return marked_tests(folder)
        self.stderr.write(f"There are no tests in {folder}, so no rule can be shown as kept.")
        return ()


def _rules(package: str | None) -> list[Rule]:
    rules = [rule for rule in all_versions()[-1].rules if package in (None, rule.package)]
    if not rules:
        packages = sorted({rule.package for rule in all_versions()[-1].rules})
        raise CommandError(f"There is no package '{package}'. The packages are: {', '.join(packages)}.")
    return rules


def _json(states: tuple[RuleState, ...]) -> str:
    return json.dumps(
        [
            {
                "id": each.rule.id,
                "priority": each.rule.priority,
                "package": each.rule.package,
                "state": each.state,
                "tests": list(each.tests),
            }
            for each in states
        ],
        indent=1,
    )


def _text(states: tuple[RuleState, ...]) -> str:
    lines = [line for each in states for line in _lines(each)]
    count = Counter((each.rule.priority, each.state) for each in states)
    totals = [f"{priority} {state}: {number}" for (priority, state), number in sorted(count.items())]
    return "\n".join([*lines, "", "; ".join(totals)])


def _lines(each: RuleState) -> list[str]:
    head = f"{each.rule.id:<9} {each.rule.priority:<6} {each.rule.package:<9} {each.state:<4} {_short(each.rule.rule)}"
    return [head, *(f"{'':<9} {test}" for test in each.tests)]


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
