"""The talk of the analytical officer with Cafcass's analyst, in the week before the team comes."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from accounts.refusals import NotAllowed
from information.actions import talk as actions
from information.due import due
from information.models import AnalystTalk
from information.rules.talk import topics_of
from tests.information import giving
from tests.inspections.forms import errors, send, unopened

pytestmark = pytest.mark.django_db
WEDNESDAY = clock.at(date(2024, 1, 31), 15)


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def typed(inspection, month_day, **more):
    month, day = month_day
    when = {"day_day": str(day), "day_month": str(month), "day_year": "2024"}
    return when | {"with_whom": "Data analyst", "topics": list(topics_of(inspection))[:2]} | more


@pytest.mark.rule("NOTI-22")
def test_the_talk_is_in_the_week_before_or_has_a_reason(cast, as_, inspection):
    page, analyst = reverse("analyst_talk", args=[inspection.ref]), as_(cast.analyst)
    friday = date(2024, 2, 2)
    with clock.moved_to(WEDNESDAY):
        assert len(topics_of(inspection)) == 4
        owed = [each for each in due(friday, cast.analyst) if each.key.startswith("analyst-talk")]
        assert [each.day for each in owed] == [friday]
        early = send(analyst, page, **typed(inspection, (1, 24)))
        assert "week of Monday 29 January 2024" in errors(early)["reason"][0]
        assert list(errors(send(analyst, page, **typed(inspection, (1, 31), topics=[])))) == ["topics"]
        assert list(errors(send(analyst, page, **typed(inspection, (2, 1))))) == ["day"]
        assert send(analyst, page, **typed(inspection, (1, 31))).status_code == 302
        assert send(analyst, page, **typed(inspection, (1, 24), reason="They were away")).status_code == 302
        assert not [each for each in due(friday, cast.analyst) if each.key.startswith("analyst-talk")]
        shown = as_(cast.team_inspector).get(page).content.decode()
        assert "They were away" in shown
        assert "data quality, performance documents" in shown
    assert [each.day.day for each in AnalystTalk.objects.all()] == [31, 24]
    with pytest.raises(DatabaseError), transaction.atomic():
        AnalystTalk.objects.update(note="Another")


def test_only_the_analyst_records_it_and_cafcass_reads_nothing_of_it(cast, as_, inspection):
    page = reverse("analyst_talk", args=[inspection.ref])
    with clock.moved_to(WEDNESDAY):
        assert as_(cast.lead).post(page, unopened()).status_code == 403
        assert as_(cast.link_person).get(page).status_code == 404
        given = {"day": date(2024, 1, 31), "with_whom": "Analyst", "topics": topics_of(inspection)}
        with pytest.raises(NotAllowed):
            actions.record_talk(inspection, **given, by=cast.lead)
