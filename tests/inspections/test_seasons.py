"""August and Christmas on the planning form, when a week is moved and when a date is fixed by hand."""

from datetime import date

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from govuk.forms import date_data
from inspections import actions
from inspections.models import AugustAgreement, Inspection, Outcome, OutcomeGrade, SeasonPermission
from inspections.rules.seasons import Agreement
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send
from tests.inspections.programming import concern

pytestmark = pytest.mark.django_db

SUMMER = clock.at(date(2024, 6, 3), 10)
NEXT_SUMMER = clock.at(date(2025, 6, 23), 10)
NEW_YEAR = date(2025, 1, 6)  # Its call falls on Monday 23 December 2024.


def post(cast: Cast, as_, kind: str, week: date, **typed: object):  # type: ignore[no-untyped-def]
    plan = {"kind": kind, "title": "A plan", "lead": str(cast.lead.pk), "seen": f"{kind} {week}", "step": "save"}
    return send(as_(cast.scheduler), reverse("inspection_create"), **plan | date_data("onsite_week", week) | typed)


@pytest.mark.rule("PROG-10")
def test_an_inspection_called_at_christmas_needs_the_decision_makers_own_reason(cast: Cast, as_):  # type: ignore[no-untyped-def]
    with clock.moved_to(SUMMER):
        refused = post(cast, as_, "inspection", NEW_YEAR, reason="The scheduler's own")
        assert "The call, Mon 23 Dec" in errors(refused)["onsite_week"][0]
        assert "programme decision-maker's own reason" in errors(refused)["onsite_week"][0]
        assert not Inspection.objects.exists()
        with pytest.raises(NotAllowed, match="Only the programme decision-maker"):
            actions.allow_season(kind="inspection", onsite_week=NEW_YEAR, reason="x", by=cast.scheduler)
        url = reverse("season_permission_create")
        assert as_(cast.scheduler).get(url).status_code == 403
        given = {"kind": "inspection", **date_data("onsite_week", NEW_YEAR)}
        assert "reason" in errors(send(as_(cast.decision_maker), url, **given, reason=""))
        assert send(as_(cast.decision_maker), url, **given, reason="A whistle-blower").status_code == 302
        assert post(cast, as_, "inspection", NEW_YEAR).status_code == 302
        page = as_(cast.lead).get(reverse("timetable", args=[Inspection.objects.get().ref])).content.decode()
    assert "A whistle-blower" in page
    assert cast.decision_maker.name in page


@pytest.mark.rule("PROG-10")
def test_a_call_on_monday_6_january_2025_saves_with_no_warning(cast: Cast, as_):  # type: ignore[no-untyped-def]
    week = date(2025, 1, 20)
    with clock.moved_to(SUMMER):
        shown = post(cast, as_, "inspection", week, step="preview", seen="")
        call = next(mark.milestone for mark in shown.context["picture"].marks if mark.milestone.code == "notification")
        assert call.date == date(2025, 1, 6)
        assert [each for each in shown.context["warnings"] if each.rule == "PROG-10"] == []
        assert post(cast, as_, "inspection", week).status_code == 302


@pytest.mark.rule("PROG-10", part="a visit is only warned, and so is a week with a holiday of the season")
def test_a_visit_at_christmas_saves_with_a_warning(cast: Cast, as_):  # type: ignore[no-untyped-def]
    with clock.moved_to(SUMMER):
        week = date(2024, 12, 30)
        shown = post(cast, as_, "focused_visit", week, step="preview", seen="")
        said = [each.text for each in shown.context["warnings"] if each.rule == "PROG-10"]
        assert any("is at Christmas or New Year" in text for text in said)
        assert any("holds New Year" in text for text in said)
        assert post(cast, as_, "focused_visit", week).status_code == 302


@pytest.mark.rule("PROG-11")
def test_a_call_in_august_needs_the_decision_makers_reason(cast: Cast, as_):  # type: ignore[no-untyped-def]
    week = date(2024, 9, 9)
    with clock.moved_to(SUMMER):
        refused = post(cast, as_, "inspection", week, reason="The scheduler's own")
        assert "programme decision-maker's own reason" in errors(refused)["onsite_week"][0]
        stages.allow(cast, week, at=SUMMER)
        assert post(cast, as_, "inspection", week).status_code == 302
    assert Inspection.objects.get().timeline.onsite_week == week


