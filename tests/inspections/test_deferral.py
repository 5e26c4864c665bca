"""Asking for a deferral, the decision, and fresh notice for the new week (DEFER-01 to DEFER-04)."""

from datetime import date

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from files.models import OutgoingMail
from govuk.forms import date_data
from inspections import actions
from inspections.due import deferrals
from inspections.models import DeferralDecision, DeferralRequest
from inspections.rules.dates import CALL
from inspections.rules.deferral import uploads_frozen
from scheduling.queries import day
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send, unopened

pytestmark = pytest.mark.django_db
BANNER = "Deferral requested"


def dates_of(inspection):  # type: ignore[no-untyped-def]
    return list(inspection.timeline.dates.values_list("code", "date", "end"))


@pytest.mark.rule("DEFER-01")
def test_a_pending_request_changes_no_date_and_shows_on_every_page(cast: Cast, as_):  # type: ignore[no-untyped-def]
    before = dates_of(stages.announced(cast))
    inspection = stages.asked(cast)
    with clock.moved_to(stages.ASKED_AT):
        for page in ("timetable", "inspection_detail", "team", "note_list", "announcement"):
            assert BANNER in as_(cast.lead).get(reverse(page, args=[inspection.ref])).content.decode(), page
        assert (
            BANNER in as_(cast.link_person).get(reverse("cafcass_inspection", args=[inspection.ref])).content.decode()
        )
    assert dates_of(inspection) == before
    assert inspection.state == "announced"


