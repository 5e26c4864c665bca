"""Time to prepare: what the diary holds before the team comes, and whom readiness names."""

from datetime import date

import pytest

from accounts import clock
from fieldwork import actions
from fieldwork.preparing import NO_TIME, unprepared
from information.models import AnalysisIssue
from information.queries.readiness import open_points
from tests.fieldwork import stages
from tests.fieldwork.stages import add

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = date(2024, 1, 30), date(2024, 1, 31)


@pytest.fixture
def inspection(cast):
    return stages.teamed(cast)


def analysis(inspection, person, day, cast):
    title = "Evaluating case materials"
    return add(inspection, person, kind="analysis", title=title, day=day, at="09:30-12:00", by=cast.lead)


@pytest.mark.rule("OFF-09")
def test_without_time_for_the_lead_after_the_analysis_readiness_says_so(cast, inspection):
    assert NO_TIME in open_points(inspection)
    analysis(inspection, cast.lead, TUESDAY, cast)
    assert NO_TIME not in open_points(inspection)
    AnalysisIssue.objects.create(
        inspection=inspection, number=1, sections={}, by=cast.analyst, at=clock.at(WEDNESDAY, 9)
    )
    # What lies before the analysis was issued is no time to study it.
    assert NO_TIME in open_points(inspection)
    entry = analysis(inspection, cast.lead, WEDNESDAY, cast)
    assert NO_TIME not in open_points(inspection)
    with clock.moved_to(clock.at(WEDNESDAY, 8)):
        actions.withdraw_entry(entry, reason="No time", version=entry.version, by=cast.lead)
    assert NO_TIME in open_points(inspection)


@pytest.mark.rule("OFF-17")
def test_an_inspector_without_time_to_prepare_is_listed(cast, inspection):
    lacking = f"{cast.team_inspector.name} has no time to prepare in the diary."
    assert lacking in open_points(inspection)
    analysis(inspection, cast.deputy, TUESDAY, cast)
    analysis(inspection, cast.team_inspector, TUESDAY, cast)
    found = list(unprepared(inspection))
    assert lacking not in found
    assert f"{cast.second_team_inspector.name} has no time to prepare in the diary." in found
    # The analyst and the shadow are not inspectors who need it.
    assert not [each for each in found if cast.analyst.name in each or cast.shadow.name in each]
