"""The diary when plans change: a pause, somebody replaced, and days that are no longer the inspection's."""

from datetime import date, time

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from fieldwork import actions as diary
from fieldwork.actions.beforehand import preview
from fieldwork.models import DiaryEntry, DiaryVersion
from govuk.forms import date_data
from inspections import actions
from inspections.actions.interruption import Considered
from inspections.models import Site
from scheduling.actions import proclaim_holiday
from tests.cast import Cast
from tests.fieldwork import stages
from tests.inspections.forms import send
from tests.inspections.stages import ON_SITE_AT, PLANNED_AT, RECORDED_AT, W1, WHY, fresh, join, plan, planned

pytestmark = pytest.mark.django_db
PAUSED = (stages.WED, stages.FRI)


def pause(cast: Cast, inspection, granted=True):  # type: ignore[no-untyped-def]
    considered = Considered("Chief executive", "A flood.", "Dara", granted, "Right.", "Guidance", *PAUSED)
    with clock.moved_to(RECORDED_AT):
        actions.decide_pause(inspection, considered, by=cast.decision_maker)


@pytest.mark.rule("ENG-10", part="no entry on site on a paused day")
def test_nothing_on_site_is_planned_on_a_paused_day(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.teamed(cast)
    before = stages.add(inspection, cast.deputy, by=cast.lead, day=stages.THU, site="A1")
    pause(cast, inspection)
    with pytest.raises(Invalid, match="paused on Thu 8 Feb"):
        stages.add(inspection, cast.deputy, by=cast.lead, day=stages.THU, site="A1")
    assert stages.add(
        inspection, cast.deputy, by=cast.lead, day=stages.THU, kind="recording", title="Write", at="16:00-17:00"
    )
    assert stages.add(inspection, cast.deputy, by=cast.lead, day=date(2024, 2, 12), site="A1", at="14:00-15:00")
    with clock.moved_to(RECORDED_AT):
        assert not {each.day for each in preview(inspection).missing} & {stages.WED, stages.THU, stages.FRI}
        page = as_(cast.lead).get(reverse("diary_flags", args=[inspection.ref]) + "?week=all").content.decode()
        week = as_(cast.lead).get(reverse("diary", args=[inspection.ref]) + "?week=2024-02-05").content.decode()
    assert "The inspection is paused on this day" in page
    assert reverse("entry_detail", args=[inspection.ref, before.pk]) in page
    assert week.count("Paused</span>") == 3


@pytest.mark.rule("ENG-10", part="a pause that was not granted stops nothing")
def test_a_pause_that_was_refused_stops_nothing(cast: Cast):
    inspection = stages.teamed(cast)
    pause(cast, inspection, granted=False)
    assert stages.add(inspection, cast.deputy, by=cast.lead, day=stages.THU, site="A1")


def test_whoever_replaces_somebody_has_their_entries_ahead(cast: Cast):
    inspection = stages.teamed(cast)
    past = stages.add(inspection, cast.team_inspector, by=cast.lead, day=stages.MON, at="14:00-15:00")
    ahead = stages.add(inspection, cast.deputy, cast.team_inspector, by=cast.lead, day=stages.THU)
    leaver = stages.member(inspection, cast.team_inspector)
    with clock.moved_to(clock.at(stages.TUE, 9)):
        comer = actions.replace_member(leaver, cast.third_team_inspector, reason="Ill", by=cast.lead)
    assert {seat.member for seat in ahead.seats.all()} == {stages.member(inspection, cast.deputy), comer}
    assert [seat.member for seat in past.seats.all()] == [leaver]
    kept = DiaryVersion.objects.filter(entry=ahead).first()
    assert kept is not None
    assert (kept.number, kept.by, str(cast.third_team_inspector) in kept.reason) == (2, cast.lead, True)
    assert [change[0] for change in kept.changes] == ["Who"]


@pytest.mark.rule("DEFER-04", part="what the diary held on the old days is pointed out, and can be taken out together")
def test_entries_of_the_old_week_are_pointed_out_and_taken_out_together(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = planned(cast)
    join(cast, inspection, cast.second_deputy, "deputy")
    with clock.moved_to(PLANNED_AT):
        stays = _entry(cast, inspection, date(2024, 2, 13))
        old = _entry(cast, inspection, date(2024, 1, 24))
        actions.move_week(inspection, date(2024, 2, 12), reason="Venue", by=cast.lead)
        inspection = fresh(inspection)
        page = as_(cast.lead).get(reverse("diary", args=[inspection.ref])).content.decode()
        assert "1 entry planned on days that are no longer" in page
        url = reverse("entries_left_over", args=[inspection.ref])
        assert as_(cast.deputy).get(url).status_code == 403
        assert reverse("entry_move", args=[inspection.ref, old.pk]) in as_(cast.lead).get(url).content.decode()
        assert send(as_(cast.lead), url, reason="").status_code == 400
        assert send(as_(cast.lead), url, reason="The week has moved").status_code == 302
    statuses = dict(DiaryEntry.objects.values_list("pk", "status"))
    assert (statuses[old.pk], statuses[stays.pk]) == ("withdrawn", "planned")
    assert DiaryVersion.objects.filter(entry=old, act="withdrawn", reason="The week has moved").exists()


def _entry(cast: Cast, inspection, day: date) -> DiaryEntry:  # type: ignore[no-untyped-def]
    member = inspection.members.get(person=cast.deputy)
    wanted = stages.Wanted("recording", "Time to write", day, time(10), time(11), [member.pk])
    return diary.add_entry(inspection, wanted, by=cast.lead)


def test_while_deferred_the_diary_waits_for_new_dates(cast: Cast):
    inspection = stages.teamed(cast)
    with clock.moved_to(RECORDED_AT):
        asked = {"requester": "Chief executive", "requester_role": "Chief executive", "reason": "A flood."}
        actions.request_deferral(inspection, **asked, asked_at=clock.now(), by=cast.lead)
        given = {"outcome": "granted", "reasons": "Serious.", "policy": "Policy"}
        actions.decide_deferral(inspection, **given, by=cast.decision_maker)
    with clock.moved_to(ON_SITE_AT), pytest.raises(NotAllowed, match="planned again once there are new dates"):
        stages.add(fresh(inspection), cast.deputy, by=cast.lead, day=W1, at="14:00-15:00")


@pytest.mark.rule("SITE-06", part="somebody on two inspections is not in two places at once")
def test_an_entry_of_another_inspection_is_pointed_out_by_its_time_alone(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.teamed(cast)
    stages.add(inspection, cast.deputy, by=cast.lead, day=stages.THU, at="10:00-11:00")
    other = plan(cast, week=W1)
    join(cast, other, cast.deputy, "deputy")
    with clock.moved_to(PLANNED_AT):
        member = other.members.get(person=cast.deputy)
        wanted = stages.Wanted("recording", "Secret of the visit", stages.THU, time(10, 30), time(12), [member.pk])
        diary.add_entry(other, wanted, by=other.members.get(role="lead").person)
    with clock.moved_to(RECORDED_AT):
        page = as_(cast.lead).get(reverse("diary_flags", args=[inspection.ref]) + "?week=all").content.decode()
    assert f"{cast.deputy} is down for another inspection or visit from 10:30 to 12:00." in page
    assert "Secret of the visit" not in page
    DiaryEntry.objects.filter(inspection=other).update(ends=time(10, 40), starts=time(9), day=stages.FRI)
    with clock.moved_to(RECORDED_AT):
        page = as_(cast.lead).get(reverse("diary_flags", args=[inspection.ref]) + "?week=all").content.decode()
    assert "is down for another inspection" not in page


def test_what_stands_on_a_bank_holiday_that_is_proclaimed_later_is_pointed_out(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.teamed(cast)
    stages.add(inspection, cast.deputy, by=cast.lead, day=stages.THU)
    stages.add(inspection, cast.deputy, by=cast.lead, day=stages.THU, kind="travel", title="Way", at="08:00-09:00")
    with clock.moved_to(RECORDED_AT):
        proclaim_holiday(stages.THU, "State funeral", by=cast.administrator)
        page = as_(cast.lead).get(reverse("diary_flags", args=[inspection.ref]) + "?week=all").content.decode()
    assert page.count("This day is State funeral: move the entry or take it out.") == 1


def test_an_entry_at_a_site_that_was_withdrawn_is_pointed_out_and_says_so_where_it_is_changed(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.teamed(cast)
    entry = stages.add(inspection, cast.second_deputy, by=cast.lead, day=stages.THU, site="B1")
    with clock.moved_to(RECORDED_AT):
        actions.withdraw_site(Site.objects.get(inspection=inspection, code="B1"), WHY, by=cast.lead)
        client = as_(cast.lead)
        flags = client.get(reverse("diary_flags", args=[inspection.ref]) + "?week=all").content.decode()
        form = client.get(reverse("entry_edit", args=[inspection.ref, entry.pk])).content.decode()
        to = {"starts": "14:00", "who": stages.members(inspection, cast.second_deputy), **date_data("day", stages.FRI)}
        moved = send(client, reverse("entry_move", args=[inspection.ref, entry.pk]), **to)
    assert "This site was withdrawn from the inspection" in flags
    assert "It was planned at B1 Southport office, which was withdrawn." in form
    assert "B1 was withdrawn. Change the entry" in moved.content.decode()