@pytest.mark.rule("PROG-11")
def test_an_inspection_on_site_in_august_is_always_refused(cast: Cast, as_):  # type: ignore[no-untyped-def]
    week = date(2024, 8, 19)
    with clock.moved_to(SUMMER):
        refused = post(cast, as_, "inspection", week, reason="Must be")
        assert "An inspection is not on site in August" in errors(refused)["onsite_week"][0]
        ground = concern(cast, at=SUMMER)
        with pytest.raises(Invalid, match="not on site in August"):
            actions.allow_season(
                kind="inspection", onsite_week=week, reason="x", concern=ground, by=cast.decision_maker
            )
        # Not even a row that came about in another way lets it through.
        SeasonPermission.objects.create(
            kind="inspection", onsite_week=week, reason="x", concern=ground, decided_by=cast.decision_maker
        )
        assert post(cast, as_, "inspection", week, reason="Must be").status_code == 400
    assert not Inspection.objects.exists()


@pytest.mark.rule("PROG-11", part="a monitoring visit on site in August only on the ground of a concern")
def test_a_monitoring_visit_in_august_needs_the_ground(cast: Cast, as_):  # type: ignore[no-untyped-def]
    outcome = Outcome.objects.create(kind="inspection", title="Earlier", ended_on=date(2025, 2, 7))
    OutcomeGrade.objects.create(outcome=outcome, area="overall", area_name="Overall", grade="inadequate")
    week = date(2025, 8, 18)
    agreed = {"agreed_who": "CEO", "agreed_how": "By letter", **date_data("agreed_on", date(2025, 6, 20))}
    with clock.moved_to(NEXT_SUMMER):
        assert "onsite_week" in errors(post(cast, as_, "monitoring_visit", week, reason="x", **agreed))
        given = {"kind": "monitoring_visit", "onsite_week": week, "reason": "Children at risk"}
        with pytest.raises(Invalid, match="Link the programme concern"):
            actions.allow_season(**given, by=cast.decision_maker)  # type: ignore[arg-type]
        actions.allow_season(**given, concern=concern(cast, at=NEXT_SUMMER), by=cast.decision_maker)  # type: ignore[arg-type]
        assert post(cast, as_, "monitoring_visit", week).status_code == 302


@pytest.mark.rule("PROG-12")
def test_a_focused_visit_in_august_needs_cafcasss_agreement(cast: Cast, as_):  # type: ignore[no-untyped-def]
    week = date(2025, 8, 18)
    with clock.moved_to(NEXT_SUMMER):
        refused = post(cast, as_, "focused_visit", week)
        assert "Enter who at Cafcass agreed" in errors(refused)["agreed_who"][0]
        assert not Inspection.objects.exists()
        agreed = {"agreed_who": "CEO", "agreed_how": "By letter", **date_data("agreed_on", date(2025, 6, 20))}
        assert "agreed_how" in errors(post(cast, as_, "focused_visit", week, **agreed | {"agreed_how": ""}))
        tomorrow = post(cast, as_, "focused_visit", week, **agreed | date_data("agreed_on", date(2025, 6, 24)))
        assert errors(tomorrow)["agreed_on"] == ["This day has not come yet."]
        assert post(cast, as_, "focused_visit", week, **agreed).status_code == 302
        kept = AugustAgreement.objects.get()
        assert (kept.who, kept.agreed_on, kept.how) == ("CEO", date(2025, 6, 20), "By letter")
        visit = Inspection.objects.get()
        assert (
            "Cafcass agreed to August: CEO"
            in as_(cast.lead).get(reverse("timetable", args=[visit.ref])).content.decode()
        )


@pytest.mark.rule("PROG-12", part="notice days alone need a reason")
def test_notice_days_of_a_visit_in_august_need_a_reason(cast: Cast, as_):  # type: ignore[no-untyped-def]
    week = date(2025, 9, 1)
    with clock.moved_to(NEXT_SUMMER):
        assert "reason" in errors(post(cast, as_, "focused_visit", week))
        assert post(cast, as_, "focused_visit", week, reason="The only week").status_code == 302


