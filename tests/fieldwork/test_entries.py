"""Entries by form: what is refused beside which field, what asks for a reason, and two people at once."""

from dataclasses import replace
from datetime import date, time

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid
from fieldwork import actions
from fieldwork.actions.entries import Place
from fieldwork.models import DiaryEntry, DiaryVersion
from fieldwork.rules import entries as rules
from inspections.models import Site, SiteTravel
from tests.fieldwork import stages
from tests.fieldwork.stages import ANALYSIS_WED, MON, WED, add, typed, wanted
from tests.inspections.forms import errors, opened, send
from tests.inspections.stages import ON_SITE_AT, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(cast):
    return stages.teamed(cast)


@pytest.fixture
def sent(cast, as_, inspection):
    """Sends an entry as the lead and returns the answer."""

    def send_it(entry, **more):
        with clock.moved_to(ON_SITE_AT):
            return send(as_(cast.lead), reverse("entry_create", args=[inspection.ref]), **typed(entry, **more))

    return send_it


@pytest.mark.rule("SITE-12")
def test_an_observation_after_six_is_refused_without_a_reason(cast, inspection, sent):
    late = wanted(inspection, cast.deputy, kind="observation", at="17:00-18:30")
    refused = sent(late)
    assert "On site after 18:00" in errors(refused)["reason"][0]
    assert not DiaryEntry.objects.exists()
    assert sent(replace(late, ends=time(18))).status_code == 302
    assert sent(replace(late, day=WED), reason="Follows a line of enquiry").status_code == 302
    assert DiaryEntry.objects.get(day=WED).reason == "Follows a line of enquiry"


@pytest.mark.rule("FV-06", part="before the call of a visit the work is off site")
def test_before_the_call_of_a_visit_nothing_is_on_site(cast):
    # Easter Monday 2026 is 6 April: the call moves to Friday 27 March, and the lead evaluates on the Thursday before.
    visit = plan(cast, kind="focused_visit", week=date(2026, 4, 6))
    Site.objects.create(inspection=visit, code="A1", name="Office A1 (invented)")
    eve = {"day": date(2026, 3, 26), "by": cast.lead}
    assert add(visit, cast.lead, kind="analysis", at="10:00-12:00", **eve).pk
    with pytest.raises(Invalid) as refusal:
        add(visit, cast.lead, kind="observation", at="13:00-14:00", site="A1", **eve)
    assert (refusal.value.field, refusal.value.rule) == ("day", "FV-06")
    assert "Cafcass is called on Fri 27 Mar 2026" in refusal.value.message
    with pytest.raises(Invalid, match="outside the days of this inspection"):
        add(visit, cast.lead, kind="analysis", at="10:00-12:00", day=date(2026, 3, 25), by=cast.lead)


@pytest.mark.rule("TIME-07", part="on site in the week off site")
def test_a_site_visit_in_the_analysis_week_asks_for_a_reason(cast, inspection, sent):
    visit = wanted(inspection, cast.deputy, kind="visit", day=ANALYSIS_WED, site="A1")
    assert "evaluates off site" in errors(sent(visit))["reason"][0]
    assert sent(visit, reason="other", reason_other="Only day the court sits").status_code == 302
    assert DiaryEntry.objects.get().reason == "Only day the court sits"
    analysis = wanted(inspection, cast.deputy, kind="analysis", day=ANALYSIS_WED, at="13:00-14:00")
    assert sent(analysis).status_code == 302


@pytest.mark.rule("TIME-08", part="the advice on the page")
def test_before_lunch_on_the_first_monday_saves_with_advice_where_it_stands(cast, as_, inspection, sent):
    assert sent(wanted(inspection, cast.deputy, kind="visit", day=MON, at="09:30-11:00", site="A1")).status_code == 302
    early = DiaryEntry.objects.get()
    with clock.moved_to(ON_SITE_AT):
        shown = as_(cast.lead).get(reverse("entry_detail", args=[inspection.ref, early.pk])).content.decode()
    assert "usually on site from lunchtime" in shown
    assert "TIME-08" in shown


@pytest.mark.rule("SITE-06")
def test_overlaps_need_a_reason_and_a_short_journey_is_pointed_out(cast, as_, inspection, sent):
    add(inspection, cast.deputy, site="A1", by=cast.lead)
    over = wanted(inspection, cast.deputy, title="Interview with FCA 14", at="10:30-11:30")
    assert "overlaps" in errors(sent(over))["reason"][0]
    assert sent(over, reason="Agreed with the person concerned").status_code == 302
    sites = {site.code: site for site in inspection.sites.all()}
    SiteTravel.objects.create(one=sites["A1"], other=sites["B1"], minutes=60)
    near = wanted(inspection, cast.deputy, title="Interview with FCA 15", at="11:45-12:30", site="B1")
    assert sent(near).status_code == 302
    with clock.moved_to(ON_SITE_AT):
        shown = as_(cast.lead).get(reverse("diary_flags", args=[inspection.ref])).content.decode()
    assert "45 minutes from" in shown
    assert "60 are to be allowed" in shown
    assert "overlaps" in shown
    assert "Reason given" in shown


@pytest.mark.rule("SITE-08")
def test_an_interview_with_the_manager_there_and_no_ground_asks_for_a_reason(cast, inspection, sent):
    both = wanted(inspection, cast.deputy, with_manager=True)
    assert "line manager" in errors(sent(both))["reason"][0]
    assert sent(both, manager_ground="practitioner").status_code == 302
    assert sent(replace(both, day=WED), reason="Agreed with the person concerned").status_code == 302


