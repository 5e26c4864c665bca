"""Arrivals, the meetings on arrival, and the first meeting with the chief executive."""

from datetime import time

import pytest
from django.db import Error, transaction
from django.urls import reverse

from accounts import clock
from fieldwork import actions
from fieldwork.actions.outcomes import Outcome
from fieldwork.models import ArrangementNotReady, ArrivalMeeting, DiaryEntry, FirstMeeting
from tests.fieldwork import stages
from tests.fieldwork.stages import MON
from tests.inspections import stages as inspections
from tests.inspections.forms import errors, send, unopened
from tests.inspections.stages import RECORDED_AT

pytestmark = pytest.mark.django_db
AFTER = clock.at(MON, 15)
MET = {"met": "Assistant director", "met_at": "13:30", "plans_explained": "on"}
HELD = {"day_day": "5", "day_month": "2", "day_year": "2024", "starts": "12:00"}
HELD |= {"people": "Chief executive, lead", "place": "National office", "matters_reviewed": "on"}


@pytest.fixture
def inspection(cast):
    found = stages.teamed(cast)
    with clock.moved_to(RECORDED_AT):
        actions.put_in_beforehand(found, by=cast.lead)
    return found


def arrival_of(inspection, code):
    return DiaryEntry.objects.get(inspection=inspection, kind="arrival", site__code=code, day=MON)


@pytest.mark.rule("SITE-01")
def test_the_lead_is_told_which_pair_has_not_arrived(cast, as_):
    inspection = stages.five_pairs(cast)
    with clock.moved_to(RECORDED_AT):
        actions.put_in_beforehand(inspection, by=cast.lead)
    pairs = list(inspection.pairs.order_by("name"))
    with clock.moved_to(AFTER):
        for pair in pairs[:4]:
            entry = DiaryEntry.objects.get(kind="arrival", pair=pair, day=MON)
            deputy = pair.seats.get(member__role="deputy").member.person
            actions.record_outcome(entry, Outcome(True, time(12, 20)), version=1, by=deputy)
        page = as_(cast.lead).get(reverse("diary", args=[inspection.ref])).content.decode()
    told = page[page.index("To settle") : page.index("</section>")]
    assert "Pair E" in told
    assert not any(pair.name in told for pair in pairs[:4])
    assert DiaryEntry.objects.get(kind="arrival", pair=pairs[0], day=MON).actual_starts == time(12, 20)


@pytest.mark.rule("SITE-04")
def test_the_deputy_of_the_pair_records_the_meeting_and_no_other_deputy(cast, as_, inspection):
    entry = arrival_of(inspection, "A1")
    address = reverse("arrival_create", args=[inspection.ref, entry.pk])
    with clock.moved_to(AFTER):
        assert as_(cast.second_deputy).get(address).status_code == 403
        assert as_(cast.second_deputy).post(address, unopened() | MET).status_code == 403
        assert as_(cast.team_inspector).get(address).status_code == 403
        assert not ArrivalMeeting.objects.exists()
        without = send(as_(cast.deputy), address, **{key: MET[key] for key in ("met", "met_at")})
        assert "plans_explained" in errors(without)
        assert send(as_(cast.deputy), address, **MET).status_code == 302
        assert as_(cast.deputy).get(address).status_code == 403
    meeting = ArrivalMeeting.objects.get()
    assert (meeting.met, meeting.met_at, meeting.recorded_by) == ("Assistant director", time(13, 30), cast.deputy)
    entry.refresh_from_db()
    assert (entry.status, entry.actual_starts) == ("held", time(13, 30))


@pytest.mark.rule("SITE-04", part="a visit without deputies")
def test_on_a_visit_without_deputies_any_inspector_of_the_pair_records_it(cast, as_):
    visit = inspections.plan(cast, kind="focused_visit", week=stages.date(2024, 6, 10))
    for person in (cast.team_inspector, cast.second_team_inspector, cast.third_team_inspector):
        inspections.join(cast, visit, person, "team")
    with clock.moved_to(clock.at(stages.date(2024, 5, 1), 10)):
        stages.pair_up(visit, "Pair A", cast.team_inspector, cast.second_team_inspector, by=cast.lead)
        actions.put_in_beforehand(visit, by=cast.lead)
    entry = DiaryEntry.objects.filter(kind="arrival").first()
    address = reverse("arrival_create", args=[visit.ref, entry.pk])
    with clock.moved_to(clock.at(entry.day, 15)):
        assert as_(cast.third_team_inspector).get(address).status_code == 403
        assert send(as_(cast.second_team_inspector), address, **MET).status_code == 302


@pytest.mark.rule("SITE-03")
def test_what_is_not_ready_becomes_an_action_for_the_link_person(cast, as_, inspection):
    address = reverse("first_meeting_create", args=[inspection.ref])
    with clock.moved_to(AFTER):
        assert "not_ready" in errors(send(as_(cast.lead), address, **HELD))
        assert as_(cast.deputy).post(address, unopened() | HELD).status_code == 403
        sent = send(as_(cast.lead), address, **HELD, not_ready="A1 no room for interviews\nPasses for the lift")
        assert sent.status_code == 302
        one, two = ArrangementNotReady.objects.order_by("id")
        assert (one.site.code, one.what, two.site) == ("A1", "no room for interviews", None)
        link = as_(cast.link_person)
        told = reverse("cafcass_diary", args=[inspection.ref])
        page = link.get(told).content.decode()
        assert "A1 Northtown office" in page
        assert "no room for interviews" in page
        assert send(link, reverse("arrangement_ready", args=[inspection.ref, one.pk])).status_code == 302
        assert "Ready" in as_(cast.lead).get(address).content.decode()
    one.refresh_from_db()
    assert one.ready_by == cast.link_person
    assert FirstMeeting.objects.get().matters_reviewed


def test_the_first_meeting_is_recorded_once_and_agrees_with_itself(cast, as_, inspection):
    address = reverse("first_meeting_create", args=[inspection.ref])
    with clock.moved_to(AFTER):
        both = send(as_(cast.lead), address, **HELD, arrangements_confirmed="on", not_ready="A1 no room")
        assert "not_ready" in errors(both)
        later = send(as_(cast.lead), address, **HELD | {"starts": "16:00"}, arrangements_confirmed="on")
        assert "day" in errors(later)
        assert send(as_(cast.lead), address, **HELD, arrangements_confirmed="on").status_code == 302
        assert as_(cast.lead).post(address, unopened() | HELD | {"arrangements_confirmed": "on"}).status_code == 403
    assert FirstMeeting.objects.count() == 1
    for model in (FirstMeeting,):
        with pytest.raises(Error), transaction.atomic():
            model.objects.update(people="x")


def test_the_first_meeting_was_not_held_before_the_call(cast, as_, inspection):
    with clock.moved_to(AFTER):
        address = reverse("first_meeting_create", args=[inspection.ref])
        early = send(as_(cast.lead), address, **HELD | {"day_year": "1900", "arrangements_confirmed": "on"})
    assert errors(early)["day"] == ["Cafcass was called on Mon 22 Jan 2024: the meeting cannot have been held before."]
    assert not FirstMeeting.objects.exists()
