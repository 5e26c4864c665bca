"""A whole timetable from what is known: pure, from the framework's own tables and a calendar."""

from scheduling.timetable.build import timetable
from scheduling.timetable.shapes import (
    DayEntry,
    Facts,
    Fixed,
    Impossible,
    Milestone,
    Pause,
    Timetable,
    TimetableWarning,
)

__all__ = [
    "DayEntry",
    "Facts",
    "Fixed",
    "Impossible",
    "Milestone",
    "Pause",
    "Timetable",
    "TimetableWarning",
    "timetable",
]
