"""The kinds of activity that may be planned, as the framework's own data names them (GEN-01)."""

from collections.abc import Callable
from datetime import date

from accounts import clock
from framework.versions import FrameworkVersion, in_force
from framework.versions.shapes.people import ActivityType
from inspections.models import Outcome
from inspections.models.inspection import KINDS
from inspections.queries import last_outcome


def activity_types(on: date | None = None) -> tuple[ActivityType, ...]:
    """Every kind that the framework in force that day (today) allows, those outside inspection too."""
    return in_force(on or clock.today()).activity_types


def plannable(on: date | None = None) -> tuple[ActivityType, ...]:
    """The kinds that have fieldwork, and so a timetable and a team."""
    return tuple(kind for kind in activity_types(on) if kind.code in KINDS)


def label(kind: str, version: FrameworkVersion) -> str:
    """The kind in the framework's words, such as "Focused visit"."""
    return version.activity_type(kind).label


def timetable_kind(kind: str, version: FrameworkVersion) -> str:
    """The kind whose timetable it follows: its own, or a visit's where the framework gives it none (MON-02)."""
    return kind if kind in version.timetables else "focused_visit"


def _overall_inadequate(last: Outcome | None) -> bool:
    grades = last.grades.all() if last else ()
    return any(grade.area == "overall" and grade.grade == "inadequate" for grade in grades)


# What `only_after` of an activity type asks for, and the sentence when it is not so.
CONDITIONS: dict[str, tuple[Callable[[Outcome | None], bool], str]] = {
    "overall_inadequate": (
        _overall_inadequate,
        "is planned only after an inspection whose overall effectiveness was judged inadequate.",
    ),
}


def missing_condition(kind: ActivityType) -> str:
    """Why this kind cannot be planned now, as the end of a sentence; "" when it can."""
    if not kind.only_after:
        return ""
    holds, sentence = CONDITIONS[kind.only_after]
    return "" if holds(last_outcome()) else sentence