@pytest.mark.rule("PROG-13")
def test_a_concern_takes_the_place_of_the_agreement_by_the_decision_maker_alone(cast: Cast, as_):  # type: ignore[no-untyped-def]
    week = date(2025, 8, 25)
    with clock.moved_to(NEXT_SUMMER):
        ground = concern(cast, at=NEXT_SUMMER)
        url = reverse("season_permission_create")
        given = {"kind": "focused_visit", "reason": "Children at risk", "concern": ground.pk}
        given |= date_data("onsite_week", week)
        assert as_(cast.scheduler).post(url, given).status_code == 403
        with pytest.raises(NotAllowed):
            actions.allow_season(kind="focused_visit", onsite_week=week, reason="x", concern=ground, by=cast.scheduler)
        assert "agreed_who" in errors(post(cast, as_, "focused_visit", week, reason="A programme concern"))
        without = send(as_(cast.decision_maker), url, **given | {"concern": ""})
        assert "Link the programme concern" in errors(without)["concern"][0]
        assert send(as_(cast.decision_maker), url, **given).status_code == 302
        assert post(cast, as_, "focused_visit", week).status_code == 302
        visit = Inspection.objects.get()
        scheduler, lead = (
            as_(person).get(reverse("timetable", args=[visit.ref])).content.decode()
            for person in (cast.scheduler, cast.lead)
        )
    assert ground.ref in scheduler
    # The lead reads the reason; the concern has its own readers.
    assert "Children at risk" in lead
    assert ground.ref not in lead


def test_a_week_that_needs_nothing_cannot_be_allowed(cast: Cast):
    with clock.moved_to(SUMMER), pytest.raises(Invalid, match="Nothing of that activity"):
        actions.allow_season(kind="inspection", onsite_week=date(2024, 10, 7), reason="x", by=cast.decision_maker)


@pytest.mark.rule("PROG-10", part="a plan moved to such a week needs it too")
@pytest.mark.rule("PROG-12", part="a visit moved into August needs the agreement too")
def test_moving_the_week_asks_the_same(cast: Cast, as_):  # type: ignore[no-untyped-def]
    with clock.moved_to(SUMMER):
        inspection = stages.plan(cast, week=date(2024, 10, 7), at=SUMMER)
        visit = stages.plan(cast, kind="focused_visit", week=date(2024, 10, 14), at=SUMMER)
        with pytest.raises(Invalid, match="own reason first"):
            actions.move_week(inspection, NEW_YEAR, reason="x", by=cast.lead)
        stages.allow(cast, NEW_YEAR, at=SUMMER)
        actions.move_week(inspection, NEW_YEAR, reason="x", by=cast.lead)
        url, august = reverse("week_move", args=[visit.ref]), date_data("onsite_week", date(2024, 8, 12))
        assert "agreed_who" not in as_(cast.lead).get(url).content.decode()
        refused = send(as_(cast.lead), url, reason="Earlier", **august)
        assert "agreed_who" in errors(refused)
        assert "Who at Cafcass agreed" in refused.content.decode()
        agreed = {"agreed_who": "CEO", "agreed_how": "Call", **date_data("agreed_on", date(2024, 6, 2))}
        shown = send(as_(cast.lead), url, reason="Earlier", **august, **agreed)
        assert 'value="CEO"' in shown.content.decode(), "what was agreed is kept while the effect is shown"
        seen = {"step": "save", "seen": shown.context["form"].data["seen"]}
        assert send(as_(cast.lead), url, reason="Earlier", **august, **agreed, **seen).status_code == 302
        assert AugustAgreement.objects.get().onsite_week == date(2024, 8, 12)


@pytest.mark.rule("PROG-10", part="a call fixed by hand at Christmas needs it too")
def test_a_date_fixed_by_hand_asks_the_same(cast: Cast):
    with clock.moved_to(SUMMER):
        # Called on Monday 6 January 2025 by its own count.
        inspection = stages.plan(cast, week=date(2025, 1, 20), at=SUMMER)
        change = {"code": "notification", "day": date(2024, 12, 23), "reason": "Earlier"}
        with pytest.raises(Invalid, match="own reason first"):
            actions.change_date(inspection, **change, by=cast.lead)  # type: ignore[arg-type]
        assert not inspection.timeline.dates.filter(date=date(2024, 12, 23)).exists()


def test_an_agreement_is_asked_for_only_where_it_counts(cast: Cast):
    agreement = Agreement("CEO", date(2024, 6, 1), "Call")
    with clock.moved_to(SUMMER):
        actions.create_inspection(
            kind="focused_visit",
            title="x",
            onsite_week=date(2024, 10, 14),
            lead=cast.lead,
            agreement=agreement,
            by=cast.scheduler,
        )
    assert not AugustAgreement.objects.exists()
