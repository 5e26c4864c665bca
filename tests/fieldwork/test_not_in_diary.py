"""Meetings with people that have no entry: told above the week, and looked at by the same rules as entries."""

from dataclasses import replace
from datetime import date, time
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid
from fieldwork.actions import entries as actions
from fieldwork.actions.matching import Pasted, matches
from fieldwork.models import Meeting
from fieldwork.queries.people import who_of
from govuk.forms import date_data
from tests.evidence.pages import opened
from tests.fieldwork import people, stages
from tests.fieldwork.stages import add
from tests.inspections.stages import ON_SITE_AT

pytestmark = pytest.mark.django_db
TUESDAY = date(2024, 2, 6)
WEEK = "?week=2024-02-05"


@pytest.fixture
def inspection(cast):
    found = stages.teamed(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def page(client, inspection, name="diary", asked=WEEK):
    response = client.get(reverse(name, args=[inspection.ref]) + asked)
    return response, " ".join(response.content.decode().split())


@pytest.mark.rule("SITE-06", part="a meeting without an entry is told above the week, and its overlaps are pointed out")
def test_a_meeting_without_an_entry_is_told_and_its_overlap_pointed_out(cast, as_, inspection):
    entry = add(inspection, cast.deputy, kind="interview", title="Interview", at="10:00-11:00", by=cast.lead)
    lead = as_(cast.lead)
    shown, text = page(lead, inspection)
    before = shown.context["flag_count"]
    assert "Not in the diary yet" not in text
    meeting = people.plan(inspection, cast.deputy, day=TUESDAY, starts=time(10, 30), ends=time(11, 30))
    shown, text = page(lead, inspection)
    assert f"Not in the diary yet: {cast.deputy.name}, a meeting on Tue 6 Feb 2024, 10:30 to 11:30" in text
    assert reverse("meeting_detail", args=[inspection.ref, meeting.pk]) in text
    assert shown.context["flag_count"] == before + 1
    _, flags = page(lead, inspection, "diary_flags")
    said = (
        f"{cast.deputy.name}: Interview (10:00 to 11:00) overlaps a meeting that is not in the diary yet (from 10:30)"
    )
    assert said in flags
    # Whoever plans and reads no meeting learns whose time is taken, and nothing of the meeting.
    _, text = page(as_(cast.scheduler), inspection)
    assert f"Not in the diary yet: {cast.deputy.name}" in text
    assert reverse("meeting_detail", args=[inspection.ref, meeting.pk]) not in text
    assert "PRV-01" not in text
    for gone in ({"entry": entry}, {"entry": None, "state": "declined"}):
        type(meeting).objects.filter(pk=meeting.pk).update(**gone)
        assert "Not in the diary yet" not in page(lead, inspection)[1]


@pytest.mark.rule("SITE-06", part="what overlaps a meeting without an entry needs a reason, its own entry does not")
def test_an_entry_over_a_meeting_that_is_not_in_the_diary_asks_for_a_reason(cast, inspection):
    people.plan(inspection, cast.deputy, day=TUESDAY, starts=time(10, 30), ends=time(11, 30))
    given = {"kind": "interview", "title": "Interview", "by": cast.lead}
    with pytest.raises(Invalid, match="overlaps a meeting that is not in the diary yet") as refusal:
        add(inspection, cast.deputy, at="10:00-11:00", **given)
    assert refusal.value.field == "reason"
    add(inspection, cast.team_inspector, at="10:00-11:00", **given)
    entry = add(inspection, cast.deputy, at="11:30-12:00", **given)
    to = actions.Place(TUESDAY, time(11), who_of(entry))
    with pytest.raises(Invalid, match="overlaps a meeting"):
        actions.move_entry(entry, to, version=entry.version, by=cast.lead)
    actions.move_entry(entry, replace(to, reason="They take turns."), version=entry.version, by=cast.lead)
    add(inspection, cast.deputy, kind="conversation", title="Talk", at="10:30-11:00", by=cast.lead)


def test_no_interview_is_matched_over_a_meeting_that_is_not_in_the_diary(cast, inspection):
    pasted = Pasted("10:00, Family Court Adviser, A1", TUESDAY)
    deputy_pair = matches(inspection, pasted, cast.lead)[0].pair
    people.plan(inspection, cast.deputy, day=TUESDAY, starts=time(10, 15), ends=time(11, 30))
    assert matches(inspection, pasted, cast.lead)[0].pair not in (None, deputy_pair)


def test_a_meeting_inside_a_visit_to_its_site_is_no_overlap(cast, as_, inspection):
    add(inspection, cast.deputy, kind="visit", title="On site", at="09:00-17:00", site="A1", by=cast.lead)
    shown, _ = page(as_(cast.lead), inspection)
    before = shown.context["flag_count"]
    people.plan(inspection, cast.deputy, day=TUESDAY, starts=time(10, 30))
    people.plan(inspection, cast.deputy, day=TUESDAY, starts=None)
    shown, text = page(as_(cast.lead), inspection)
    assert text.count("Not in the diary yet") == 2
    assert shown.context["flag_count"] == before


def test_meetings_of_other_weeks_and_of_who_left_are_not_told(cast, as_, inspection):
    people.plan(inspection, cast.deputy, day=date(2024, 2, 13))
    assert "Not in the diary yet" not in page(as_(cast.lead), inspection)[1]
    assert "Not in the diary yet" in page(as_(cast.lead), inspection, asked="?week=2024-02-12")[1]


def test_a_diary_with_many_such_meetings_takes_no_query_more(cast, as_, inspection):
    lead = as_(cast.lead)
    add(inspection, cast.deputy, kind="interview", title="Interview", at="10:00-11:00", by=cast.lead)

    def asked():
        page(lead, inspection)
        with CaptureQueriesContext(connection) as captured:
            _, text = page(lead, inspection)
        return len(captured), text

    few, _ = asked()
    for minute in range(20):
        people.plan(inspection, cast.deputy, day=TUESDAY, starts=time(14, minute))
    many, text = asked()
    assert many == few <= 12
    assert "20 meetings in all are not in the diary yet" in text


TIMES = {"starts": "10:30", "ends": "11:30"}


def sent_for(person):
    return {"kind": "parent", "inspector": person.pk} | date_data("day", TUESDAY) | TIMES


def planned_on_the_page(as_, person, inspection, **given):
    """The page that follows upon planning a meeting by the form."""
    client, address = as_(person), reverse("meeting_create", args=[inspection.ref])
    answer = client.post(address, opened(client, address) | sent_for(person) | given, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.rule("SITE-06", part="a meeting planned over an entry is told in the words of the diary, and is saved")
def test_a_meeting_planned_over_an_entry_is_pointed_out_as_it_is_saved(cast, as_, inspection):
    add(inspection, cast.deputy, kind="interview", title="Interview", at="10:00-11:00", by=cast.lead)
    text = planned_on_the_page(as_, cast.deputy, inspection)
    meeting = Meeting.objects.get()
    said = (
        f"{cast.deputy.name}: a meeting that is not in the diary yet (10:30 to 11:30) overlaps Interview (from 10:00)"
    )
    assert f"{said}. (SITE-06)" in text
    assert "The meeting is planned." in text
    client, address = as_(cast.deputy), reverse("meeting_edit", args=[inspection.ref, meeting.pk])
    for times, told in ((TIMES, True), ({"starts": "11:00", "ends": "12:00"}, False)):
        again = opened(client, address) | sent_for(cast.deputy) | times
        assert (said in unescape(client.post(address, again, follow=True).content.decode())) is told
    meeting.refresh_from_db()
    assert meeting.starts == time(11)


@pytest.mark.rule("SITE-06", part="nothing is pointed out of a meeting's own entry, of other people's or of no time")
def test_what_overlaps_nothing_is_not_pointed_out(cast, as_, inspection):
    add(inspection, cast.team_inspector, kind="interview", title="Interview", at="10:00-11:00", by=cast.lead)
    own = add(inspection, cast.deputy, kind="conversation", title="Talk", at="10:30-11:30", by=cast.lead)
    for given in ({"entry": own.pk}, {}, {"starts": "", "ends": ""}):
        assert "overlaps" not in planned_on_the_page(as_, cast.deputy, inspection, **given), given


@pytest.mark.rule("SITE-06", part="two meetings of one person at once, neither in the diary, are pointed out")
def test_two_meetings_at_once_are_pointed_out(cast, as_, inspection):
    people.plan(inspection, cast.deputy, day=TUESDAY, starts=time(11), ends=time(12))
    assert "overlaps a meeting that is not in the diary yet (from 11:00)" in planned_on_the_page(
        as_, cast.deputy, inspection
    )
