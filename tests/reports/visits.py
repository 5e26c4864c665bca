"""A focused visit brought to the stages of its letter."""

from datetime import date

from accounts import clock
from evidence.actions.findings import add_topic, agree_findings
from inspections import actions as inspecting
from inspections.models import Inspection
from reports import actions
from reports.models import Report
from tests.cast import Cast
from tests.evidence.visits import covered
from tests.inspections import stages
from tests.reports.stages import fresh as latest
from tests.reports.stages import write

W1 = date(2024, 6, 10)
ENDED_ON = date(2024, 6, 12)
WRITTEN_AT = clock.at(date(2024, 6, 17), 10)


def visited(cast: Cast) -> Inspection:
    """The visit of 11 and 12 June 2024, everything of it covered; its fieldwork has ended."""
    visit = stages.plan(cast, kind="focused_visit", week=W1, at=clock.at(date(2024, 5, 13), 10), title="Focused visit")
    with clock.moved_to(visit.made_at):
        inspecting.add_member(visit, cast.qa_manager, "qa_manager", by=cast.scheduler)
    cast.chief_executive  # noqa: B018
    with clock.moved_to(clock.at(date(2024, 6, 4), 9, 30)):
        called = clock.at(date(2024, 6, 4), 9, 10)
        inspecting.announce(visit, called_at=called, told_whom="chief_executive", by=cast.lead)
    with clock.moved_to(clock.at(ENDED_ON, 17)):
        covered(visit, cast.lead, add_topic(visit, kind="theme", text="Delay", by=cast.decision_maker))
        stages.nobody_met(stages.fresh(visit), cast.lead)
        inspecting.end_fieldwork(stages.fresh(visit), last_day=ENDED_ON, by=cast.lead)
    return stages.fresh(visit)


def agreed(cast: Cast) -> Inspection:
    """The same with its findings agreed."""
    visit = visited(cast)
    with clock.moved_to(clock.at(ENDED_ON, 18)):
        agree_findings(visit, by=cast.lead)
    return stages.fresh(visit)


def letter(cast: Cast) -> Report:
    """Written and not yet submitted."""
    with clock.moved_to(WRITTEN_AT):
        report = actions.create_report(agreed(cast), document="letter", by=cast.lead)
        write(report, cast.lead)
    return latest(report)
