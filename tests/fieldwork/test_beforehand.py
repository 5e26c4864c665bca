"""What is put in beforehand, from the timetable; a second time adds nothing."""

from collections import defaultdict
from datetime import date, time

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from fieldwork import actions
from fieldwork.actions import beforehand
from fieldwork.days import days_of as days_of_inspection
from fieldwork.flags import all_flags
from fieldwork.models import DiaryEntry, DiaryVersion
from fieldwork.queries import grid
from inspections import actions as inspecting
from tests.fieldwork import stages
from tests.fieldwork.stages import add
from tests.inspections import stages as inspections
from tests.inspections.forms import send
from tests.inspections.stages import ON_SITE_AT, RECORDED_AT

pytestmark = pytest.mark.django_db
FEBRUARY = [date(2024, 2, day) for day in (5, 6, 7, 8, 12, 13, 14, 15)]


def days_of(kind, **more):
    return sorted(set(DiaryEntry.objects.filter(kind=kind, **more).values_list("day", flat=True)))


def put_in(inspection, cast):
    with clock.moved_to(RECORDED_AT):
        return len(actions.put_in_beforehand(inspection, by=cast.lead))


@pytest.mark.rule("TIME-07")
@pytest.mark.rule("TIME-08")
def test_the_weeks_of_2024_are_put_in(cast):
    inspection = stages.five_pairs(cast)
    assert put_in(inspection, cast) > 100
    assert days_of("analysis") == [date(2024, 1, day) for day in (29, 30, 31)] + [date(2024, 2, 1)]
    assert days_of("team_meeting")[:2] == [date(2024, 1, 26), date(2024, 2, 2)]
    (full,) = DiaryEntry.objects.filter(title="Full team meeting")
    assert (full.day, full.seats.count()) == (date(2024, 2, 2), 11)
    assert days_of("visit") == FEBRUARY
    mondays = DiaryEntry.objects.filter(kind="visit", day__in=[FEBRUARY[0], FEBRUARY[4]])
    assert {entry.starts for entry in mondays} == {time(12)}
    assert days_of("feedback") == [date(2024, 2, 9), date(2024, 2, 16)]
    person = inspection.members.filter(role="team").first().person
    with pytest.raises(Invalid, match="evaluates off site") as refusal:
        add(inspection, person, kind="visit", day=date(2024, 1, 31), at="17:00-17:30", site="A1", by=cast.lead)
    assert (refusal.value.field, refusal.value.rule) == ("reason", "TIME-07")
    for at, advised in (("09:30-10:00", True), ("13:00-13:30", False)):
        entry = add(inspection, person, kind="observation", day=FEBRUARY[0], at=at, site="A1", by=cast.lead)
        with clock.moved_to(ON_SITE_AT):
            found = grid.diary(inspection, cast.lead).flags
        said = [flag for flag in found if flag.rule == "TIME-08" and entry.pk in flag.entries]
        assert bool(said) is advised


@pytest.mark.rule("TIME-07", part="Thursday where the Friday is a bank holiday")
def test_the_full_meeting_moves_from_a_bank_holiday_to_thursday(cast):
    # Good Friday 2024 is 29 March: the analysis week before on-site week 1 of 1 April.
    inspection = inspections.plan(cast, week=date(2024, 4, 1), at=clock.at(date(2024, 1, 8), 10))
    put_in(inspection, cast)
    (full,) = DiaryEntry.objects.filter(title="Full team meeting")
    assert full.day == date(2024, 3, 28)
    assert days_of("analysis") == [date(2024, 3, day) for day in (25, 26, 27)]


def test_nothing_put_in_breaks_a_rule(cast):
    inspection = stages.five_pairs(cast)
    put_in(inspection, cast)
    with clock.moved_to(ON_SITE_AT):
        found = grid.diary(inspection, cast.lead)
    assert stages.texts(all_flags([row.slot() for row in found.rows], found.known, found.days.settings)) == ""


@pytest.mark.rule("SITE-07", part="time to record is put in for everybody")
def test_everybody_has_time_to_record_on_each_day_on_site(cast):
    inspection = stages.five_pairs(cast)
    put_in(inspection, cast)
    held = defaultdict(set)
    for entry in DiaryEntry.objects.filter(kind="recording").prefetch_related("seats"):
        held[entry.day] |= {seat.member_id for seat in entry.seats.all()}
    inspectors = set(inspection.members.exclude(role="qa_manager").values_list("pk", flat=True))
    assert all(held[day] == inspectors for day in FEBRUARY)


@pytest.mark.rule("SITE-01", part="an arrival for each pair and site")
def test_each_pair_arrives_at_each_of_its_sites_on_its_first_day_there(cast):
    inspection = stages.five_pairs(cast)
    put_in(inspection, cast)
    arrivals = DiaryEntry.objects.filter(kind="arrival").select_related("site")
    assert sorted(entry.site.code for entry in arrivals) == ["A1", "A2", "B1", "B2", "C1", "D1", "E1"]
    first = {entry.site.code: entry.day for entry in arrivals}
    assert first["A1"] == first["E1"] == date(2024, 2, 5)
    assert first["A2"] == first["B2"] == date(2024, 2, 12)


