"""What the database itself refuses, on both engines."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts import appendonly
from inspections.models import Announcement, Inspection, LateCall, Outcome, OutcomeGrade, TeamMember
from tests.cast import Cast
from tests.inspections import stages

pytestmark = pytest.mark.django_db


def refused(work) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DatabaseError), transaction.atomic():
        work()


def test_every_trigger_of_this_room_stands():
    assert not [name for name in appendonly.missing() if "inspections" in name]


def test_a_call_and_what_was_published_never_change(cast: Cast):
    inspection = stages.announced(cast)
    told = Announcement.objects.filter(inspection=inspection)
    refused(lambda: told.update(email_body=""))
    refused(lambda: told.delete())
    outcome = Outcome.objects.create(kind="inspection", title="Earlier", ended_on=date(2018, 2, 1))
    OutcomeGrade.objects.create(outcome=outcome, area_name="Overall", grade="good")
    refused(lambda: OutcomeGrade.objects.update(grade="outstanding"))
    refused(lambda: Outcome.objects.update(title="x"))
    late = LateCall.objects.create(
        inspection=inspection, onsite_week=stages.W1, day=stages.W1, reason="x", decided_by=cast.decision_maker
    )
    refused(lambda: LateCall.objects.filter(pk=late.pk).update(reason="y"))
    refused(lambda: late.delete())


@pytest.mark.rule("QA-03")
def test_a_role_is_ended_and_never_rewritten(cast: Cast):
    inspection = stages.planned(cast)
    member = TeamMember.objects.filter(inspection=inspection, person=cast.team_inspector)
    refused(lambda: member.update(role="qa_manager"))
    refused(lambda: member.update(person=cast.moderator))
    refused(lambda: member.delete())
    ended = member.update(until=stages.ENDED_AT)
    assert ended == 1
    refused(lambda: member.update(until=None))


def test_an_unknown_kind_or_state_is_refused(cast: Cast):
    inspection = Inspection.objects.filter(pk=stages.plan(cast).pk)
    for change in ({"kind": "thematic survey"}, {"state": "half done"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            inspection.update(**change)


@pytest.mark.rule("TEAM-05", part="the database keeps no shadow without a purpose")
def test_a_shadow_without_a_purpose_is_refused(cast: Cast):
    inspection = stages.plan(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMember.objects.create(inspection=inspection, person=cast.shadow, role="shadow")
