"""timetables.yaml and milestones.yaml."""

from dataclasses import dataclass
from datetime import time
from typing import Literal


@dataclass(frozen=True)
class Notice:
    """How much notice Cafcass usually gets, and whose reason a call after the latest day needs."""

    working_days: int
    before: str
    strength: str
    rule: str
    late_needs: Literal["reason", "decision_maker"]


@dataclass(frozen=True)
class Entry:
    """One line of a week: which weekdays (Monday is 0), or the nth working day from one on."""

    code: str
    activity: str
    owner: str
    rule: str
    label: str = ""
    days: tuple[int, ...] = ()
    first_working_day_from: int | None = None
    nth: int = 1
    earliest: time | None = None
    latest: time | None = None
    milestone: bool = False
    onsite: bool = False
    with_call: bool = False
    before_call: bool = False
    dropped_on_holiday: bool = False
    shown_to_cafcass: bool = True


@dataclass(frozen=True)
class Week:
    name: str
    week: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class WeekPlan:
    anchor: str
    notice: Notice
    weeks: tuple[Week, ...]


@dataclass(frozen=True)
class Timetables:
    bank_holiday_rule: str
    notice_rule: str
    timetables: dict[str, WeekPlan]


@dataclass(frozen=True)
class Sum:
    """So many working days from an event; with `last_working_days` a span."""

    from_: str
    working_days: int
    last_working_days: int | None = None


@dataclass(frozen=True)
class Step:
    """One milestone after fieldwork and how its date is found; a `never_earlier` one is never fixed before it.

    `owner` is the code of the role that owes it; "" where nobody does.
    """

    code: str
    label: str
    rule: str
    from_: str
    working_days: int
    last_working_days: int | None = None
    once: Sum | None = None
    not_before: str = ""
    never_earlier: bool = False
    waits_for: tuple[Literal["complaint", "moderation"], ...] = ()
    only_if: Literal["", "priority_action"] = ""
    owner: str = ""
    binding: bool = True

    @property
    def sum(self) -> Sum:
        return Sum(self.from_, self.working_days, self.last_working_days)


@dataclass(frozen=True)
class PlanDeadline:
    when: str
    working_days: int | None = None
    draft_working_days: int | None = None
    in_addition_to: str = ""


@dataclass(frozen=True)
class Milestones:
    milestones: dict[str, tuple[Step, ...]]
    plan_deadlines: dict[str, PlanDeadline]