def test_what_does_not_fit_is_refused_beside_its_field_and_the_rest_kept(cast, as_, inspection, sent):
    good = wanted(inspection, cast.deputy, title="Interview with FCA 77")
    other = plan(cast, title="Other", lead=cast.other_lead)
    foreign_site = Site.objects.create(inspection=other, code="X1", name="Elsewhere")
    cases = {
        "ends": replace(good, ends=time(9)),
        "day": replace(good, day=date(2024, 3, 6)),
        "who": replace(good, members=[other.members.get().pk]),
        "site": replace(good, site=foreign_site),
        "title": replace(good, title="x" * 10_000),
    }
    for field, case in cases.items():
        response = sent(case)
        assert response.status_code == 400
        assert field in errors(response), field
        assert (case.title in response.content.decode()) is True
    assert "day" in errors(sent(replace(good, day=date(2024, 2, 10))))
    assert "who" in errors(sent(good, who=["9" * 30]))
    assert "kind" in errors(sent(good, kind="party"))
    assert "starts" in errors(sent(good, starts="25:99"))
    assert not DiaryEntry.objects.exists()


def test_nobody_who_left_or_assures_quality_is_put_down(cast, inspection):
    for person in (cast.qa_manager,):
        seat = inspection.members.get(person=person)
        with clock.moved_to(ON_SITE_AT), pytest.raises(Invalid, match="on the team"):
            actions.add_entry(inspection, replace(wanted(inspection, cast.deputy), members=[seat.pk]), by=cast.lead)


@pytest.mark.parametrize(
    ("day", "at", "words"),
    [(date(2024, 3, 31), time(1, 30), "does not exist"), (date(2024, 10, 27), time(1, 30), "comes twice")],
)
def test_times_of_the_nights_when_the_clocks_change_are_refused(day, at, words):
    with pytest.raises(Invalid, match=words) as refusal:
        rules.must_exist(day, at, "starts")
    assert refusal.value.field == "starts"
    rules.must_exist(day, time(4), "starts")


def test_two_leads_on_one_entry_the_second_sees_both(cast, as_, inspection):
    entry = add(inspection, cast.deputy, by=cast.lead)
    address = reverse("entry_edit", args=[inspection.ref, entry.pk])
    with clock.moved_to(ON_SITE_AT):
        mine, theirs = as_(cast.lead), as_(cast.deputy)
        hidden = opened(mine, address)
        theirs_text = typed(wanted(inspection, cast.deputy, title="Their words"))
        assert send(theirs, address, **theirs_text).status_code == 302
        response = mine.post(address, hidden | typed(wanted(inspection, cast.deputy, title="My words")))
    assert response.status_code == 409
    page = response.content.decode()
    assert 'value="My words"' in page
    assert "Their words" in page
    assert page.count("while you were writing") == 1
    assert cast.deputy.name in page
    assert DiaryEntry.objects.get().title == "Their words"


def test_moving_keeps_the_length_and_sends_what_dragging_sends(cast, as_, inspection):
    entry = add(inspection, cast.deputy, at="10:00-11:30", by=cast.lead)
    address = reverse("entry_move", args=[inspection.ref, entry.pk])
    who = stages.members(inspection, cast.team_inspector)
    moved = {"day_day": "7", "day_month": "2", "day_year": "2024", "starts": "14:00", "who": who}
    with clock.moved_to(ON_SITE_AT):
        client = as_(cast.lead)
        hidden = opened(client, address)
        for _ in range(2):
            assert client.post(address, hidden | moved).url.endswith("?week=2024-02-05&day=2024-02-07")
    stored = DiaryEntry.objects.get()
    assert (stored.day, stored.starts, stored.ends, stored.version) == (WED, time(14), time(15, 30), 2)
    assert [seat.member_id for seat in stored.seats.all()] == who
    with clock.moved_to(ON_SITE_AT), pytest.raises(Invalid, match="same day"):
        actions.move_entry(stored, Place(WED, time(23), who), version=2, by=cast.lead)


@pytest.mark.rule("SITE-10")
def test_the_change_log_says_who_when_what_and_which_case(cast, as_, inspection):
    with clock.moved_to(clock.at(WED, 11, 15)):
        made = wanted(inspection, cast.deputy, title="Talk to the guardian", day=date(2024, 2, 8), linked="PR-104")
        entry = actions.add_entry(inspection, made, by=cast.deputy)
        actions.change_entry(entry, replace(made, starts=time(9)), version=1, by=cast.lead)
        shown = as_(cast.team_inspector).get(reverse("diary_log", args=[inspection.ref])).content.decode()
    assert "Talk to the guardian" in shown
    assert cast.deputy.name in shown
    assert "Wed 7 Feb 2024, 11:15" in shown
    assert "following PR-104" in shown
    assert "10:00 to 11:00 became 09:00 to 11:00" in shown
    assert [v.stands["Time"] for v in DiaryVersion.objects.order_by("number")] == ["10:00 to 11:00", "09:00 to 11:00"]


def test_no_version_is_ever_changed_or_deleted(cast, inspection):
    from django.db import Error, transaction

    add(inspection, cast.deputy, by=cast.lead)
    for act in (lambda: DiaryVersion.objects.update(reason="x"), lambda: DiaryVersion.objects.all().delete()):
        with pytest.raises(Error), transaction.atomic():
            act()
