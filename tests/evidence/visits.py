"""Visits on site, with and without what covers them."""

from datetime import date

from accounts import clock
from accounts.models import Person
from evidence.actions.agreement import agree
from evidence.actions.findings import say_covers
from evidence.actions.voices import note_voices
from evidence.models import Revision, VisitSubject
from evidence.queries.scope import by_summary
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.inspections import programming
from tests.inspections.stages import fresh, plan

W1 = date(2024, 6, 10)
ON_SITE = clock.at(date(2024, 6, 11), 16)


def on_site(cast: Cast, kind: str = "focused_visit") -> Inspection:
    """A visit of 11 and 12 June 2024, announced."""
    visit = plan(cast, kind=kind, week=W1, at=clock.at(date(2024, 5, 13), 10), title="A visit")
    with clock.moved_to(visit.made_at):
        actions.add_member(visit, cast.qa_manager, "qa_manager", by=cast.scheduler)
        actions.add_member(visit, cast.team_inspector, "team", by=cast.scheduler)
    cast.chief_executive  # noqa: B018
    with clock.moved_to(clock.at(date(2024, 6, 4), 9, 30)):
        called = clock.at(date(2024, 6, 4), 9, 10)
        actions.announce(visit, called_at=called, told_whom="chief_executive", by=cast.lead)
    return fresh(visit)


def monitoring(cast: Cast) -> Inspection:
    """After an inspection that found overall effectiveness inadequate, and two areas to improve."""
    last = programming.last_inspection(ended_on=date(2024, 2, 16))
    last.grades.create(area="overall", area_name="Overall effectiveness", grade="inadequate")
    programming.improvement(last)
    return on_site(cast, "monitoring_visit")


def summary_of(visit: Inspection, by: Person, *codes: str, text: str = "Delay is known.", lead: Person) -> Revision:
    """An agreed shared summary that covers these parts."""
    on = {"observed_on": clock.today()}
    seen = stages.note(visit, by, **on)
    own = stages.individual(visit, by, [seen])
    made = stages.shared(visit, by, [own], text=text)
    agree(made.document, opened=made, narrow_reason=stages.FEW, by=lead)
    say_covers(made.document, codes, by=by)
    return made


def covered(visit: Inspection, lead: Person, *subjects: VisitSubject) -> None:
    """One agreed summary covers everything, and it is said why nobody was heard."""
    assert subjects
    summary_of(visit, lead, *(each.code for each in by_summary(visit)), lead=lead)
    note_voices(visit, note="Nobody could be met.", by=lead)