def test_a_second_time_nothing_is_doubled_and_what_was_taken_out_stays_out(cast, as_):
    inspection = stages.teamed(cast)
    first = put_in(inspection, cast)
    gone = DiaryEntry.objects.filter(kind="keep_in_touch").first()
    actions.withdraw_entry(gone, reason="Not on Tuesday", version=1, by=cast.lead)
    assert put_in(inspection, cast) == 0
    assert DiaryEntry.objects.count() == DiaryVersion.objects.filter(act="put_in").count() == first
    with clock.moved_to(ON_SITE_AT):
        page = as_(cast.lead).get(reverse("diary_skeleton", args=[inspection.ref])).content.decode()
    assert "Everything of the plan is in the diary already" in page


def test_a_new_pair_gets_what_it_lacks(cast):
    inspection = stages.teamed(cast)
    put_in(inspection, cast)
    with clock.moved_to(RECORDED_AT):
        extra = inspections.join(cast, inspection, cast.third_team_inspector, "team")
        other = inspecting.add_member(inspection, cast.other_lead, "deputy", by=cast.scheduler)
        stages.pair_up(inspection, "Pair C", extra.person, other.person, by=cast.lead)
        missing = beforehand.preview(inspection).missing
    assert {each.key.split(":")[2].split("-")[0] for each in missing} == {"pair"}
    assert {member for each in missing for member in each.members} == {extra.pk, other.pk}


def test_the_preview_and_the_button(cast, as_):
    inspection = stages.teamed(cast)
    address = reverse("diary_skeleton", args=[inspection.ref])
    with clock.moved_to(ON_SITE_AT):
        page = as_(cast.lead).get(address).content.decode()
        assert "Evaluating case materials off site" in page
        assert not DiaryEntry.objects.exists()
        assert send(as_(cast.lead), address).status_code == 302
        assert as_(cast.deputy).get(address).status_code == 403
    assert DiaryEntry.objects.exists()
    with pytest.raises(NotAllowed):
        actions.put_in_beforehand(inspection, by=cast.deputy)


def test_a_visit_is_filled_by_its_own_weeks(cast):
    visit = inspections.plan(cast, kind="focused_visit", week=date(2024, 6, 10))
    inspections.join(cast, visit, cast.team_inspector, "team")
    inspections.join(cast, visit, cast.second_team_inspector, "team")
    with clock.moved_to(clock.at(date(2024, 5, 1), 10)):
        stages.pair_up(visit, "Pair A", cast.team_inspector, cast.second_team_inspector, by=cast.lead)
        actions.put_in_beforehand(visit, by=cast.lead)
    assert days_of("visit") == [date(2024, 6, 11), date(2024, 6, 12)]
    assert days_of("feedback") == [date(2024, 6, 12)]
    with clock.moved_to(clock.at(date(2024, 5, 1), 10)):
        found = grid.diary(visit, cast.lead)
    assert stages.texts(found.flags) == ""


@pytest.mark.rule("TEAM-06", part="a shadow goes where the inspector goes whom they follow")
def test_a_shadow_is_put_in_with_the_inspector_whom_they_follow(cast):
    inspection = stages.teamed(cast)
    put_in(inspection, cast)
    shadow = inspection.members.get(role="shadow")
    visits = [set(each.seats.values_list("member", flat=True)) for each in DiaryEntry.objects.filter(kind="visit")]
    followed = inspection.members.get(person=shadow.paired_with, role__in=("deputy", "team"))
    assert any(shadow.pk in who for who in visits)
    assert all((shadow.pk in who) == (followed.pk in who) for who in visits)


def test_a_late_call_leaves_the_weeks_their_names(cast):
    inspection = inspections.planned(cast)
    cast.chief_executive  # noqa: B018
    before = days_of_inspection(inspection).name_of_week(date(2024, 1, 29))
    with clock.moved_to(clock.at(date(2024, 1, 26), 10)):
        told = {"told_whom": "chief_executive", "late_reason": "Nobody answered"}
        inspecting.announce(inspection, called_at=clock.at(date(2024, 1, 26), 9), **told, by=cast.lead)
    days = days_of_inspection(inspections.fresh(inspection))
    assert days.name_of_week(date(2024, 1, 29)) == before
    assert days.name_of_week(date(2024, 1, 22)) != before


def test_what_should_be_there_first_is_said_before_the_plan_is_put_in(cast, as_):
    inspection = inspections.plan(cast)
    address = reverse("diary_skeleton", args=[inspection.ref])
    with clock.moved_to(inspections.PLANNED_AT):
        assert "There are no pairs yet" in as_(cast.lead).get(address).content.decode()
    inspections.staff(cast, inspection)
    with clock.moved_to(inspections.PLANNED_AT):
        page = as_(cast.lead).get(address).content.decode()
        assert "No site is given to Pair A" in page
        assert f"In no pair: {cast.second_team_inspector}." in page
        week = as_(cast.scheduler).get(reverse("diary", args=[inspection.ref])).content.decode()
        assert "The lead inspector puts the plan in." in week
    teamed = stages.teamed(cast)
    with clock.moved_to(ON_SITE_AT):
        assert "together first" not in as_(cast.lead).get(reverse("diary_skeleton", args=[teamed.ref])).content.decode()


def test_before_the_team_comes_on_site_nobody_is_told_that_practice_is_missing(cast, as_):
    inspection = stages.teamed(cast)
    put_in(inspection, cast)
    with clock.moved_to(RECORDED_AT):
        client, address = as_(cast.lead), reverse("diary", args=[inspection.ref])
        assert "on direct practice in this week" not in client.get(address + "?week=2024-01-29").content.decode()
        assert "on direct practice in this week" in client.get(address + "?week=2024-02-05").content.decode()
