"""The day of the call: the sheet filled in any order, the record and its email, corrections with both versions."""

from datetime import date, time

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from files.models import OutgoingMail
from information.actions import call_sheet as actions
from information.models import AnnexRequest, CallSheet
from inspections.actions import end_role
from inspections.models import Announcement
from tests.information import giving
from tests.inspections import stages
from tests.inspections.forms import errors, opened, send

pytestmark = pytest.mark.django_db
MONDAY = date(2024, 1, 22)
AT_TEN_PAST = {"called_on_day": "22", "called_on_month": "1", "called_on_year": "2024", "called_time": "9:10"}
WITH_CEO = AT_TEN_PAST | {"method": "phone", "ceo_available": "yes"}


@pytest.fixture
def inspection(cast):
    assert cast.chief_executive
    assert cast.link_person
    return stages.planned(cast)


def page(inspection, name="call_sheet", *more):
    return reverse(name, args=[inspection.ref, *more])


def fill(client, inspection, at="9:30", **typed):
    with clock.moved_to(clock.at(MONDAY, *(int(each) for each in at.split(":")))):
        return send(client, page(inspection), **typed)


def record(client, inspection, at="9:30"):
    with clock.moved_to(clock.at(MONDAY, *(int(each) for each in at.split(":")))):
        return send(client, page(inspection, "call_record"))


