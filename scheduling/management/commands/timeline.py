"""`manage.py timeline KIND ...`: a whole timetable from the same sums as the pages. Saves nothing."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from framework.versions import all_versions, in_force
from scheduling import calendar
from scheduling.sums import span_said
from scheduling.timetable import Facts, Impossible, Milestone, Pause, Timetable, timetable

GIVEN = {
    "notified": "notification",
    "fieldwork_ended": "fieldwork_end",
    "draft_sent": "draft",
    "final_sent": "final",
}


def a_date(text: str) -> date:
    """An argument like 2024-02-05. Says what is wrong with any other."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"'{text}' is not a real date written like 2024-02-05") from error


def a_complaint(text: str) -> Pause:
    """An argument like 2024-03-06:2024-03-27, or 2024-03-06: while it is open."""
    received, colon, decided = text.partition(":")
    if not colon:
        raise ArgumentTypeError(f"'{text}' is not RECEIVED:DECIDED, such as 2024-03-06:2024-03-27")
    return Pause("complaint", a_date(received), a_date(decided) if decided else None)


class Command(BaseCommand):
    help = "Prints the timetable and milestones of an inspection, focused visit or monitoring visit, each with its sum."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(all_versions()[-1].timetables))
        parser.add_argument("--onsite-week", type=a_date, help="calendar Monday of the first on-site week")
        parser.add_argument("--notified", type=a_date, help="day of the call")
        parser.add_argument("--fieldwork-ended", type=a_date)
        parser.add_argument("--draft-sent", type=a_date)
        parser.add_argument("--final-sent", type=a_date)
        parser.add_argument("--complaint", type=a_complaint, action="append", default=[], metavar="RECEIVED:DECIDED")
        parser.add_argument("--priority-action", action="store_true", help="a focused visit found a priority action")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["onsite_week"] or options["notified"]):
            raise CommandError(
                "Give --onsite-week (the Monday of the first on-site week) or --notified (the day of the call)."
            )
        made = _timetable(options)
        self.stdout.write(_json(made) if options["format"] == "json" else _text(made))


def _timetable(options: dict[str, Any]) -> Timetable:
    actual = {code: options[name] for name, code in GIVEN.items() if options[name]}
    facts = Facts(
        onsite_week=options["onsite_week"],
        actual=actual,
        pauses=tuple(options["complaint"]),
        priority_action=options["priority_action"],
    )
    try:
        return _pinned(options["kind"], facts)
    except (Impossible, calendar.NoHolidayData) as refusal:
        raise CommandError(str(refusal)) from refusal


def _pinned(kind: str, facts: Facts) -> Timetable:
    """With the version of the framework that is in force on the day of the call (GEN-02)."""
    made = timetable(kind, facts, version=all_versions()[0], calendar=calendar.published())
    version = in_force(made.day("notification") or made.onsite_week)
    return timetable(kind, facts, version=version, calendar=calendar.published())


def _json(made: Timetable) -> str:
    warnings = [{"rule": each.rule, "text": each.text} for each in made.warnings]
    return json.dumps({"milestones": [_plain(each) for each in made.milestones], "warnings": warnings}, indent=1)


def _plain(each: Milestone) -> dict[str, Any]:
    return {
        "code": each.code,
        "date": each.date.isoformat(),
        "end": each.end.isoformat() if each.end else None,
        "title": each.title,
        "rule": each.rule,
        "sum": each.sum,
        "actual": each.actual,
    }


def _text(made: Timetable) -> str:
    lines = [f"{made.kind}, on-site week 1 from {made.onsite_week:%A %d %B %Y}, framework of {made.version}", ""]
    for each in made.milestones:
        mark = " (given)" if each.actual else ""
        lines += [
            f"{span_said(each.date, each.end):<22} {each.date.year}  {each.title}{mark}",
            f"{'':<29}{each.rule}: {each.sum}",
        ]
    return "\n".join(lines + [""] + [f"Note ({each.rule}): {each.text}" for each in made.warnings])