@pytest.mark.rule("DEFER-02")
def test_a_request_before_the_call_is_refused_and_one_after_it_saves(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    url = reverse("deferral_create", args=[inspection.ref])
    typed = {"requester": "Casey Specimen", "requester_role": "Chief executive", "reason": "A flood."}
    with clock.moved_to(stages.GRANTED_AT):
        early = send(as_(cast.lead), url, **typed, asked_time="10:00", **date_data("asked_on", date(2024, 1, 21)))
        assert "cannot have asked before" in errors(early)["asked_on"][0]
        assert not DeferralRequest.objects.exists()
        later = send(as_(cast.lead), url, **typed, asked_time="11:30", **date_data("asked_on", date(2024, 1, 22)))
        assert later.status_code == 302
    asked = DeferralRequest.objects.get()
    assert (asked.requester, asked.late, asked.asked_at) == ("Casey Specimen", False, stages.ASKED_AT)


@pytest.mark.rule("DEFER-02", part="later than one working day after the call it is flagged late and never refused")
@pytest.mark.parametrize(("on", "late"), [(date(2024, 1, 23), False), (date(2024, 1, 24), True)])
def test_a_late_request_is_flagged_for_the_decider(cast: Cast, as_, on: date, late: bool):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    with clock.moved_to(clock.at(on, 12)):
        sent = send(as_(cast.link_person), reverse("deferral_create", args=[inspection.ref]), reason="A flood.")
        assert sent.status_code == 302
        page = as_(cast.decision_maker).get(reverse("deferral_decide", args=[inspection.ref])).content.decode()
    assert DeferralRequest.objects.get().late is late
    assert ("later than one working day" in page) is late


@pytest.mark.rule("DEFER-02", part="until fieldwork ends")
def test_after_fieldwork_nobody_asks_any_more(cast: Cast):
    inspection = stages.fieldwork_ended(cast)
    asked = {"requester": "x", "requester_role": "x", "reason": "x"}
    with clock.moved_to(stages.ENDED_AT), pytest.raises(NotAllowed, match="until fieldwork ends"):
        actions.request_deferral(inspection, **asked, asked_at=stages.ENDED_AT, by=cast.chief_executive)


@pytest.mark.rule("DEFER-02", part="the form of the call asks")
def test_a_deferral_can_be_asked_for_in_the_call(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    cast.chief_executive  # noqa: B018
    with clock.moved_to(stages.RECORDED_AT):
        call = {"called_time": "9:10", "told_whom": "chief_executive", **date_data("called_on", date(2024, 1, 22))}
        url = reverse("announcement", args=[inspection.ref])
        without = send(as_(cast.lead), url, **call, deferral_asked="yes")
        assert "why other dates" in errors(without)["deferral_reason"][0]
        assert stages.fresh(inspection).state == "planned"
        assert send(as_(cast.lead), url, **call, deferral_asked="yes", deferral_reason="Flood").status_code == 302
    assert DeferralRequest.objects.get().asked_at == stages.CALLED_AT


@pytest.mark.rule("DEFER-03")
def test_only_the_decision_maker_decides_and_says_why(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.asked(cast)
    url = reverse("deferral_decide", args=[inspection.ref])
    typed = {"outcome": "refused", "reasons": "It can go ahead.", "policy": "Policy 2023"}
    with clock.moved_to(stages.GRANTED_AT):
        for person in (cast.link_person, cast.chief_executive, cast.lead, cast.scheduler):
            assert as_(person).post(url, unopened() | typed | {"outcome": "granted"}).status_code == 403
        empty = send(as_(cast.decision_maker), url, **(typed | {"reasons": " "}))
        assert "reasons" in errors(empty)
        assert not DeferralDecision.objects.exists()
        assert send(as_(cast.decision_maker), url, **typed).status_code == 302
    decided = DeferralDecision.objects.get()
    assert (decided.outcome, decided.decided_by, decided.decided_at) == (
        "refused",
        cast.decision_maker,
        stages.GRANTED_AT,
    )
    assert stages.fresh(inspection).state == "announced"
    assert "It can go ahead." in OutgoingMail.objects.filter(to=cast.chief_executive.email).last().body
    told = OutgoingMail.objects.filter(to=cast.lead.email).last()
    assert "The deferral that was asked for is refused. The dates stand." in told.body
    assert reverse("interruption_list", args=[inspection.ref]) in told.body
    assert "It can go ahead." not in told.body


@pytest.mark.rule("DEFER-03", part="the requester does not decide")
def test_who_asked_does_not_decide(cast: Cast):
    inspection = stages.announced(cast)
    from accounts.models import Post

    Post.objects.create(person=cast.scheduler, post="decision_maker", since=stages.PLANNED_AT)
    asked = {"requester": "x", "requester_role": "x", "reason": "x"}
    with clock.moved_to(stages.GRANTED_AT):
        actions.request_deferral(inspection, **asked, asked_at=stages.ASKED_AT, by=cast.scheduler)
        with pytest.raises(NotAllowed, match="Whoever asked does not decide"):
            actions.decide_deferral(inspection, outcome="granted", reasons="x", policy="x", by=cast.scheduler)


@pytest.mark.rule("DEFER-04")
def test_a_granted_deferral_waits_for_new_dates_and_gives_fresh_notice(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.deferred(cast)
    assert (inspection.state, uploads_frozen(inspection), dates_of(inspection)) == ("deferred", True, [])
    url = reverse("week_again", args=[inspection.ref])
    typed = {"reason": "After the flood.", **date_data("onsite_week", date(2024, 3, 4))}
    with clock.moved_to(stages.GRANTED_AT):
        shown = send(as_(cast.lead), url, **typed)
        assert date(2024, 2, 19) in [row.after for row in shown.context["effect"].rows]
        assert stages.fresh(inspection).state == "deferred"
        done = send(as_(cast.lead), url, **typed, step="save", seen=shown.context["form"].data["seen"])
        assert done.status_code == 302
        again = stages.fresh(inspection)
        assert (again.state, day(again.timeline, CALL)) == ("planned", date(2024, 2, 19))
        page = as_(cast.lead).get(reverse("timetable", args=[inspection.ref])).content.decode()
        assert "<s>Mon 22 Jan 2024</s>" in page
        assert "Mon 19 Feb 2024" in page
        assert as_(cast.link_person).get(reverse("cafcass_inspection", args=[inspection.ref])).status_code == 404
    with clock.moved_to(clock.at(date(2024, 2, 19), 9, 20)):
        call = clock.at(date(2024, 2, 19), 9, 10)
        actions.announce(again, called_at=call, told_whom="chief_executive", by=cast.lead)
    assert inspection.announcements.count() == 2


@pytest.mark.rule("DEFER-04", part="the effect on every date is shown before it is taken")
def test_granting_shows_every_date_first(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.asked(cast)
    before = dates_of(inspection)
    url = reverse("deferral_decide", args=[inspection.ref])
    typed = {"outcome": "granted", "reasons": "Serious.", "policy": "Policy 2023"}
    with clock.moved_to(stages.GRANTED_AT):
        shown = send(as_(cast.decision_maker), url, **typed)
        assert [row.before for row in shown.context["effect"].rows] == [on for _, on, _ in before]
        assert {row.after for row in shown.context["effect"].rows} == {None}
        assert dates_of(inspection) == before
        assert not DeferralDecision.objects.exists()
        assert not OutgoingMail.objects.filter(subject__startswith="Deferral").exists()
        done = send(as_(cast.decision_maker), url, **typed, step="save", seen=shown.context["form"].data["seen"])
        assert done.status_code == 302
    assert stages.fresh(inspection).state == "deferred"
    assert "Plan the new first on-site week" in OutgoingMail.objects.filter(to=cast.lead.email).last().body
    assert inspection.timeline.changes.filter(code=CALL, old_date=date(2024, 1, 22), new_date=None).exists()


def test_a_week_that_is_no_monday_or_is_past_is_refused(cast: Cast):
    inspection = stages.deferred(cast)
    with clock.moved_to(stages.GRANTED_AT):
        with pytest.raises(Invalid, match="not a Monday"):
            actions.plan_again(inspection, date(2024, 3, 5), reason="x", by=cast.lead)
        with pytest.raises(Invalid, match="lies ahead"):
            actions.plan_again(inspection, date(2024, 1, 15), reason="x", by=cast.lead)


def test_the_decision_maker_owes_the_decision_from_the_day_of_the_request_and_whoever_plans_again_is_led_on(
    cast: Cast, as_
):  # type: ignore[no-untyped-def]
    people = [cast.decision_maker, cast.lead]
    inspection = stages.asked(cast)
    with clock.moved_to(stages.ASKED_AT):
        (owed,) = deferrals.due(clock.today())
        assert (owed.person, owed.day) == (people[0], date(2024, 1, 22))
        assert owed.page == reverse("deferral_decide", args=[inspection.ref])
        assert list(deferrals.due(clock.today(), people[1])) == []
    inspection = stages.deferred(cast)
    again = reverse("week_again", args=[inspection.ref])
    with clock.moved_to(stages.GRANTED_AT):
        assert inspection.ref not in {each.inspection for each in deferrals.due(clock.today())}
        page = reverse("interruption_list", args=[inspection.ref])
        assert again in as_(cast.lead).get(page).content.decode()
        assert again not in as_(cast.decision_maker).get(page).content.decode()
