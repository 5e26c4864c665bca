"""Builds the demo: history, the replay of 2024, an inspection of this week and a visit in its notice week."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts import clock
from accounts.models import DatabaseMark
from config.demo import (
    annex,
    asking,
    casework,
    devices,
    engaging,
    fieldwork,
    lining,
    meeting,
    planning,
    preparing,
    programme,
    protecting,
    recording,
    releasing,
    sampling,
)
from config.demo.content import content, moment
from config.demo.people import FIRST_DAY, People, cast
from evidence.actions.findings import add_topic
from inspections.actions.past import enter_past_outcome
from inspections.forecast import forecast
from inspections.models import Inspection
from scheduling.queries import calendar

Say = Callable[[str], object]
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """Where the demo's clock stands: its day, and the Monday of that week."""

    day: date

    @property
    def monday(self) -> date:
        return self.day - timedelta(days=self.day.weekday())


def nearest_legal_day(today: date) -> Standing:
    """Today, or the nearest working day whose week may have an inspection on site and a visit's notice week."""
    candidates = (today + timedelta(days=sign * distance) for distance in range(90) for sign in (1, -1))
    return next(Standing(day) for day in candidates if is_legal(Standing(day)))


def is_legal(standing: Standing) -> bool:
    """A working day on which both plans need no agreement, ground or reason."""
    plans = (("inspection", standing.monday), ("focused_visit", standing.monday + WEEK))
    warnings = [warning for kind, week in plans for warning in forecast(kind, week).timetable.warnings]
    return calendar().is_working(standing.day) and not any(warning.needs for warning in warnings)


def build(say: Say) -> Standing:
    """Into an empty, migrated database. Everything is made by actions at moved times on the product's clock."""
    standing = nearest_legal_day(clock.today())
    DatabaseMark.objects.create(purpose="demo")
    people = cast()
    say(f"{len(people)} invented people")
    annex.titled(people)
    _history(people)
    say("the inspections of 2014 and 2018 as history")
    _replay_2024(people)
    say("the inspection of 2024, replayed and published")
    until = clock.now() + timedelta(days=(standing.day - clock.today()).days)
    _live_inspection(standing, until, people)
    say("an inspection in its first week on site")
    _live_visit(standing, until, people)
    say("a focused visit in its notice week")
    engaging.engaged(standing.monday, until, people)
    say("self-evaluations and engagement meetings of two years")
    say("meetings with people")
    protecting.protected(until, people)
    say("requests about people's own data")
    clock.move(timedelta(days=(standing.day - clock.today()).days))
    return standing


def _history(people: People) -> None:
    with clock.moved_to(clock.at(FIRST_DAY, 12)):
        for row in content("history")["outcomes"]:
            enter_past_outcome(by=people["decision_maker"], **row)


def _replay_2024(people: People) -> None:
    plan = content("inspection_2024")
    decision = programme.decided("inspection_2024", moment(content("programme")["inspection_2024"]["at"]), people)
    at = moment(plan["planned_at"])
    inspection = planning.planned("inspection", plan, plan["onsite_week"], at, people, decision)
    call = plan["announced"]
    planning.announced(inspection, moment(call), call["told_whom"], people, "lead")
    ended = moment(plan["fieldwork_ended"])
    _diary(inspection, plan, moment(call), plan["onsite_week"], ended, people)
    made = recording.record(recording.Recording(inspection, people, ended), plan)
    casework.evaluated(made, "inspection_2024", plan["onsite_week"])
    recording.judged(made, plan["judgements"])
    recording.ended(made, plan["fieldwork_ended"])
    releasing.released(made, plan["report"])


def _diary(
    inspection: Inspection, plan: dict[str, Any], called: datetime, monday: date, until: datetime, people: People
) -> None:
    """Planned in the afternoon of the call; what had happened by `until` is recorded."""
    fieldwork.planned(inspection, plan, called + timedelta(hours=6), monday, people)
    fieldwork.happened(inspection, plan, monday, until, people)


def _live(kind: str, plan: dict[str, Any], standing: Standing, until: datetime, people: People) -> recording.Recording:
    """Planned some weeks ago and, if the day has come, announced on the day that its own timetable gave."""
    monday = standing.monday + plan["onsite_week"] * WEEK
    at = clock.at(standing.monday - timedelta(days=plan["planned_days_before"]), 10, 15)
    decision = programme.decided(kind, programme.before(kind, standing.monday), people)
    inspection = planning.planned(kind, plan, monday, at, people, decision)
    call = forecast(kind, monday).timetable.day("notification")
    assert call
    if clock.at(call, 9, 10) <= until:
        planning.announced(inspection, clock.at(call, 9, 10), "chief_executive", people, plan["team"]["lead"])
        if "deferral" in plan:
            planning.deferral_refused(inspection, plan["deferral"], call, until, people)
    return recording.Recording(inspection, people, until, standing.monday)


def _live_inspection(standing: Standing, until: datetime, people: People) -> None:
    plan = content("live")["inspection"]
    made = recording.record(_live("inspection", plan, standing, until, people), plan)
    call = forecast("inspection", standing.monday).timetable.day("notification")
    assert call
    _diary(made.inspection, plan, clock.at(call, 9, 10), standing.monday, until, people)
    fieldwork.agreed(made.inspection, clock.at(call, 9, 10), until, people)
    annex.given(made.inspection, clock.at(call, 9, 10), until, people)
    preparing.prepared(made.inspection, clock.at(call, 9, 10), until, people)
    sampling.sampled(made.inspection, clock.at(call, 9, 10), until, people)
    casework.evaluated(made, "live", standing.monday)
    fieldwork.proposed(made.inspection, plan["proposal"], standing.monday, until, people)
    meeting.meet(made.inspection, standing.monday, until, people)
    devices.sent(made.inspection, standing.monday, until, people)
    lining.lined(made, plan["board"])
    asking.asked(made)


def _live_visit(standing: Standing, until: datetime, people: People) -> None:
    plan = content("live")["focused_visit"]
    made = _live("focused_visit", plan, standing, until, people)
    with clock.moved_to(until):
        for topic in plan["topics"]:
            add_topic(made.inspection, **topic, by=people["decision_maker"])
