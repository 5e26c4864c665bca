"""The worked examples as data, and short ways to ask for a timetable."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from framework.versions import version
from scheduling.calendar import published
from scheduling.timetable import Facts, Timetable, timetable

VERSION = version("2024-04-05")
CALENDAR = published()


@cache
def worked() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "worked_dates.yaml").read_text("utf-8"))


def made(kind: str, onsite_week: date | str | None = None, **facts: Any) -> Timetable:
    """The timetable of the 2024 framework; `actual` may be given as texts."""
    monday = date.fromisoformat(onsite_week) if isinstance(onsite_week, str) else onsite_week
    actual = {code: date.fromisoformat(day) for code, day in facts.pop("actual", {}).items()}
    return timetable(kind, Facts(monday, actual=actual, **facts), version=VERSION, calendar=CALENDAR)


def dates(found: Timetable, *codes: str) -> list[str | None]:
    """The days of these milestones as texts."""
    days = [found.day(code) for code in codes]
    return [day.isoformat() if day else None for day in days]


def warned(found: Timetable, rule: str) -> list[str]:
    return [each.text for each in found.warnings if each.rule == rule]


def needs(found: Timetable, rule: str) -> list[str]:
    return [each.needs for each in found.warnings if each.rule == rule and each.needs]
