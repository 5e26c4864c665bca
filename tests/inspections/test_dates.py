"""Dates changed by hand, the later call, and the real days of fieldwork."""

from datetime import date

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed, Stale
from govuk.forms import date_data
from inspections import actions
from inspections.models import Inspection, LateCall
from inspections.workflow import State
from scheduling.queries import day, history
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
CALL = "notification"


@pytest.fixture(autouse=True)
def before_the_call():  # type: ignore[no-untyped-def]
    with clock.moved_to(clock.at(date(2024, 1, 15), 9)):
        yield


def change(cast: Cast, inspection: Inspection, code: str, to: date, reason: str = "Asked for") -> Inspection:
    return actions.change_date(inspection, code, to, reason=reason, by=cast.lead)


@pytest.mark.rule("TIME-01")
def test_a_later_call_needs_a_reason_and_a_very_late_one_the_decision_maker(cast: Cast):
    inspection = stages.planned(cast)
    assert day(inspection.timeline, CALL) == date(2024, 1, 22)
    with pytest.raises(Invalid, match="reason"):
        change(cast, inspection, CALL, date(2024, 1, 29), reason=" ")
    for by in (cast.lead, cast.scheduler):
        with pytest.raises(Invalid, match="later than Monday 29 January 2024 needs the programme decision-maker"):
            actions.change_date(inspection, CALL, date(2024, 1, 30), reason="Storm", by=by)
        with pytest.raises(NotAllowed, match="Only the programme decision-maker"):
            actions.allow_late_call(inspection, date(2024, 1, 30), reason="Storm", by=by)
    assert day(inspection.timeline, CALL) == date(2024, 1, 22)
    change(cast, inspection, CALL, date(2024, 1, 29))
    assert day(inspection.timeline, CALL) == date(2024, 1, 29)
    actions.allow_late_call(inspection, date(2024, 1, 30), reason="Storm", by=cast.decision_maker)
    assert day(inspection.timeline, CALL) == date(2024, 1, 30)
    assert LateCall.objects.get().decided_by == cast.decision_maker


@pytest.mark.rule("TIME-01")
def test_what_would_fall_before_a_later_call_is_dated_anew(cast: Cast):
    inspection = stages.planned(cast)
    assert day(inspection.timeline, "data_due") == date(2024, 1, 24)
    change(cast, inspection, CALL, date(2024, 1, 29))
    assert day(inspection.timeline, "data_due") > date(2024, 1, 29)  # type: ignore[operator]


@pytest.mark.rule("TIME-01", part="the decision is about one plan: another week needs another")
def test_a_decision_does_not_outlive_its_week(cast: Cast):
    inspection = stages.planned(cast)
    actions.allow_late_call(inspection, date(2024, 1, 31), reason="Storm", by=cast.decision_maker)
    actions.move_week(inspection, date(2024, 1, 29), reason="Earlier", by=cast.lead)
    with pytest.raises(Invalid, match="programme decision-maker"):
        change(cast, inspection, CALL, date(2024, 1, 24))


def test_a_later_call_within_the_limit_or_after_the_first_day_is_no_decision(cast: Cast):
    inspection = stages.planned(cast)
    for to, sentence in ((date(2024, 1, 29), "needs no decision"), (date(2024, 2, 5), "before the first on-site day")):
        with pytest.raises(Invalid, match=sentence):
            actions.allow_late_call(inspection, to, reason="Storm", by=cast.decision_maker)


@pytest.mark.rule("FV-02", part="for a visit a reason is enough")
def test_the_call_of_a_visit_is_later_with_a_reason(cast: Cast):
    visit = stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10))
    with pytest.raises(NotAllowed, match="a reason is enough"):
        actions.allow_late_call(visit, date(2024, 6, 6), reason="x", by=cast.decision_maker)
    change(cast, visit, CALL, date(2024, 6, 6))
    assert day(visit.timeline, CALL) == date(2024, 6, 6)


