"""A diary as full as a real one: 12 people × 10 days × 8 entries each, and how long it takes to look through it."""

import time as stopwatch
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from config.demo.content import moment
from fieldwork.actions.entries import Planning, planning, write
from fieldwork.flags import all_flags
from fieldwork.models import DiaryVersion
from fieldwork.queries import entries as reading
from fieldwork.rules.entries import Wanted
from inspections.models import Inspection, Site

DAYS, ENTRIES, FIRST_HOUR = 10, 8, 9
KINDS = ("interview", "observation", "case_tracking", "conversation", "recording", "interview", "partner", "interview")
ROUNDS = 5


def fill(inspection: Inspection, plan: dict[str, Any], lead: Person) -> None:
    """Past the rule that asks for reasons, so that there is much to point out."""
    with clock.moved_to(moment(plan["announced"]) + timedelta(hours=2)):
        here = planning(inspection)
        for wanted in _entries(here, list(Site.objects.filter(inspection=inspection)), plan["onsite_week"]):
            write(here, wanted, by=lead, act=DiaryVersion.Act.ADDED)


def _entries(here: Planning, sites: list[Site], monday: date) -> Iterator[Wanted]:
    days = [monday + timedelta(days=number + 2 * (number // 5)) for number in range(DAYS)]
    people = [seated for seated in here.team.values() if seated.role != Role.ANALYST][:12]
    for at, seated in enumerate(people):
        for day in days:
            for number, kind in enumerate(KINDS[:ENTRIES]):
                starts = time(FIRST_HOUR + number)
                title = f"{kind.replace('_', ' ').capitalize()} {number}"
                place = sites[(at + day.day) % len(sites)]
                yield Wanted(kind, title, day, starts, time(starts.hour + 1), [seated.id], site=place)


def checking_ms(inspection: Inspection) -> float:
    """Milliseconds to look through the whole diary for everything to point out; the best of a few rounds."""
    here = planning(inspection)
    slots = reading.slots(reading.rows(inspection, here.team))
    known = reading.days_for_flags(here.days, here.team)
    taken = []
    for _ in range(ROUNDS):
        start = stopwatch.perf_counter()
        all_flags(slots, known, here.days.settings)
        taken.append((stopwatch.perf_counter() - start) * 1000)
    return round(min(taken), 1)
