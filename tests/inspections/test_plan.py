"""Planning: the closed choice of kinds, the timetable before saving, the pinned version, cancelling."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from framework.versions import in_force, version
from inspections import actions
from inspections.forecast import forecast
from inspections.models import Inspection, Outcome, OutcomeGrade
from inspections.workflow import State
from scheduling.models import Timeline
from scheduling.queries import day
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, opened, send, unopened

pytestmark = pytest.mark.django_db


def typed(cast: Cast, **changes: object) -> dict[str, object]:
    plan = {
        "kind": "inspection",
        "title": stages.TITLE,
        "onsite_week_day": "5",
        "onsite_week_month": "2",
        "onsite_week_year": "2024",
        "lead": str(cast.lead.pk),
        "seen": "inspection 2024-02-05",
        "step": "save",
    }
    return plan | changes


def post(cast: Cast, as_, **changes):  # type: ignore[no-untyped-def]
    with clock.moved_to(stages.PLANNED_AT):
        return as_(cast.scheduler).post(reverse("inspection_create"), unopened() | typed(cast, **changes))


@pytest.mark.rule("GEN-01")
def test_a_kind_that_the_framework_does_not_have_is_refused(cast: Cast, as_):  # type: ignore[no-untyped-def]
    response = post(cast, as_, kind="thematic survey", seen="thematic survey 2024-02-05")
    assert response.status_code == 400
    assert "not one of the kinds of activity allowed" in errors(response)["kind"][0]
    assert not Inspection.objects.exists()
    with pytest.raises(Invalid, match="not one of the kinds of activity allowed"):
        stages.plan(cast, kind="thematic survey")
    assert not Timeline.objects.exists()


@pytest.mark.rule("GEN-01")
def test_a_focused_visit_saves(cast: Cast, as_):  # type: ignore[no-untyped-def]
    response = post(cast, as_, kind="focused_visit", seen="focused_visit 2024-02-05")
    assert response.status_code == 302
    assert Inspection.objects.get().kind == "focused_visit"


@pytest.mark.rule("GEN-01")
def test_the_engagement_record_is_not_planned_here(cast: Cast):
    with pytest.raises(Invalid, match="has no fieldwork"):
        stages.plan(cast, kind="engagement")


@pytest.mark.rule("GEN-01")
@pytest.mark.parametrize("kind", ["action_planning_visit", "monitoring_visit"])
def test_monitoring_waits_for_an_inadequate_inspection(cast: Cast, kind: str):
    with pytest.raises(Invalid, match="only after an inspection whose overall effectiveness was judged inadequate"):
        stages.plan(cast, kind=kind)
    outcome = Outcome.objects.create(kind="inspection", title="Earlier", ended_on=date(2023, 5, 5))
    OutcomeGrade.objects.create(outcome=outcome, area="leaders", area_name="Leaders", grade="inadequate")
    with pytest.raises(Invalid):
        stages.plan(cast, kind=kind)
    OutcomeGrade.objects.create(outcome=outcome, area="overall", area_name="Overall", grade="inadequate")
    assert stages.plan(cast, kind=kind).kind == kind


@pytest.mark.rule("GEN-01", part="a later result that is not inadequate closes the monitoring track")
def test_only_the_latest_inspection_counts(cast: Cast):
    for year, grade in ((2020, "inadequate"), (2023, "good")):
        outcome = Outcome.objects.create(kind="inspection", title=str(year), ended_on=date(year, 5, 5))
        OutcomeGrade.objects.create(outcome=outcome, area="overall", area_name="Overall", grade=grade)
    with pytest.raises(Invalid):
        stages.plan(cast, kind="monitoring_visit")


@pytest.mark.rule("TIME-01")
def test_the_plan_shows_the_call_before_anything_is_saved(cast: Cast, as_):  # type: ignore[no-untyped-def]
    response = post(cast, as_, step="preview", seen="")
    assert response.status_code == 200
    assert not Inspection.objects.exists()
    assert not Timeline.objects.exists()
    call = next(mark for mark in response.context["picture"].marks if mark.milestone.code == "notification")
    assert call.milestone.date == date(2024, 1, 22)
    page = response.content.decode()
    assert "<svg" in page
    assert "Save this plan" in page
    assert in_force(date(2024, 1, 22)) == response.context["framework"]


def test_what_was_not_shown_is_shown_before_it_is_saved(cast: Cast, as_):  # type: ignore[no-untyped-def]
    changed = post(cast, as_, onsite_week_day="12")
    assert changed.status_code == 200
    assert not Inspection.objects.exists()
    assert changed.context["form"]["seen"].value() == "inspection 2024-02-12"


def test_what_was_shown_is_saved_and_kept_in_the_record(cast: Cast, as_):  # type: ignore[no-untyped-def]
    response = post(cast, as_)
    inspection = Inspection.objects.get()
    assert response.url == reverse("inspection_detail", args=[inspection.ref])
    assert inspection.state == State.PLANNED
    assert day(inspection.timeline, "publication") == date(2024, 3, 26)
    assert inspection.members.get().person == cast.lead


def test_the_same_form_sent_twice_makes_one_plan(cast: Cast, as_):  # type: ignore[no-untyped-def]
    data = unopened() | typed(cast)
    client = as_(cast.scheduler)
    with clock.moved_to(stages.PLANNED_AT):
        first, second = (client.post(reverse("inspection_create"), data) for _ in range(2))
    assert first.url == second.url
    assert Inspection.objects.count() == 1


def test_a_tuesday_is_refused_beside_the_field(cast: Cast, as_):  # type: ignore[no-untyped-def]
    response = post(cast, as_, onsite_week_day="6")
    assert response.status_code == 400
    assert "Tuesday 6 February 2024 is not a Monday" in errors(response)["onsite_week"][0]


def test_31_february_is_refused_and_stays_typed(cast: Cast, as_):  # type: ignore[no-untyped-def]
    response = post(cast, as_, onsite_week_day="31")
    assert response.status_code == 400
    assert 'value="31"' in response.content.decode()


@pytest.mark.rule("GEN-07", part="a plan beyond the calendar is refused with the year")
def test_a_year_without_holidays_is_refused(cast: Cast, as_):  # type: ignore[no-untyped-def]
    response = post(cast, as_, onsite_week_day="1", onsite_week_month="12", onsite_week_year="2042")
    assert response.status_code == 400
    assert "No bank-holiday data" in errors(response)["onsite_week"][0]


@pytest.mark.rule("GEN-02", part="a plan is pinned to the version that will be in force on the day of its call")
def test_a_plan_takes_the_version_of_its_call(cast: Cast):
    stages.allow(cast, date(2025, 1, 6))
    before = stages.plan(cast, week=date(2025, 1, 6), reason="agreed", title="called in December 2024")
    after = stages.plan(cast, week=date(2025, 10, 20), title="called in October 2025")
    assert before.framework_version == in_force(day(before.timeline, "notification")).code  # type: ignore[arg-type]
    assert after.framework_version == "2025-09-30"
    assert before.timeline.framework_version == before.framework_version
    assert after.timeline.framework_version == after.framework_version


@pytest.mark.rule("GEN-03")
def test_the_plan_carries_the_legal_basis(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10))
    page = as_(cast.lead).get(reverse("inspection_detail", args=[inspection.ref])).content.decode()
    assert version(inspection.framework_version).legal_basis.replace("'", "&#x27;") in page
    assert "143 to 145" in page


def test_an_inspector_plans_what_they_lead_and_nothing_else(cast: Cast):
    given = {"kind": "inspection", "title": "Own", "onsite_week": stages.W1}
    with clock.moved_to(stages.PLANNED_AT):
        with pytest.raises(Invalid, match="that you lead yourself"):
            actions.create_inspection(**given, lead=cast.other_lead, by=cast.lead)  # type: ignore[arg-type]
        assert actions.create_inspection(**given, lead=cast.lead, by=cast.lead).title == "Own"  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            actions.create_inspection(**given, lead=cast.analyst, by=cast.analyst)  # type: ignore[arg-type]


@pytest.mark.parametrize("lead", ["other_lead", "nobody"])
def test_an_inspector_who_picks_another_lead_is_refused_beside_the_field(cast: Cast, as_, lead: str):  # type: ignore[no-untyped-def]
    chosen = str(cast.other_lead.pk) if lead == "other_lead" else "9" * 30
    with clock.moved_to(stages.PLANNED_AT):
        data = unopened() | typed(cast, lead=chosen, step="draw")
        response = as_(cast.lead).post(reverse("inspection_create"), data)
    assert response.status_code == 400
    assert errors(response)["lead"]
    assert stages.TITLE in response.content.decode()


def test_only_what_cafcass_does_not_know_can_be_cancelled(cast: Cast):
    told = stages.announced(cast)
    with pytest.raises(NotAllowed, match="Cafcass has not been told"):
        actions.cancel(told, reason="No", by=cast.scheduler)
    planned = stages.plan(cast, title="Another")
    actions.cancel(planned, reason="Postponed", by=cast.scheduler)
    assert stages.fresh(planned).state == State.CANCELLED
    with pytest.raises(NotAllowed, match="cancelled"):
        actions.rename(planned, title="New", version=None, by=cast.scheduler)


def test_a_stale_title_shows_both_texts_and_loses_neither(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url = reverse("inspection_edit", args=[inspection.ref])
    mine, theirs = as_(cast.lead), as_(cast.scheduler)
    opened = mine.get(url).context["form"]
    assert send(theirs, url, title="Saved first").status_code == 302
    data = {"op": opened["op"].value(), "version": opened["version"].value(), "title": "Mine"}
    stale = mine.post(url, data)
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "Saved first" in page
    assert 'value="Mine"' in page
    again = stale.context["form"]
    data |= {"op": again["op"].value(), "version": again["version"].value()}
    assert mine.post(url, data).status_code == 302
    assert stages.fresh(inspection).title == "Mine"


def test_a_title_without_the_version_it_was_opened_on_is_refused_and_kept(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url = reverse("inspection_edit", args=[inspection.ref])
    client, before = as_(cast.lead), inspection.title
    for hidden in ({}, {"version": ""}):
        answer = client.post(url, {"op": str(uuid4()), "title": "Typed here"} | hidden)
        assert answer.status_code == 400
        page = answer.content.decode()
        assert "opened without its version number" in page
        assert 'value="Typed here"' in page
    assert stages.fresh(inspection).title == before


@pytest.mark.parametrize("title", ["x" * 1_000_000, "a\x00b", ""])
def test_a_hostile_title_is_refused_beside_the_field_and_kept(cast: Cast, as_, title: str):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    response = send(as_(cast.lead), reverse("inspection_edit", args=[inspection.ref]), title=title)
    assert response.status_code == 400
    assert "title" in errors(response)
    assert response.context["form"]["title"].value() == title
    assert stages.fresh(inspection).title == stages.TITLE


def test_a_form_that_comes_back_without_its_version_is_refused_and_keeps_the_text(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    client, url = as_(cast.lead), reverse("inspection_edit", args=[inspection.ref])
    data = opened(client, url) | {"title": "Mine"}
    del data["version"]
    answer = client.post(url, data)
    assert answer.status_code == 400
    assert "opened without its version number" in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()
    inspection.refresh_from_db()
    assert inspection.title != "Mine"


def test_a_week_whose_call_lies_behind_is_said_before_it_is_saved(cast: Cast):
    with clock.moved_to(clock.at(date(2024, 1, 24), 10)):
        near, far = (forecast("inspection", week).warnings for week in (date(2024, 2, 5), date(2024, 2, 12)))
    assert any("would have been called on Monday 22 January 2024" in each.text for each in near)
    assert not any("would have been called" in each.text for each in far)