@pytest.mark.rule("TIME-10", part="a date is changed with a reason, and follows its sum again when released")
def test_a_fixed_date_moves_what_follows_and_is_released(cast: Cast):
    inspection = stages.planned(cast)
    change(cast, inspection, "final", date(2024, 3, 20))
    assert day(inspection.timeline, "publication") == date(2024, 3, 27)
    assert [move.old_date for move in history(inspection.timeline).filter(code="final")][-1] == date(2024, 3, 19)
    actions.release_date(inspection, "final", by=cast.lead)
    assert day(inspection.timeline, "final") == date(2024, 3, 19)
    with pytest.raises(NotAllowed, match="was not fixed by hand"):
        actions.release_date(inspection, "final", by=cast.lead)


@pytest.mark.rule("TIME-12")
def test_dates_follow_the_real_end_and_the_old_ones_stay(cast: Cast, as_):  # type: ignore[no-untyped-def]
    visit = stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10))
    announce(cast, visit, date(2024, 6, 4))
    with clock.moved_to(clock.at(date(2024, 6, 13), 17)):
        stages.nobody_met(visit, cast.lead)
        actions.end_fieldwork(visit, first_day=date(2024, 6, 12), last_day=date(2024, 6, 13), by=cast.lead)
        found = {code: day(visit.timeline, code) for code in ("draft", "final", "publication")}
        assert found == {"draft": date(2024, 6, 20), "final": date(2024, 7, 5), "publication": date(2024, 7, 12)}
        page = as_(cast.lead).get(reverse("timetable", args=[visit.ref])).content.decode()
        assert "Wed 19 Jun 2024" in page
        assert "Thu 20 Jun 2024" in page


@pytest.mark.rule("FV-07")
def test_the_real_days_of_a_visit_count(cast: Cast):
    visit = stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10))
    announce(cast, visit, date(2024, 6, 4))
    with clock.moved_to(clock.at(date(2024, 6, 13), 17)):
        stages.nobody_met(visit, cast.lead)
        actions.end_fieldwork(visit, first_day=date(2024, 6, 12), last_day=date(2024, 6, 13), by=cast.lead)
    assert day(visit.timeline, "onsite_first") == date(2024, 6, 12)
    assert day(visit.timeline, "draft") == date(2024, 6, 20)


@pytest.mark.rule("FV-05", part="more than two days, or days in two weeks, ask for a reason")
def test_more_days_than_usual_on_a_visit_need_a_reason(cast: Cast):
    visit = stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10))
    announce(cast, visit, date(2024, 6, 4))
    with clock.moved_to(clock.at(date(2024, 6, 17), 17)):
        stages.nobody_met(visit, cast.lead)
        for first, last in ((date(2024, 6, 11), date(2024, 6, 13)), (date(2024, 6, 14), date(2024, 6, 17))):
            with pytest.raises(Invalid, match="give a reason") as refusal:
                actions.end_fieldwork(visit, first_day=first, last_day=last, by=cast.lead)
            assert refusal.value.field == "reason"
        actions.end_fieldwork(
            visit, first_day=date(2024, 6, 11), last_day=date(2024, 6, 13), reason="A site more", by=cast.lead
        )
    assert stages.fresh(visit).state == State.FIELDWORK_ENDED


@pytest.mark.rule("TIME-12", part="only the lead confirms the end, once, and not before it has come")
def test_the_end_of_fieldwork_is_the_leads_and_in_the_past(cast: Cast):
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ENDED_AT):
        for by in (cast.deputy, cast.scheduler, cast.qa_manager):
            with pytest.raises(NotAllowed, match="Only the lead inspector"):
                actions.end_fieldwork(inspection, last_day=date(2024, 2, 16), by=by)
        with pytest.raises(Invalid, match="has not come yet"):
            actions.end_fieldwork(inspection, last_day=date(2024, 2, 19), by=cast.lead)
        actions.end_fieldwork(inspection, last_day=date(2024, 2, 16), by=cast.lead)
        with pytest.raises(NotAllowed, match="confirmed once"):
            actions.end_fieldwork(inspection, last_day=date(2024, 2, 15), by=cast.lead)
    assert day(inspection.timeline, "draft") == date(2024, 3, 1)


def announce(cast: Cast, inspection: Inspection, on: date) -> None:
    stages.join(cast, inspection, cast.qa_manager, "qa_manager")
    assert cast.chief_executive
    with clock.moved_to(clock.at(on, 10)):
        actions.announce(inspection, called_at=clock.at(on, 9), told_whom="chief_executive", by=cast.lead)


