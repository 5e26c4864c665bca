"""Days as lists write them."""

import re
from datetime import date
from functools import lru_cache

DAY_FIRST = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@lru_cache(maxsize=50_000)
def as_day(value: str) -> date | None:
    """ "2024-04-03", or "3/4/2024" with the day first; None for anything else."""
    try:
        if found := DAY_FIRST.fullmatch(value):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := YEAR_FIRST.fullmatch(value):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None
