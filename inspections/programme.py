"""What the programme page shows: activities of years, the window, and what a year still lacks (PROG-01, PROG-02)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.urls import Resolver404, resolve, reverse

from accounts import clock
from accounts.access import Role, Verb, verbs_for
from accounts.gate import standing_roles
from accounts.models import Person
from framework.versions import in_force
from inspections import queries, strands, window
from inspections.background import Row
from inspections.improvements import Entry
from inspections.models import Inspection, Outcome
from inspections.strands import Mark
from inspections.window import Window
from inspections.workflow import State
from scheduling.models import TimelineDate

INSPECTIONS, VISITS = "Inspections", "Focused and monitoring visits"
STRANDS = (INSPECTIONS, VISITS, "Self-evaluations", "Engagement meetings")
FIRST_DAY, LAST_DAY = "onsite_first", "fieldwork_end"
BEFORE, AFTER = 2, 1


@dataclass(frozen=True)
class Programme:
    """The years shown, everything in them, and the window that counts."""

    year: int
    first: date
    last: date
    marks: tuple[Mark, ...]
    window: Window | None

    def warning(self, today: date) -> str:
        """That the window closes or has closed, while no inspection is scheduled."""
        found = self.window.warning(today) if self.window else ""
        return f"{found} No inspection is scheduled." if found and not scheduled() else ""


def programme(reader: Person, roles: frozenset[Role], year: int, *, every: bool = False) -> Programme:
    """The years around `year`, or all that are known. Four queries, and those of whoever announces strands."""
    outcomes = tuple(queries.outcomes())
    standing = window.of(next((each for each in outcomes if each.kind == "inspection"), None))
    first, last = _years(year, standing, outcomes if every else ())
    openable = _openable(reader, roles)
    own = [*_finished(outcomes, {each.pk for each in openable}), *_under_way(openable)]
    found = [mark for mark in own if _overlaps(mark, first, last)]
    found += [open_to(mark, reader) for mark in strands.marks(first, last)]
    found.sort(key=lambda mark: (mark.start, mark.label))
    return Programme(year, first, last, tuple(found), standing)


def _years(year: int, standing: Window | None, outcomes: Iterable[Outcome]) -> tuple[date, date]:
    first, last = year - BEFORE, year + AFTER
    if standing and last < standing.closes.year <= year + BEFORE + AFTER:
        last = standing.closes.year
    days = [day for outcome in outcomes if (day := _begin(outcome))]
    if days:
        first = min(first, min(days).year)
    return date(first, 1, 1), date(last, 12, 31)


def scheduled() -> bool:
    """Whether a full inspection is planned or under way, whoever may see it."""
    coming = Inspection.objects.filter(kind="inspection", outcome=None)
    return coming.exclude(state__in=[State.CANCELLED, State.PUBLISHED]).exists()


def strand_of(kind: str) -> str:
    return INSPECTIONS if kind == "inspection" else VISITS


def _begin(outcome: Outcome) -> date | None:
    return outcome.began_on or outcome.ended_on or outcome.published_on


def _finished(outcomes: Iterable[Outcome], openable: set[int]) -> Iterator[Mark]:
    labels = grade_labels()
    for outcome in outcomes:
        start = _begin(outcome)
        if start is None:
            continue
        own = outcome.inspection
        href = reverse("inspection_detail", args=[own.ref]) if own and own.pk in openable else ""
        yield Mark(
            strand_of(outcome.kind), outcome.title, start, outcome.ended_on, "done", href, result(outcome, labels)
        )


def grade_labels() -> dict[str, str]:
    return {grade.code: grade.label for grade in in_force(clock.today()).grades}


def result(outcome: Outcome, labels: Mapping[str, str]) -> str:
    """Its grades in words; what was noted of one without any."""
    grades = [f"{each.area_name}: {labels.get(each.grade, each.grade)}" for each in outcome.grades.all()]
    return "; ".join(grades) or outcome.note


def _openable(reader: Person, roles: frozenset[Role]) -> list[Inspection]:
    """The inspections whose overview the reader may open; a complaint handler has another page of them."""
    if Role.COMPLAINT_HANDLER in roles:
        return []
    return list(Inspection.objects.visible_to(reader).select_related("timeline", "outcome"))


def _under_way(openable: Iterable[Inspection]) -> Iterator[Mark]:
    """What is not finished, as far as this reader may know of it."""
    rows = [each for each in openable if each.state != State.CANCELLED and not hasattr(each, "outcome")]
    days = _days(rows)
    for each in rows:
        start = days.get((each.timeline_id, FIRST_DAY), each.timeline.onsite_week)
        href = reverse("inspection_detail", args=[each.ref])
        end = days.get((each.timeline_id, LAST_DAY))
        yield Mark(strand_of(each.kind), each.title, start, end, each.state_label.lower(), href)


def _days(rows: Iterable[Inspection]) -> dict[Any, date]:
    of = [row.timeline_id for row in rows]
    found = TimelineDate.objects.filter(timeline__in=of, code__in=[FIRST_DAY, LAST_DAY])
    return {(timeline, code): day for timeline, code, day in found.values_list("timeline_id", "code", "date")}


def _overlaps(mark: Mark, first: date, last: date) -> bool:
    return mark.start <= last and (mark.end or mark.start) >= first


Linked = TypeVar("Linked", Mark, Row, Entry)


def open_to(each: Linked, reader: Person) -> Linked:
    """The same without its link where the reader may not open the page behind it."""
    return each if each.href and may_open(each.href, reader, standing_roles(reader)) else replace(each, href="")


def may_open(href: str, reader: Person, roles: frozenset[Role]) -> bool:
    """What the address itself declares, asked of the access table."""
    try:
        access = getattr(resolve(href.partition("?")[0].partition("#")[0]).func, "access", None)
    except Resolver404:
        return False
    return access is not None and not access.of_inspection and Verb.READ in verbs_for(roles, access.thing, reader)