@pytest.mark.rule("NOTI-01")
def test_the_call_is_by_telephone_and_names_who_when_and_how(cast, as_, inspection):
    lead = as_(cast.lead)
    assert "method" in errors(fill(lead, inspection, **AT_TEN_PAST, method="email", ceo_available="yes"))
    assert fill(lead, inspection, **AT_TEN_PAST).status_code == 302
    with clock.moved_to(stages.RECORDED_AT):
        assert lead.get(page(inspection, "call_record")).status_code == 403
    assert fill(lead, inspection, **WITH_CEO).status_code == 302
    assert record(lead, inspection).status_code == 302
    told = Announcement.objects.get()
    assert (told.called_at, told.recorded_by) == (stages.CALLED_AT, cast.lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        CallSheet.objects.create(inspection=inspection, number=9, method="email", ceo_available="yes", by=cast.lead)


@pytest.mark.rule("NOTI-02")
@pytest.mark.parametrize(
    ("said", "reason", "asked"), [("9:30", "", False), ("9:31", "", True), ("9:31", "Late", False)]
)
def test_after_half_past_nine_a_reason_is_asked(cast, as_, inspection, said, reason, asked):
    sent = fill(as_(cast.lead), inspection, "11:00", **WITH_CEO | {"called_time": said}, late_reason=reason)
    assert ("late_reason" in errors(sent)) if asked else sent.status_code == 302
    with clock.moved_to(clock.at(MONDAY, 11)):
        shown = as_(cast.lead).get(page(inspection)).content.decode()
    assert ("Late: the call was made at 09:31" in shown) == bool(reason)


@pytest.mark.rule("NOTI-02", part="on a working day")
def test_a_sunday_is_refused(cast, as_, inspection):
    sent = fill(as_(cast.lead), inspection, **WITH_CEO | {"called_on_day": "21"})
    assert "not a working day" in errors(sent)["called_on"][0]


def test_nothing_is_compulsory_while_somebody_talks(cast, as_, inspection):
    lead = as_(cast.lead)
    assert fill(lead, inspection, first_place="Headquarters").status_code == 302
    assert fill(lead, inspection, link_person="Head of assurance").status_code == 302
    assert CallSheet.objects.count() == 2
    assert not Announcement.objects.exists()


@pytest.mark.rule("NOTI-04")
def test_the_email_goes_with_the_record_and_is_flagged_when_late(cast, as_, inspection):
    lead = as_(cast.lead)
    fill(lead, inspection, **WITH_CEO)
    record(lead, inspection, "10:45")
    told = Announcement.objects.get()
    mails = OutgoingMail.objects.filter(subject=told.email_subject)
    assert {mail.to for mail in mails} == {cast.chief_executive.email, cast.link_person.email}
    assert all("A-02 Audit information" in mail.body for mail in mails)
    assert AnnexRequest.objects.filter(inspection=inspection).exists()
    with clock.moved_to(clock.at(MONDAY, 11)):
        assert "sent 95 minutes after the call" in lead.get(page(inspection)).content.decode()


def test_an_email_within_the_hour_is_not_flagged(cast, as_, inspection):
    fill(as_(cast.lead), inspection, **WITH_CEO)
    record(as_(cast.lead), inspection, "10:10")
    with clock.moved_to(clock.at(MONDAY, 11)):
        assert "minutes after the call" not in as_(cast.lead).get(page(inspection)).content.decode()


@pytest.mark.rule("NOTI-06")
def test_the_second_talk_is_on_the_same_day_or_has_a_reason(cast, as_, inspection):
    lead = as_(cast.lead)
    fill(lead, inspection, **WITH_CEO)
    record(lead, inspection)
    next_day = {"talk_on_day": "23", "talk_on_month": "1", "talk_on_year": "2024"}
    asked = fill(lead, inspection, "17:00", **WITH_CEO, talk="accepted", **next_day)
    assert "talk_reason" in errors(asked)
    given = fill(lead, inspection, "17:00", **WITH_CEO, talk="accepted", **next_day, talk_reason="Staff at a hearing")
    assert given.status_code == 302
    offered = "The offer of a second talk on the same day is not recorded"
    with clock.moved_to(clock.at(MONDAY, 17)):
        assert offered not in lead.get(page(inspection)).content.decode()
    assert fill(lead, inspection, "17:00", **WITH_CEO, talk="").status_code == 302
    with clock.moved_to(clock.at(MONDAY, 17)):
        assert offered in lead.get(page(inspection)).content.decode()
    assert fill(lead, inspection, "17:00", **WITH_CEO, talk="declined").status_code == 302
    with clock.moved_to(clock.at(MONDAY, 17)):
        assert offered not in lead.get(page(inspection)).content.decode()


@pytest.mark.rule("TIME-02", part="a set-up talk in the morning brings an advice")
def test_a_talk_in_the_morning_is_pointed_out(cast, as_, inspection):
    lead = as_(cast.lead)
    for said, pointed_out in (("11:00", True), ("12:00", False)):
        assert fill(lead, inspection, "17:00", **WITH_CEO, talk="accepted", talk_time=said).status_code == 302
        with clock.moved_to(clock.at(MONDAY, 17)):
            assert ("usually in the afternoon" in lead.get(page(inspection)).content.decode()) == pointed_out


def day_of_the_call(client, inspection, hour=17):
    with clock.moved_to(clock.at(MONDAY, hour)):
        return client.get(page(inspection, "timetable")).context["doings"]


@pytest.mark.rule("TIME-02")
def test_the_timetable_says_of_both_entries_whether_they_are_done_how_and_when(cast, as_, inspection):
    lead = as_(cast.lead)
    call, talk = day_of_the_call(lead, inspection, 8)
    assert (call.day, call.bound, call.done) == (MONDAY, "by 09:30", False)
    assert (talk.day, talk.bound, talk.done) == (MONDAY, "from 12:00", False)
    fill(lead, inspection, **WITH_CEO)
    record(lead, inspection)
    call, talk = day_of_the_call(lead, inspection)
    assert (call.done, call.method, call.at) == (True, "Telephone", "09:10")
    assert not talk.done
    held = WITH_CEO | {"talk": "accepted", "talk_held": "yes"}
    assert list(errors(fill(lead, inspection, "17:00", **held, talk_method="phone"))) == ["talk_time"]
    assert list(errors(fill(lead, inspection, "17:00", **held, talk_time="14:00"))) == ["talk_method"]
    later = fill(lead, inspection, "13:00", **held, talk_time="14:00", talk_method="in_person")
    assert "not come yet" in errors(later)["talk_held"][0]
    assert fill(lead, inspection, "17:00", **held, talk_time="11:00", talk_method="in_person").status_code == 302
    _, talk = day_of_the_call(lead, inspection)
    assert (talk.done, talk.method, talk.at) == (True, "Face to face", "11:00")
    assert talk.notice == "The second talk is usually in the afternoon."
    with clock.moved_to(clock.at(MONDAY, 17)):
        shown = lead.get(page(inspection, "timetable")).content.decode()
    assert "usually in the afternoon" in shown
    assert "Face to face, 11:00" in shown


@pytest.mark.rule("NOTI-07")
def test_a_manager_who_stands_in_is_asked_to_tell_the_chief_executive(cast, as_, inspection):
    lead, away = as_(cast.lead), AT_TEN_PAST | {"method": "email", "ceo_available": "no"}
    assert "stood_in" in errors(fill(lead, inspection, **away, asked_to_inform="on"))
    assert "asked_to_inform" in errors(fill(lead, inspection, **away, stood_in="National director"))
    assert fill(lead, inspection, **away, stood_in="National director", asked_to_inform="on").status_code == 302
    assert record(lead, inspection).status_code == 302
    assert Announcement.objects.get().told_whom == "Manager who stood in"


@pytest.mark.rule("NOTI-08")
def test_the_absence_of_the_chief_executive_moves_no_date(cast, as_, inspection):
    before = list(inspection.timeline.dates.exclude(code="notification").values_list("code", "date"))
    away = AT_TEN_PAST | {"method": "phone", "ceo_available": "no", "stood_in": "Director", "asked_to_inform": "on"}
    fill(as_(cast.lead), inspection, **away)
    record(as_(cast.lead), inspection)
    assert list(inspection.timeline.dates.exclude(code="notification").values_list("code", "date")) == before
    assert inspection.timeline.dates.get(code="notification").date == MONDAY


@pytest.mark.rule("NOTI-09", part="named on the sheet; without authority the lead is told to ask for another")
def test_a_link_person_without_authority_is_pointed_out(cast, as_, inspection):
    lead = as_(cast.lead)
    fill(lead, inspection, **WITH_CEO)
    record(lead, inspection)
    with clock.moved_to(clock.at(date(2024, 1, 23), 9)):
        assert "has not named a link person" in lead.get(page(inspection)).content.decode()
    fill(lead, inspection, "15:00", **WITH_CEO, link_person="Assistant", link_authority="no")
    with clock.moved_to(clock.at(date(2024, 1, 23), 9)):
        shown = lead.get(page(inspection)).content.decode()
    assert "ask the chief executive to name another" in shown
    assert "has not named a link person" not in shown


@pytest.mark.rule("NOTI-03", part="kept on the sheet; without one the lead reads that it is to be arranged")
def test_the_first_meeting_is_arranged_in_the_call(cast, as_, inspection):
    lead = as_(cast.lead)
    fill(lead, inspection, **WITH_CEO)
    record(lead, inspection)
    waits = "first meeting with the chief executive is still to be arranged"
    with clock.moved_to(stages.RECORDED_AT):
        assert waits in lead.get(page(inspection)).content.decode()
    first = {"first_on_day": "5", "first_on_month": "2", "first_on_year": "2024", "first_time": "13:00"}
    fill(lead, inspection, "15:00", **WITH_CEO, **first, first_place="Headquarters")
    with clock.moved_to(clock.at(MONDAY, 15)):
        shown = as_(cast.deputy).get(page(inspection)).content.decode()
    assert waits not in shown
    assert "Headquarters" in shown
    assert "Headquarters, " not in shown


def test_a_call_recorded_wrongly_is_put_right_and_both_versions_are_kept(cast, as_, inspection):
    lead = as_(cast.lead)
    fill(lead, inspection, **WITH_CEO)
    record(lead, inspection)
    right = WITH_CEO | {"called_time": "9:05"}
    assert "correction" in errors(fill(lead, inspection, "10:00", **right))
    assert fill(lead, inspection, "10:00", **right, correction="Misread the clock").status_code == 302
    assert [sheet.called_time for sheet in CallSheet.objects.all()] == [time(9, 10), time(9, 5)]
    with clock.moved_to(clock.at(MONDAY, 10)):
        shown = lead.get(page(inspection)).content.decode()
    assert "Misread the clock" in shown
    assert "09:10" in shown
    with pytest.raises(DatabaseError), transaction.atomic():
        CallSheet.objects.filter(number=1).update(called_time=time(8))


def test_two_who_save_at_once_lose_nothing(cast, as_, inspection):
    lead = as_(cast.lead)
    with clock.moved_to(stages.RECORDED_AT):
        first = opened(lead, page(inspection))
        send(lead, page(inspection), **AT_TEN_PAST)
        late = lead.post(page(inspection), first | {"first_place": "Typed late"})
    assert late.status_code == 409
    assert "Typed late" in late.content.decode()
    assert CallSheet.objects.count() == 1


def test_only_the_lead_writes_on_it(cast, as_, inspection):
    with clock.moved_to(stages.RECORDED_AT):
        assert as_(cast.deputy).post(page(inspection), AT_TEN_PAST).status_code == 403
        assert as_(cast.link_person).get(page(inspection)).status_code == 404
        with pytest.raises(Exception, match="Only the lead"):
            actions.save_sheet(inspection, {}, by=cast.deputy)


@pytest.mark.rule("OFF-03")
def test_a_missing_analyst_is_named_at_the_call_and_no_inspector_of_the_team_checks_data(cast, as_, inspection):
    lead, missing = as_(cast.lead), "No senior analytical officer is named"
    fill(lead, inspection, **WITH_CEO)
    with clock.moved_to(stages.RECORDED_AT):
        assert missing not in lead.get(page(inspection)).content.decode()
        end_role(inspection.members.get(person=cast.analyst), reason="Left.", by=cast.scheduler)
        assert missing in lead.get(page(inspection)).content.decode()
    assert record(lead, inspection).status_code == 302
    with giving.at_work():
        giving.give(inspection, cast.link_person, "A-02 ours.txt")
        accept = page(inspection, "annex_accept", giving.item(inspection, "A-02").pk)
        assert as_(cast.team_inspector).post(accept, {}).status_code == 403
        assert send(lead, accept).status_code == 302
