"""Programme concerns, decisions and outcomes as tests begin from them, made by the product's own actions."""

from datetime import date, datetime
from typing import Any

from accounts import clock
from inspections import actions
from inspections.actions.programme import Wording
from inspections.intelligence import Offer
from inspections.models import Outcome, ProgrammeConcern, ProgrammeDecision, PublishedFinding
from tests.cast import Cast

LOGGED_AT = clock.at(date(2024, 1, 3), 10)
ENDED = date(2024, 2, 16)
COMPLAINTS = Offer("", "complaints", "Complaints of 2023", date(2023, 12, 1), "Parents wait too long.")


def concern(cast: Cast, *, at: datetime = LOGGED_AT, **changes: Any) -> ProgrammeConcern:
    """Open, from the scheduler's hand."""
    given: dict[str, Any] = {
        "source": "Letter from a judge",
        "raised_on": clock.london(at).date(),
        "summary": "Reports come late in one area.",
        "risk": "Children wait longer for a decision.",
    }
    with clock.moved_to(at):
        return actions.log_concern(**given | changes, by=cast.scheduler)


def wording(**changes: str) -> Wording:
    given = {
        "title": "Focused visit on private law delay",
        "outcome": "focused_visit",
        "grounds": "Delay has grown for a year.",
        "weighed": "The last inspection found little delay.",
    }
    return Wording(**given | changes)


def decided(cast: Cast, items: Any = (COMPLAINTS,), *, at: datetime = LOGGED_AT, **changes: Any) -> ProgrammeDecision:
    """A decision to visit that rests on a theme of complaints."""
    about = {name: changes.pop(name) for name in ("concern", "replaces") if name in changes}
    with clock.moved_to(at):
        return actions.decide(wording(**changes), list(items), **about, by=cast.decision_maker)


def last_inspection(ended_on: date = ENDED) -> Outcome:
    """The inspection of 2024, outstanding in all areas."""
    outcome = Outcome.objects.create(
        kind="inspection",
        title="Inspection of Cafcass, 2024",
        began_on=date(2024, 2, 5),
        ended_on=ended_on,
        published_on=date(2024, 3, 26),
    )
    for area in ("Private law", "Public law", "Leaders", "Overall effectiveness"):
        outcome.grades.create(area_name=area, grade="outstanding")
    return outcome


def improvement(outcome: Outcome | None = None) -> PublishedFinding:
    return PublishedFinding.objects.create(
        outcome=outcome
        or Outcome.objects.create(kind="focused_visit", title="Old visit", published_on=date(2019, 5, 1)),
        kind="area_for_improvement",
        area="public",
        text="Closing letters say too little.",
    )
