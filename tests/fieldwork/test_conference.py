"""The team conference of the notice week, held with an analytical officer or with a reason."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid
from fieldwork import actions
from fieldwork.actions.outcomes import Outcome
from fieldwork.models import DiaryEntry
from inspections import actions as inspecting
from tests.fieldwork import stages
from tests.fieldwork.stages import add
from tests.inspections import stages as inspections
from tests.inspections.forms import errors, send
from tests.inspections.stages import RECORDED_AT

pytestmark = pytest.mark.django_db
FRIDAY = date(2024, 1, 26)
HELD_AT = clock.at(FRIDAY, 15)
YES = {"happened": "yes", "starts": "10:00", "ends": "11:20"}


@pytest.fixture
def inspection(cast):
    found = stages.five_pairs(cast)
    with clock.moved_to(RECORDED_AT):
        inspecting.add_member(found, cast.analyst, "analyst", by=cast.lead)
    return inspections.fresh(found)


def conference(inspection, by, day=FRIDAY):
    with clock.moved_to(RECORDED_AT):
        actions.put_in_beforehand(inspection, by=by)
    return DiaryEntry.objects.get(inspection=inspection, day=day, kind="team_meeting")


@pytest.mark.rule("TIME-06")
def test_a_conference_without_an_analytical_officer_is_held_with_a_reason(cast, as_, inspection):
    entry = conference(inspection, cast.lead)
    members = {member.pk: member.role for member in inspection.members.exclude(role="qa_manager")}
    assert {seat.member_id for seat in entry.seats.all()} == members.keys()
    inspectors = [number for number, role in members.items() if role != "analyst"]
    (analyst,) = members.keys() - set(inspectors)
    assert len(inspectors) == 11
    address, lead = reverse("entry_record", args=[inspection.ref, entry.pk]), as_(cast.lead)
    with clock.moved_to(HELD_AT):
        lead.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert lead.get(address).status_code == 200
        assert len(captured) <= 12
        refused = send(lead, address, **YES, attended=inspectors)
        assert errors(refused)["reason"] == ["No analytical officer attended: give a reason."]
        assert send(lead, address, **YES, attended=inspectors, reason="Ill; rung on Monday.").status_code == 302
        shown = lead.get(reverse("entry_detail", args=[inspection.ref, entry.pk])).content.decode()
        assert "Ill; rung on Monday." in shown
        # Corrected: the officer was there after all.
        assert send(lead, address, **YES, attended=[*inspectors, analyst]).status_code == 302
    entry.refresh_from_db()
    assert (entry.status, set(entry.attended)) == ("held", members.keys())
    last = entry.versions.first()
    assert cast.analyst.name in last.stands["Who took part"]


def test_what_was_put_in_by_hand_or_moved_is_asked_too(cast, inspection):
    moved = conference(inspection, cast.lead)
    with clock.moved_to(RECORDED_AT):
        at = {"kind": "team_meeting", "day": FRIDAY, "at": "14:00-15:00"}
        by_hand = add(inspection, cast.lead, **at, by=cast.lead)
        other = add(inspection, cast.lead, **at | {"day": date(2024, 1, 25)}, by=cast.lead)
    DiaryEntry.objects.filter(pk=moved.pk).update(day=date(2024, 1, 25))
    told = Outcome(happened=True, starts=time(14))
    for entry in (moved, by_hand):
        with clock.moved_to(HELD_AT), pytest.raises(Invalid) as refusal:
            actions.record_outcome(entry, told, version=None, by=cast.lead)
        assert (refusal.value.field, refusal.value.rule) == ("reason", "TIME-06")
    with clock.moved_to(HELD_AT):
        assert actions.record_outcome(other, told, version=None, by=cast.lead).status == "held"
        not_held = Outcome(happened=False, reason="Put off to Monday.")
        assert actions.record_outcome(by_hand, not_held, version=None, by=cast.lead).status == "did_not_happen"


def test_only_people_of_the_team_took_part(cast, inspection):
    entry = conference(inspection, cast.lead)
    told = Outcome(happened=True, starts=time(10), reason="Ill", attended=[999_999])
    with clock.moved_to(HELD_AT), pytest.raises(Invalid) as refusal:
        actions.record_outcome(entry, told, version=None, by=cast.lead)
    assert refusal.value.field == "attended"


def test_the_conference_of_a_visit_asks_for_nobody(cast):
    visit = inspections.plan(cast, kind="focused_visit")
    entry = conference(visit, cast.lead, date(2024, 2, 2))
    with clock.moved_to(clock.at(entry.day, 15)):
        told = Outcome(happened=True, starts=time(10))
        assert actions.record_outcome(entry, told, version=None, by=cast.lead).status == "held"
