"""What goes into a timetable and what comes out of it: frozen, and nothing about people or the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Literal

Needs = Literal["", "reason", "decision_maker", "agreement", "ground", "refused"]


class Impossible(Exception):
    """The dates given cannot all be true. `field` is the milestone's code or input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True)
class Fixed:
    """A date that a person has set by hand, with the reason."""

    day: Day
    reason: str
    end: Day | None = None


@dataclass(frozen=True)
class Pause:
    """A time during which the clock stands: a complaint or a moderation from receipt to decision (None: still open)."""

    kind: Literal["complaint", "moderation"]
    received: Day
    decided: Day | None = None


@dataclass(frozen=True)
class Facts:
    """What is known: the Monday of on-site week 1 (None: found from the call), and what really happened or is fixed."""

    onsite_week: Day | None = None
    actual: Mapping[str, Day] = field(default_factory=dict)
    fixed: Mapping[str, Fixed] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    priority_action: bool = False
    final_received: Day | None = None


@dataclass(frozen=True)
class Milestone:
    """One date with its sum. `end` is None for a single day; `actual` where it really happened on that date."""

    code: str
    date: Day
    end: Day | None
    title: str
    rule: str
    sum: str
    actual: bool = False
    fixed_reason: str = ""

    @property
    def last(self) -> Day:
        return self.end or self.date


@dataclass(frozen=True)
class DayEntry:
    """One line of the weeks: its working days in order, whose it is, whether Cafcass may see it (FV-06)."""

    code: str
    days: tuple[Day, ...]
    title: str
    owner: str
    rule: str
    shown_to_cafcass: bool
    onsite: bool
    week: str

    @property
    def date(self) -> Day:
        return self.days[0]


@dataclass(frozen=True)
class TimetableWarning:
    """What somebody should know before saving; `needs` says what saving asks for, "" nothing.

    `guarded` stands in its place for whoever may not know of a complaint: "" nothing at all, None the text itself.
    """

    rule: str
    text: str
    needs: Needs = ""
    guarded: str | None = None


@dataclass(frozen=True)
class Timetable:
    """A whole activity's dates, in order. The counts are working days from the call (None: no analysis week)."""

    kind: str
    version: str
    onsite_week: Day
    milestones: tuple[Milestone, ...]
    entries: tuple[DayEntry, ...]
    warnings: tuple[TimetableWarning, ...]
    call_to_analysis: int | None
    call_to_onsite: int

    @property
    def fieldwork_days(self) -> int:
        """Days on site, feedback days included."""
        return len({day for each in self.entries if each.onsite for day in each.days})

    def milestone(self, code: str) -> Milestone | None:
        return next((each for each in self.milestones if each.code == code), None)

    def day(self, code: str) -> Day | None:
        """The milestone's first day, or None where this timetable has no such milestone."""
        found = self.milestone(code)
        return found.date if found else None

    def shown_to_cafcass(self) -> "Timetable":
        """The same without what Cafcass may not see (FV-06) and without our warnings."""
        hidden = {each.code for each in self.entries if not each.shown_to_cafcass}
        return Timetable(
            self.kind,
            self.version,
            self.onsite_week,
            tuple(each for each in self.milestones if each.code not in hidden),
            tuple(each for each in self.entries if each.shown_to_cafcass),
            (),
            self.call_to_analysis,
            self.call_to_onsite,
        )
