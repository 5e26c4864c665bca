"""What somebody should know before a timetable is saved, with the rule that says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from framework.versions import FrameworkVersion
from scheduling.calendar import WorkingDays
from scheduling.sums import said, span_said, working_days_said
from scheduling.timetable.after import AfterFieldwork
from scheduling.timetable.notice import Call
from scheduling.timetable.shapes import Facts, Needs, TimetableWarning
from scheduling.timetable.weeks import Dropped, Placed

ANALYSIS = "analysis"


@dataclass(frozen=True)
class Advice:
    """All that the warnings are drawn from."""

    kind: str
    version: FrameworkVersion
    calendar: WorkingDays
    facts: Facts
    placed: list[Placed]
    dropped: list[Dropped]
    call: Call
    after: AfterFieldwork

    def all(self) -> tuple[TimetableWarning, ...]:
        found = (
            *self._late_call(),
            *self._call_moved_back(),
            *self._nothing_before_call(),
            *self._short_notice(),
            *self._holidays(),
            *self._christmas(),
            *self._closed_months(),
            *self.after.warnings,
            *self._complaints(),
            *self._late_sending(),
            *self._early_final(),
            *self._long_on_site(),
            *self._odd_days(),
            *self._expected(),
        )
        return tuple(dict.fromkeys(found))

    def _late_call(self) -> Iterator[TimetableWarning]:
        call, rule = self.call, self.call.notice.rule
        if call.day <= call.planned:
            return
        text = f"The call on {said(call.day)} is later than {said(call.planned)}, when it usually is"
        if call.day <= call.latest:
            yield TimetableWarning(rule, f"{text}: a reason is needed.", "reason")
            return
        who = "the programme decision-maker's reason" if call.notice.late_needs == "decision_maker" else "a reason"
        given = working_days_said(self.calendar.between(call.day, call.first_onsite))
        text = f"{text}, and leaves {given} of notice, not {call.notice.working_days}: {who} is needed."
        yield TimetableWarning(rule, text, call.notice.late_needs)

    def _call_moved_back(self) -> Iterator[TimetableWarning]:
        call = self.call
        if call.planned < call.slot:
            number = working_days_said(call.notice.working_days)
            text = f"The call moves from {said(call.slot)} back to {said(call.planned)}, to give {number} of notice."
            yield TimetableWarning(call.notice.rule, text)

    def _nothing_before_call(self) -> Iterator[TimetableWarning]:
        """What comes before the call may be moved by a bank holiday onto the day of the call itself (FV-06)."""
        for each in self.placed:
            if each.entry.before_call and each.first >= self.call.day:
                text = f"{each.entry.activity}: {said(each.first)} is the day of the call, which comes after it"
                yield TimetableWarning(each.entry.rule, f"{text}. Fix an earlier day, or do it before the call.")

    @property
    def call_to_analysis(self) -> int | None:
        """Working days from the call until the analysis week begins; None where there is none."""
        analysis = next((each for each in self.placed if each.entry.code == ANALYSIS), None)
        if analysis is None:
            return None
        eve_of_call, eve_of_week = self.call.day - timedelta(days=1), analysis.slot - timedelta(days=1)
        return max(0, self.calendar.between(eve_of_call, eve_of_week))

    def _short_notice(self) -> Iterator[TimetableWarning]:
        left = self.call_to_analysis
        if left is not None and left < self.call.notice.working_days:
            text = f"There are {working_days_said(left)} from the call to the analysis week, fewer than usual"
            yield TimetableWarning(self.call.notice.rule, f"{text} ({self.call.notice.working_days}).")

    def _holidays(self) -> Iterator[TimetableWarning]:
        for week in {each.week.week: each.week for each in self.placed}.values():
            monday = self._onsite_week + timedelta(weeks=week.week)
            for day, name in self.calendar.holidays_in(monday, monday + timedelta(days=4)):
                yield TimetableWarning("TIME-10", f"{said(day)} is {name}: a day is lost in '{week.name}'.")
        for each in self.placed:
            if each.moved:
                text = f"{each.entry.activity}: moved from {said(each.slot)} to {said(each.first)}."
                yield TimetableWarning("TIME-10", text)
        for lost in self.dropped:
            text = f"{lost.entry.activity}: left out, because {said(lost.slot)} is {lost.holiday}."
            yield TimetableWarning(lost.entry.rule, text)

    def _early_final(self) -> Iterator[TimetableWarning]:
        """It may be so when Cafcass has confirmed in writing that it has no comments and no complaint (CLEAR-10)."""
        final, window = self.after.known["final"], self.after.known["comment_window"]
        if final.actual and final.date <= window.last:
            text = f"The final version was sent on {said(final.date)}, before comments closed on {said(window.last)}."
            yield TimetableWarning(final.rule, text)

    @property
    def _onsite_week(self) -> date:
        return self.facts.onsite_week or date.min

    def _christmas(self) -> Iterator[TimetableWarning]:
        season = self.version.settings.christmas_window
        needs: Needs = "decision_maker" if self._graded else ""
        for what, day in (("The call", self.call.day), ("The first on-site day", self.call.first_onsite)):
            if season.holds(day):
                yield TimetableWarning("PROG-10", f"{what}, {said(day)}, is at Christmas or New Year.", needs)
        last = self._onsite_week + timedelta(days=max(each.week.week for each in self.placed) * 7 + 4)
        first = min(each.first for each in self.placed)
        for day, name in self.calendar.holidays_in(first, max(first, last)):
            # The substitute for New Year's Day may lie two days after it, and so after the season.
            if season.holds(day) or season.holds(day - timedelta(days=2)):
                yield TimetableWarning("PROG-10", f"A week of the timetable holds {name}, {said(day)}.")

    @property
    def _graded(self) -> bool:
        return self.version.activity_type(self.kind).graded

    def _closed_months(self) -> Iterator[TimetableWarning]:
        """No inspection in August; a visit only by agreement or on the ground of a concern (PROG-11 to PROG-13)."""
        onsite = self._in_closed_month(onsite=True)
        others = self._in_closed_month(onsite=False)
        if onsite:
            yield self._august_on_site(span_said(onsite[0], onsite[-1]))
        elif others:
            rule, needs = self._august_before()
            text = f"Days before the team is on site fall in {others[0]:%B} ({span_said(others[0], others[-1])})"
            yield TimetableWarning(rule, f"{text}: a reason is needed.", needs)

    def _august_before(self) -> tuple[str, Needs]:
        return ("PROG-12", "reason") if self.kind == "focused_visit" else ("PROG-11", "decision_maker")

    def _august_on_site(self, days: str) -> TimetableWarning:
        if self.kind == "focused_visit":
            text = f"On site in August ({days}): Cafcass's agreement or a programme concern as its ground is needed."
            return TimetableWarning("PROG-12", text, "agreement")
        if self._graded:
            return TimetableWarning("PROG-11", f"An inspection is not on site in August ({days}).", "refused")
        return TimetableWarning(
            "PROG-11", f"On site in August ({days}): only on the ground of a programme concern.", "ground"
        )

    def _in_closed_month(self, onsite: bool) -> list[date]:
        months = self.version.settings.months_without_inspections
        placed = (each for each in self.placed if each.entry.onsite == onsite)
        return sorted({day for each in placed for day in each.days if day.month in months})

    def _complaints(self) -> Iterator[TimetableWarning]:
        for pause in self.facts.pauses:
            if pause.kind == "moderation":
                if pause.decided is None:
                    yield TimetableWarning(
                        "PRIO-06", f"Moderation since {said(pause.received)}: the draft waits for it."
                    )
            elif not self.after.in_window(pause):
                text = f"The complaint of {said(pause.received)} came outside the window: nothing stops by itself."
                yield TimetableWarning("CLEAR-14", text)
            elif pause.decided is None:
                text = f"The complaint of {said(pause.received)} is open: final version and publication wait for it."
                yield TimetableWarning("CLEAR-14", text, holds=True)

    def _late_sending(self) -> Iterator[TimetableWarning]:
        """A draft sent after its day shortens nothing for Cafcass, but the team should see it (CLEAR-03, CLEAR-04)."""
        step = next(each for each in self.version.milestones[self.kind] if each.code == "draft")
        draft = self.after.known[step.code]
        due = self.calendar.offset(self.after.known[step.from_].date, step.working_days)
        if draft.actual and draft.date > due:
            late = working_days_said(self.calendar.between(due, draft.date))
            yield TimetableWarning(step.rule, f"The draft was sent on {said(draft.date)}, {late} after {said(due)}.")

    def _long_on_site(self) -> Iterator[TimetableWarning]:
        """A visit is on site for so many days inside so many weeks (FV-05)."""
        limit = self.version.team_limits[self.kind]
        if limit.onsite_days is None or limit.within_weeks is None:
            return
        last = self.after.known["fieldwork_end"]
        days = self.calendar.between(self.call.first_onsite, last.date) + 1
        mondays = [day - timedelta(days=day.weekday()) for day in (self.call.first_onsite, last.date)]
        weeks = (mondays[1] - mondays[0]).days // 7 + 1
        if days > limit.onsite_days or weeks > limit.within_weeks:
            usual = f"{limit.onsite_days} days in {limit.within_weeks} week"
            text = f"On site for {working_days_said(days)} in {weeks} week(s), not {usual}: a reason is needed."
            yield TimetableWarning(last.rule, text, "reason")

    def _odd_days(self) -> Iterator[TimetableWarning]:
        for code, day in self.facts.actual.items():
            if not self.calendar.is_working(day):
                title = self.after.known[code].title if code in self.after.known else code
                yield TimetableWarning("TIME-11", f"{title}: {said(day)} is not a working day.")

    def _expected(self) -> Iterator[TimetableWarning]:
        years = {day.year for each in self.after.known.values() for day in (each.date, each.last)}
        for year in sorted(years):
            if self.calendar.is_expected(date(year, 1, 1)):
                text = f"The bank holidays of {year} are not published yet: these are the expected ones."
                yield TimetableWarning("GEN-07", text)
