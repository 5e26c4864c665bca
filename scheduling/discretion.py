"""A timetable as told to somebody who may know that it is on hold and no more: not by what, and not since when."""

import re
from collections.abc import Iterator
from dataclasses import replace

from scheduling.timetable import Timetable
from scheduling.timetable.shapes import TimetableWarning

ON_HOLD = "on hold"
_ONE = r"complaint received [^;,]+, decided [^;,]+"
_HELD = re.compile(f"{_ONE}(?:; {_ONE})*")


def discreet(text: str) -> str:
    """A date's sum, or why it moved, without the complaint that held it."""
    return ON_HOLD if text.startswith("complaint received on ") else _HELD.sub(ON_HOLD, text)


def discreetly(shown: Timetable) -> Timetable:
    """The same dates; their sums and the warnings say "on hold" only."""
    milestones = tuple(replace(each, sum=discreet(each.sum)) for each in shown.milestones)
    return replace(shown, milestones=milestones, warnings=tuple(_warnings(shown)))


def _warnings(shown: Timetable) -> Iterator[TimetableWarning]:
    for each in shown.warnings:
        if each.guarded is None:
            yield each
        elif each.guarded:
            yield replace(each, text=each.guarded)
