"""The milestones after fieldwork, each counted from its event (TIME-11, TIME-12, CLEAR-03 to CLEAR-14)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from framework.versions.shapes.dates import Step, Sum
from scheduling.calendar import WorkingDays
from scheduling.sums import said, working_days_said, working_days_sum
from scheduling.timetable.shapes import Facts, Milestone, Pause, TimetableWarning

WINDOW, DRAFT, FINAL = "comment_window", "draft", "final"


@dataclass
class AfterFieldwork:
    """Counts one step after another; later steps read the dates of earlier ones."""

    facts: Facts
    calendar: WorkingDays
    known: dict[str, Milestone]
    warnings: list[TimetableWarning] = field(default_factory=list)

    def count(self, steps: tuple[Step, ...]) -> None:
        for step in steps:
            if step.only_if != "priority_action" or self.facts.priority_action:
                self.known[step.code] = self._given(step, self._reckoned(step))

    def _reckoned(self, step: Step) -> Milestone:
        """The date that the framework gives, before what really happened or was fixed by hand."""
        sum = self._sum_for(step)
        start = self._event(sum.from_)
        first = self.calendar.offset(start, sum.working_days)
        text = working_days_sum(start, sum.working_days, first, self.calendar)
        if sum.last_working_days is None:
            first, text = self._paused(step, first, text)
            return Milestone(step.code, first, None, step.label, step.rule, text)
        last = self.calendar.offset(start, sum.last_working_days)
        text = f"{text}, to {working_days_sum(start, sum.last_working_days, last, self.calendar)}"
        return Milestone(step.code, first, last, step.label, step.rule, text)

    def _sum_for(self, step: Step) -> Sum:
        """The window runs from the real draft once that has a date of its own (CLEAR-05)."""
        if step.once is None:
            return step.sum
        event = self.known[step.once.from_]
        pauses = [each for each in self.facts.pauses if each.kind == "moderation" and each.decided]
        return step.once if event.actual or event.fixed_reason or pauses else step.sum

    def _event(self, code: str) -> date:
        if code == "final_received":
            return self.facts.final_received or self.known[FINAL].date
        return self.known[code].date

    def _paused(self, step: Step, day: date, text: str) -> tuple[date, str]:
        if "moderation" in step.waits_for:
            day, text = self._moved_by(step, "moderation", day, text)
        if step.not_before:
            day, text = self._not_before(step, day, text)
        if "complaint" in step.waits_for:
            day, text = self._moved_by(step, "complaint", day, text)
        return day, text

    def _not_before(self, step: Step, day: date, text: str) -> tuple[date, str]:
        """The final is never before the day after the comment window closes (CLEAR-10, CLEAR-11)."""
        earliest = self.calendar.offset(self.known[step.not_before].last, 1)
        if earliest <= day:
            return day, text
        closes = said(self.known[step.not_before].last)
        self.warnings.append(
            TimetableWarning(step.rule, f"{step.label}: {said(day)} is too early, because comments close on {closes}.")
        )
        return earliest, f"{text}; not before the day after comments close on {closes}: {said(earliest)}"

    def _moved_by(self, step: Step, kind: str, day: date, text: str) -> tuple[date, str]:
        pauses = [each for each in self.facts.pauses if each.kind == kind and each.decided and self._counts(each)]
        lost = self._lost(pauses, after=self._sent_before(step))
        if not lost:
            return day, text
        moved = self.calendar.offset(day, len(lost))
        times = "; ".join(
            f"{kind} received {said(each.received)}, decided {said(each.decided)}" for each in pauses if each.decided
        )
        added = working_days_sum(day, len(lost), moved, self.calendar)
        return moved, f"{text}; {times}, {working_days_said(len(lost))}: {added}"

    def _lost(self, pauses: list[Pause], after: date | None) -> set[date]:
        """Working days from the day after receipt to the decision; days that two pauses share count once."""
        days = {day for each in pauses for day in self._days_of(each)}
        return {day for day in days if after is None or day > after}

    def _days_of(self, pause: Pause) -> Iterator[date]:
        decided = pause.decided or pause.received
        return (day for day in self.calendar.in_span(pause.received, decided) if day > pause.received)

    def _sent_before(self, step: Step) -> date | None:
        """Publication counts from the final, which has moved already: only days after its sending move it again."""
        return self.known[step.from_].date if step.from_ == FINAL else None

    def _counts(self, pause: Pause) -> bool:
        return pause.kind != "complaint" or self.in_window(pause)

    def in_window(self, pause: Pause) -> bool:
        """Whether a complaint came after the draft was due or sent and before comments closed (CLEAR-14)."""
        return self.known[DRAFT].date <= pause.received <= self.known[WINDOW].last

    def _given(self, step: Step, reckoned: Milestone) -> Milestone:
        actual, fixed = self.facts.actual.get(step.code), self.facts.fixed.get(step.code)
        if actual:
            return _with(
                reckoned, actual, None, f"done on {said(actual)}; by the framework {reckoned.sum}", actual=True
            )
        if fixed is None:
            return reckoned
        day = max(fixed.day, self._earliest(step, reckoned))
        sum = f"fixed by hand: {said(day)}; by the framework {reckoned.sum}"
        return _with(reckoned, day, fixed.end, sum, reason=fixed.reason)

    def _earliest(self, step: Step, reckoned: Milestone) -> date:
        """The first day on which it may be fixed: publication counts from the final, the final from comments."""
        if step.never_earlier:
            return reckoned.date
        if not step.not_before:
            return date.min
        return self.calendar.offset(self.known[step.not_before].last, 1)


def _times(pause: Pause) -> str:
    return f"{pause.kind} received {said(pause.received)}, decided {said(pause.decided or pause.received)}"


def _with(one: Milestone, day: date, end: date | None, sum: str, actual: bool = False, reason: str = "") -> Milestone:
    return Milestone(one.code, day, end, one.title, one.rule, sum, actual, reason)
