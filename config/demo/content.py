"""What the demo says and who says it: the YAML files beside this one, and the moments written in them."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from accounts import clock

FOLDER = Path(__file__).parent


@cache
def content(name: str) -> dict[str, Any]:
    """One file of the demo's content."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text())
    return found


def moment(when: dict[str, Any], monday: date | None = None) -> datetime:
    """{"date": date, "at": "10:20"}, or {"day": days from that Monday, "at": …}, as an aware datetime."""
    day: date = when["date"] if monday is None else monday + timedelta(days=when["day"])
    hour, minute = (int(part) for part in when["at"].split(":"))
    return clock.at(day, hour, minute)