def test_a_page_changes_a_date_and_says_what_is_wrong(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url = reverse("date_change", args=[inspection.ref, CALL])
    late = send(as_(cast.lead), url, reason="Storm", **date_data("day", date(2024, 1, 30)))
    assert late.status_code == 400
    assert "decision-maker" in errors(late)["day"][0]
    unreal = send(as_(cast.lead), url, reason="Storm", day_day="31", day_month="2", day_year="2024")
    assert "must be a real date" in errors(unreal)["day"][0]
    sunday = send(as_(cast.lead), url, reason="Storm", **date_data("day", date(2024, 1, 28)))
    assert "not a working day" in errors(sunday)["day"][0]
    assert send(as_(cast.lead), url, reason="Storm", **date_data("day", date(2024, 1, 29))).status_code == 302
    assert day(inspection.timeline, CALL) == date(2024, 1, 29)


def test_the_decision_maker_has_a_page_of_their_own(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url = reverse("late_call_create", args=[inspection.ref])
    assert as_(cast.lead).get(url).status_code == 403
    data = date_data("day", date(2024, 1, 31))
    assert send(as_(cast.decision_maker), url, reason="Storm", **data).status_code == 302
    assert day(inspection.timeline, CALL) == date(2024, 1, 31)


def test_dates_moved_meanwhile_are_shown_beside_what_was_typed(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url = reverse("date_change", args=[inspection.ref, "final"])
    client = as_(cast.lead)
    form = client.get(url).context["form"]
    change(cast, inspection, "final", date(2024, 3, 21))
    typed = date_data("day", date(2024, 3, 25)) | {"reason": "Mine"}
    response = client.post(url, {"op": form["op"].value(), "version": form["version"].value()} | typed)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Thursday 21 March 2024" in page
    assert "Monday 25 March 2024" in page
    assert day(inspection.timeline, "final") == date(2024, 3, 21)


@pytest.mark.parametrize("code", ["notification_latest", "no_such_date"])
def test_a_date_that_cannot_be_changed_has_no_form(cast: Cast, as_, code: str):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    expected = {"notification_latest": 403, "no_such_date": 404}[code]
    assert as_(cast.lead).get(reverse("date_change", args=[inspection.ref, code])).status_code == expected


def test_the_week_moves_before_the_call_and_not_after(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url = reverse("week_move", args=[inspection.ref])
    tuesday = send(as_(cast.lead), url, reason="Venue", **date_data("onsite_week", date(2024, 2, 13)))
    assert "not a Monday" in errors(tuesday)["onsite_week"][0]
    typed = {"reason": "Venue", **date_data("onsite_week", date(2024, 2, 12))}
    shown = send(as_(cast.lead), url, **typed)
    row = next(row for row in shown.context["effect"].rows if row.before == date(2024, 1, 22))
    assert row.after == date(2024, 1, 29)
    assert day(inspection.timeline, CALL) == date(2024, 1, 22)
    moved = send(as_(cast.lead), url, **typed, step="save", seen=shown.context["form"].data["seen"])
    assert moved.status_code == 302
    assert day(inspection.timeline, CALL) == date(2024, 1, 29)
    told = stages.announced(cast)
    with pytest.raises(NotAllowed, match="Cafcass was told of this week"):
        actions.move_week(told, date(2024, 2, 19), reason="x", by=cast.lead)


def test_a_stale_move_of_the_week_is_refused(cast: Cast):
    inspection = stages.planned(cast)
    with pytest.raises(Stale):
        actions.move_week(inspection, date(2024, 2, 12), reason="x", version=99, by=cast.lead)


@pytest.mark.rule("GEN-07", part="a date set by hand beyond the known holidays is refused beside its field")
@pytest.mark.parametrize("year", [1900, 2199])
def test_a_day_of_a_year_without_holidays_is_refused(cast: Cast, as_, year: int):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    with clock.moved_to(stages.PLANNED_AT):
        url = reverse("date_change", args=[inspection.ref, "draft"])
        response = send(as_(cast.lead), url, reason="A slip", **date_data("day", date(year, 6, 4)))
    assert response.status_code == 400
    assert errors(response)["day"] == [f"No bank-holiday data for {year}"]


@pytest.mark.rule(
    "TIME-12", part="where the real last day is not the planned one, the effect is shown before it is taken"
)
def test_an_early_end_of_fieldwork_shows_its_effect_first(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    url, early = reverse("fieldwork_end", args=[inspection.ref]), date(2024, 2, 8)
    typed = {**date_data("first_day", date(2024, 2, 5)), **date_data("last_day", early)}
    with clock.moved_to(clock.at(date(2024, 2, 8), 17)):
        shown = send(as_(cast.lead), url, **typed)
        effect = {row.before: row.after for row in shown.context["effect"].rows}
        assert effect[stages.FIELDWORK_ENDED_ON] == early
        assert stages.fresh(inspection).state == State.ANNOUNCED
        assert send(as_(cast.lead), url, **typed, step="save", seen="other days").status_code == 200
        seen = {"step": "save", "seen": shown.context["form"].data["seen"]}
        assert send(as_(cast.lead), url, **typed, **seen).status_code == 302
    assert stages.fresh(inspection).state == State.FIELDWORK_ENDED


def test_the_planned_end_of_fieldwork_is_confirmed_in_one_step(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    typed = {**date_data("first_day", stages.W1), **date_data("last_day", stages.FIELDWORK_ENDED_ON)}
    with clock.moved_to(stages.ENDED_AT):
        assert send(as_(cast.lead), reverse("fieldwork_end", args=[inspection.ref]), **typed).status_code == 302
    assert stages.fresh(inspection).state == State.FIELDWORK_ENDED


@pytest.mark.rule("DEFER-03", part="after the call no date fixed by hand takes an inspection to another week")
def test_after_the_call_the_first_day_stays_in_its_week(cast: Cast):
    inspection = stages.announced(cast)
    with clock.moved_to(stages.RECORDED_AT):
        for day_wanted in (date(2024, 3, 4), date(2040, 12, 31), date(2024, 1, 31)):
            with pytest.raises(Invalid, match="deferral is a decision of its own"):
                actions.change_date(inspection, "onsite_first", day_wanted, reason="x", by=cast.lead)
        actions.change_date(inspection, "onsite_first", date(2024, 2, 6), reason="Storm", by=cast.lead)
        with pytest.raises(Invalid, match="before the first"):
            actions.change_date(inspection, "fieldwork_end", date(2024, 2, 5), reason="x", by=cast.lead)


def test_a_start_that_was_confirmed_wrongly_is_corrected_with_a_reason(cast: Cast):
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        with pytest.raises(Invalid, match="not a working day") as refusal:
            actions.start_fieldwork(inspection, first_day=date(2024, 2, 4), reason="Early", by=cast.lead)
        assert refusal.value.field == "first_day"
        actions.start_fieldwork(inspection, first_day=date(2024, 2, 5), reason="All there", by=cast.lead)
    ended = {"first_day": date(2024, 2, 6), "last_day": stages.FIELDWORK_ENDED_ON, "by": cast.lead}
    with clock.moved_to(stages.ENDED_AT):
        with pytest.raises(Invalid, match="give a reason to correct it") as refusal:
            actions.end_fieldwork(inspection, **ended)
        assert refusal.value.field == "reason"
        actions.end_fieldwork(inspection, **ended, reason="It was Tuesday")
    assert day(stages.fresh(inspection).timeline, "onsite_first") == date(2024, 2, 6)


def test_a_week_that_is_over_is_not_planned(cast: Cast):
    with clock.moved_to(clock.at(date(2024, 3, 20), 10)):
        for week in (date(2024, 2, 5), date(2020, 2, 3), date(2024, 3, 11)):
            with pytest.raises(Invalid, match="That week is over"):
                stages.plan(cast, week=week, at=clock.now())


def test_nobody_changes_sides_while_they_have_a_role(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url = reverse("person_change", args=[cast.team_inspector.pk])
    with clock.moved_to(stages.PLANNED_AT):
        given = {"name": "Theo", "email": cast.team_inspector.email, "side": "cafcass", "grade": "none"}
        refused = send(as_(cast.administrator), url, **given)
        assert "End that role first" in errors(refused)["side"][0]
        cast.team_inspector.refresh_from_db()
        assert cast.team_inspector.side == "ofsted"
        actions.end_role(inspection.members.get(person=cast.team_inspector), reason="Moves", by=cast.lead)
        assert send(as_(cast.administrator), url, **given).status_code == 302
