"""Meeting times agreed with Cafcass: proposed, confirmed, asked for anew; and the first meeting of the call sheet."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from accounts.refusals import NotAllowed, Stale
from fieldwork import actions
from fieldwork.actions.entries import Place
from fieldwork.due import due
from fieldwork.models import DiaryEntry, SlotAnswer, SlotKept
from fieldwork.queries import slots as queries
from files.models import OutgoingMail
from inspections import actions as inspecting
from tests.fieldwork import stages
from tests.fieldwork.stages import MON, TUE, WED, add
from tests.inspections import stages as inspections
from tests.inspections.forms import errors, opened, send
from tests.inspections.stages import RECORDED_AT

pytestmark = pytest.mark.django_db
ONSITE = [date(2024, 2, day) for day in (5, 6, 7, 8, 12, 13, 14, 15)]
FEEDBACK = [date(2024, 2, 9), date(2024, 2, 16)]
ASKED = {"day_day": "6", "day_month": "2", "day_year": "2024", "starts": "10:00", "ends": "10:30"}
MONDAY = date(2024, 1, 22)


@pytest.fixture
def inspection(cast):
    assert cast.link_person
    return stages.teamed(cast)


@pytest.fixture
def on_the_day_of_the_call():
    with clock.moved_to(RECORDED_AT):
        yield


def slot_on(inspection, day, kind="keep_in_touch"):
    return next(slot for slot in queries.slots(inspection) if slot.entry.day == day and slot.entry.kind == kind)


def confirm(inspection, by):
    return actions.confirm_slots(inspection, seen=queries.seen(queries.slots(inspection)), by=by)


def own(as_, cast, inspection):
    return as_(cast.link_person).get(reverse("cafcass_slots", args=[inspection.ref])).content.decode()


@pytest.mark.rule("NOTI-15")
def test_eight_meetings_and_two_feedbacks_are_proposed_and_the_link_person_confirms(
    cast, as_, inspection, on_the_day_of_the_call
):
    propose = reverse("slot_propose", args=[inspection.ref])
    assert as_(cast.deputy).post(propose, {"op": str(uuid4())}).status_code == 403
    assert not DiaryEntry.objects.exists()
    assert send(as_(cast.lead), propose).status_code == 302
    found = queries.slots(inspection)
    assert [slot.entry.day for slot in found if slot.entry.kind == "keep_in_touch"] == ONSITE
    assert [slot.entry.day for slot in found if slot.entry.kind == "feedback"] == FEEDBACK
    assert set(DiaryEntry.objects.values_list("kind", flat=True)) == {"keep_in_touch", "feedback", "first_meeting"}
    assert OutgoingMail.objects.filter(to=cast.link_person.email, subject="Meeting times are proposed to you").exists()
    assert send(as_(cast.lead), propose).status_code == 302
    assert len(queries.slots(inspection)) == len(found) == 11
    shown = own(as_, cast, inspection)
    assert shown.count("Waits for you") == 11
    address = reverse("cafcass_slots", args=[inspection.ref])
    client = as_(cast.link_person)
    form = client.get(address).context["form"]
    assert client.post(address, {"op": form["op"].value(), "seen": form["seen"].value()}).status_code == 302
    assert {slot.state for slot in queries.slots(inspection)} == {"confirmed"}
    assert "Waits for you" not in own(as_, cast, inspection)
    listed = as_(cast.deputy).get(reverse("slot_list", args=[inspection.ref])).content.decode()
    assert listed.count("Confirmed") == 11


@pytest.mark.rule("NOTI-15", part="for each day on site of a visit, with the feedback on the last")
def test_a_visit_has_a_meeting_on_each_of_its_two_days(cast):
    visit = inspections.plan(cast, kind="focused_visit")
    with clock.moved_to(inspections.PLANNED_AT):
        actions.propose_slots(visit, by=cast.lead)
        kinds = [(slot.entry.day, slot.entry.kind) for slot in queries.slots(visit)]
    assert kinds == [
        (TUE, "keep_in_touch"),
        (TUE, "first_meeting"),
        (WED, "keep_in_touch"),
        (WED, "feedback"),
    ]
    # Before the call nobody at Cafcass is written to.
    assert not OutgoingMail.objects.exists()


@pytest.mark.rule("NOTI-15", part="or asks for another time, on which the lead decides")
def test_another_time_is_asked_for_and_taken(cast, as_, inspection, on_the_day_of_the_call):
    actions.propose_slots(inspection, by=cast.lead)
    confirm(inspection, cast.link_person)
    slot = slot_on(inspection, TUE)
    ask = reverse("cafcass_slot_ask", args=[inspection.ref, slot.entry.pk])
    assert send(as_(cast.link_person), ask, **ASKED, reason="Board until ten").status_code == 302
    slot = slot_on(inspection, TUE)
    assert (slot.state, slot.entry.starts) == ("asked", time(8, 30))
    assert OutgoingMail.objects.filter(to=cast.lead.email, subject__startswith="Cafcass asks").exists()
    (owed,) = (each for each in due(MONDAY, cast.lead) if each.key == f"slot-{slot.answer.pk}")
    assert owed.day == MONDAY
    take = reverse("slot_take", args=[inspection.ref, slot.answer.pk])
    assert as_(cast.deputy).get(take).status_code == 403
    assert "Board until ten" in as_(cast.lead).get(take).content.decode()
    assert send(as_(cast.lead), take).status_code == 302
    slot = slot_on(inspection, TUE)
    assert (slot.state, slot.entry.starts, slot.entry.ends) == ("confirmed", time(10), time(10, 30))
    with pytest.raises(NotAllowed, match="settled already"):
        actions.take_time(slot.answer, by=cast.lead)


def test_the_lead_keeps_the_time_and_cafcass_reads_why(cast, as_, inspection, on_the_day_of_the_call):
    actions.propose_slots(inspection, by=cast.lead)
    given = {"day": TUE, "starts": time(10), "ends": time(10, 30)}
    asked = actions.ask_another_time(slot_on(inspection, TUE).entry, **given, by=cast.chief_executive)
    keep = reverse("slot_keep", args=[inspection.ref, asked.pk])
    assert errors(send(as_(cast.lead), keep, reason=" "))["reason"]
    assert send(as_(cast.lead), keep, reason="The team is in court then").status_code == 302
    assert "The lead keeps the time: The team is in court then" in own(as_, cast, inspection)
    assert slot_on(inspection, TUE).state == "proposed"
    confirm(inspection, cast.link_person)
    assert slot_on(inspection, TUE).state == "confirmed"


@pytest.mark.rule("NOTI-15", part="a meeting that moves waits for a new answer; what was not seen is not confirmed")
def test_a_meeting_that_moved_is_not_confirmed_unseen(cast, as_, inspection, on_the_day_of_the_call):
    actions.propose_slots(inspection, by=cast.lead)
    address = reverse("cafcass_slots", args=[inspection.ref])
    client = as_(cast.link_person)
    form = client.get(address).context["form"]
    entry = slot_on(inspection, WED).entry
    seats = [seat.member_id for seat in entry.seats.all()]
    actions.move_entry(entry, Place(WED, time(9, 30), seats), version=entry.version, by=cast.lead)
    late = client.post(address, {"op": form["op"].value(), "seen": form["seen"].value()})
    assert late.status_code == 409
    assert not SlotAnswer.objects.exists()
    with pytest.raises(Stale):
        actions.confirm_slots(inspection, seen="", by=cast.link_person)
    confirm(inspection, cast.link_person)
    entry = slot_on(inspection, WED).entry
    actions.move_entry(entry, Place(WED, time(11), seats), version=entry.version, by=cast.lead)
    assert slot_on(inspection, WED).state == "proposed"


def test_another_time_lies_on_the_inspections_days_and_is_another(cast, as_, inspection, on_the_day_of_the_call):
    actions.propose_slots(inspection, by=cast.lead)
    entry = slot_on(inspection, TUE).entry
    ask, client = reverse("cafcass_slot_ask", args=[inspection.ref, entry.pk]), as_(cast.link_person)
    for typed, field in (
        (ASKED | {"day_day": "10"}, "day"),
        (ASKED | {"ends": "9:00"}, "ends"),
        (ASKED | {"starts": "8:30", "ends": "9:00"}, "starts"),
    ):
        assert list(errors(send(client, ask, **typed))) == [field]
    interview = add(inspection, cast.deputy, cast.team_inspector, by=cast.lead)
    assert client.get(reverse("cafcass_slot_ask", args=[inspection.ref, interview.pk])).status_code == 404
    assert as_(cast.lead).get(ask).status_code == 404
    with pytest.raises(NotAllowed):
        actions.confirm_slots(inspection, seen="", by=cast.lead)


def test_what_waits_for_cafcass_is_owed_before_the_team_comes(cast, inspection, on_the_day_of_the_call):
    actions.propose_slots(inspection, by=cast.lead)
    (owed,) = (each for each in due(MONDAY, cast.link_person) if each.key.startswith("slots-"))
    assert (owed.day, owed.title) == (date(2024, 2, 2), "Confirm the times of 11 meetings with the lead inspector")
    confirm(inspection, cast.link_person)
    assert not [each for each in due(MONDAY, cast.link_person) if each.key.startswith("slots-")]


def test_answers_are_kept_for_good(cast, inspection, on_the_day_of_the_call):
    actions.propose_slots(inspection, by=cast.lead)
    given = {"day": TUE, "starts": time(10), "ends": time(10, 30)}
    asked = actions.ask_another_time(slot_on(inspection, TUE).entry, **given, by=cast.link_person)
    actions.keep_time(asked, reason="In court", by=cast.lead)
    for rows in (SlotAnswer.objects.all(), SlotKept.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(reason="Another")


# The first meeting, arranged in the call


def fill(as_, cast, inspection, **typed):
    return send(as_(cast.lead), reverse("call_sheet", args=[inspection.ref]), **typed)


FIRST = {"first_on_day": "5", "first_on_month": "2", "first_on_year": "2024", "first_time": "13:00"}


def first_meetings(inspection):
    found = DiaryEntry.objects.filter(inspection=inspection, kind="first_meeting")
    return list(found.values_list("day", "starts", "place", "site__code", "status"))


@pytest.mark.rule("NOTI-03")
def test_the_first_meeting_of_the_call_is_in_the_diary_once(cast, as_, inspection, on_the_day_of_the_call):
    assert fill(as_, cast, inspection, **FIRST).status_code == 302
    assert first_meetings(inspection) == [(MON, time(13), "", "HQ", "planned")]
    with clock.moved_to(RECORDED_AT):
        actions.put_in_beforehand(inspection, by=cast.lead)
    assert first_meetings(inspection) == [(MON, time(13), "", "HQ", "planned")]
    later = FIRST | {"first_time": "14:00", "first_place": "Court centre", "first_with": "Chief executive"}
    assert fill(as_, cast, inspection, **later).status_code == 302
    assert first_meetings(inspection) == [(MON, time(14), "Court centre", None, "planned")]
    entry = DiaryEntry.objects.get(kind="first_meeting")
    assert [seat.member.person for seat in entry.seats.all()] == [cast.lead]
    assert entry.with_whom == "Chief executive"
    seats = [seat.member_id for seat in entry.seats.all()]
    actions.move_entry(entry, Place(MON, time(14, 30), seats), version=entry.version, by=cast.lead)
    # What the diary says later stands until the sheet says something new of the meeting.
    assert fill(as_, cast, inspection, **later, talk="accepted").status_code == 302
    assert first_meetings(inspection)[0][1] == time(14, 30)


def test_a_day_that_is_none_of_the_inspections_is_an_error_beside_the_field(
    cast, as_, inspection, on_the_day_of_the_call
):
    refused = fill(as_, cast, inspection, **FIRST | {"first_on_day": "10"}, first_place="Headquarters")
    assert "not a working day" in errors(refused)["first_on"][0]
    assert 'value="Headquarters"' in refused.content.decode()
    late = fill(as_, cast, inspection, **FIRST | {"first_time": "23:59"})
    assert list(errors(late)) == ["first_time"]
    assert first_meetings(inspection) == []


@pytest.mark.rule("NOTI-03", part="while it is not arranged the lead is reminded")
def test_the_lead_is_reminded_while_no_first_meeting_is_arranged(cast, as_, inspection, on_the_day_of_the_call):
    from information.due import due as owed_here

    key = f"first-meeting-{inspection.ref}"
    assert [each.person for each in owed_here(MONDAY) if each.key == key] == [cast.lead]
    fill(as_, cast, inspection, **FIRST)
    assert key not in [each.key for each in owed_here(MONDAY)]


def test_who_acts_for_the_lead_saves_the_sheet_and_the_meeting_is_the_leads(
    cast, as_, inspection, on_the_day_of_the_call
):
    inspecting.let_act(
        inspection.members.get(person=cast.lead),
        inspection.members.get(person=cast.deputy),
        first_day=MONDAY,
        reason="At a funeral.",
        by=cast.lead,
    )
    sheet = reverse("call_sheet", args=[inspection.ref])
    client = as_(cast.deputy)
    assert client.post(sheet, opened(client, sheet) | FIRST).status_code == 302
    entry = DiaryEntry.objects.get(kind="first_meeting")
    assert [seat.member.person for seat in entry.seats.all()] == [cast.lead]
