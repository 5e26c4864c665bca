"""The yearly engagement meeting: planned, agreed by both, held, noted; no case and no grade anywhere in it."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from files.jobs import run_queued
from govuk.forms import date_data
from inspections import background, strands
from inspections import engagement_queries as queries
from inspections.actions import engagement as actions
from inspections.engagement_announcing import to_decide_on
from inspections.models import EngagementMeeting
from tests.cast import Cast
from tests.inspections import engaging
from tests.inspections.forms import errors, opened, send
from tests.inspections.test_self_evaluation import url, words

pytestmark = pytest.mark.django_db
BEFORE = clock.at(date(2026, 3, 2), 10)
AFTERWARDS = clock.at(date(2026, 3, 12), 17)
PLAN = {"minutes": "120", "place": "Riverside House (invented)", **date_data("date", engaging.MEETING_ON)}


def agenda_form(client: Any, **changes: Any) -> Any:
    """The agenda as the page gives it, with changes, sent."""
    page = url("engagement_agenda_edit")
    form = client.get(page).context["form"]
    given = {name: form[name].value() or "" for name in form.fields if not isinstance(form[name].value(), bool)}
    return client.post(page, {name: str(value) for name, value in given.items()} | changes)


def item(meeting: EngagementMeeting, code: str) -> Any:
    return meeting.items.get(code=code)


@pytest.mark.rule("AEM-01")
def test_held_needs_its_date_and_who_attended(cast: Cast, as_: Any) -> None:
    meeting = engaging.planned(cast)
    engaging.peopled(cast, meeting)
    with clock.moved_to(AFTERWARDS):
        client = as_(cast.engagement_chair)
        refused = send(client, url("engagement_meeting_hold"))
        assert set(errors(refused)) == {"held_on", "came"}
        assert engaging.fresh(meeting).state == "planned"
        came = [attendee.pk for attendee in queries.attendees_of(meeting)]
        held = send(client, url("engagement_meeting_hold"), came=came, **date_data("held_on", engaging.MEETING_ON))
        assert held.status_code == 302
    assert engaging.fresh(meeting).state == "held"
    assert [attendee.came for attendee in queries.attendees_of(meeting)] == [True, True]


@pytest.mark.rule("AEM-01", part="a day to come is refused")
def test_a_day_that_has_not_come_is_refused(cast: Cast, as_: Any) -> None:
    meeting = engaging.planned(cast)
    engaging.peopled(cast, meeting)
    with clock.moved_to(BEFORE):
        came = [attendee.pk for attendee in queries.attendees_of(meeting)]
        refused = send(
            as_(cast.engagement_chair),
            url("engagement_meeting_hold"),
            came=came,
            **date_data("held_on", engaging.MEETING_ON),
        )
    assert "has not come yet" in errors(refused)["held_on"][0]


@pytest.mark.rule("AEM-01", part="one a year, linked to its self-evaluation, which is then discussed")
def test_the_meeting_discusses_the_years_self_evaluation(cast: Cast) -> None:
    evaluation = engaging.shared(cast)
    meeting = engaging.planned(cast, at=engaging.SHARED_AT)
    with pytest.raises(Invalid, match="2026 already"):
        engaging.planned(cast, date(2026, 11, 2))
    engaging.held(cast, meeting)
    evaluation.refresh_from_db()
    assert (evaluation.state, engaging.fresh(meeting).evaluation) == ("discussed", evaluation)


@pytest.mark.rule("AEM-02")
@pytest.mark.parametrize("name", ["engagement_meeting_edit", "engagement_agenda_edit", "engagement_attendee_create"])
def test_a_case_cannot_be_linked(cast: Cast, as_: Any, name: str) -> None:
    meeting = engaging.planned(cast)
    client = as_(cast.engagement_chair)
    with clock.moved_to(BEFORE):
        refused = client.post(url(name), opened(client, url(name)) | {"case_reference": "PR-104", "name": "Enid"})
    assert refused.status_code == 400
    assert "Cases cannot be linked to an engagement meeting." in words(refused)
    assert not meeting.attendees.exists()


@pytest.mark.rule("AEM-02", part="no table of the meeting has a field for a grade, a case, a child or evidence")
def test_no_field_for_a_grade_or_a_case() -> None:
    names = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("inspections").get_models()
        if model.__name__.startswith(("Engagement", "Agenda", "Letter"))
        for field in model._meta.get_fields()
    }
    assert len(names) > 40
    assert not [name for name in names if any(word in name for word in ("grade", "case", "child", "evidence", "judge"))]


@pytest.mark.rule("AEM-03")
def test_a_note_is_offered_as_intelligence(cast: Cast, as_: Any) -> None:
    meeting = engaging.held(cast, engaging.planned(cast))
    client = as_(cast.engagement_chair)
    with clock.moved_to(AFTERWARDS):
        send(client, url("engagement_note_create"), text="Workforce turnover rising.")
        assert "Workforce turnover rising." in words(client.get(url("engagement_meeting_detail")))
        assert "turnover" not in words(as_(cast.chief_executive).get(url("own_engagement_meeting")))
    (note,) = queries.intelligence()
    assert (note.text, note.meeting) == ("Workforce turnover rising.", meeting)
    assert [(each.kind, each.summary) for each in to_decide_on()] == [("engagement", note.text)]
    assert "Engagement note: Workforce turnover rising." in [row.title for row in background.rows()]
    decider = as_(cast.decision_maker)
    with clock.moved_to(AFTERWARDS):
        assert "Workforce turnover rising." in words(decider.get(reverse("programme_decision_create")))


@pytest.mark.rule("AEM-04")
def test_removing_an_item_needs_a_reason_and_leaves_a_gap_on_the_record(cast: Cast, as_: Any) -> None:
    meeting = engaging.planned(cast)
    assert [each.code for each in queries.agenda_of(meeting)] == [f"AEMA-{number}" for number in range(1, 7)]
    fourth, client = item(meeting, "AEMA-4"), as_(cast.engagement_chair)
    with clock.moved_to(BEFORE):
        refused = agenda_form(client, **{f"remove_{fourth.pk}": "on"})
        assert refused.status_code == 400
        assert "Say why" in errors(refused)[f"reason_{fourth.pk}"][0]
        saved = agenda_form(client, **{f"remove_{fourth.pk}": "on", f"reason_{fourth.pk}": "covered by MoJ meeting"})
        assert saved.status_code == 302
        page = words(client.get(url("engagement_meeting_detail")))
    assert f"Left out: {fourth.label}. Reason: covered by MoJ meeting" in page
    meeting = engaging.held(cast, engaging.fresh(meeting))
    page = words(client.get(url("engagement_meeting_detail")))
    assert page.count('data-label="Covered">Yes') == 5
    assert "Left out" in page


@pytest.mark.rule("AEM-05")
def test_the_chair_represents_ofsted(cast: Cast, as_: Any) -> None:
    client, page = as_(cast.scheduler), reverse("engagement_meeting_create")
    with clock.moved_to(engaging.ASKED_AT):
        refused = send(client, page, chair=cast.chief_executive.pk, **PLAN)
        assert errors(refused)["chair"] == ["The chair must represent Ofsted"]
        with pytest.raises(Invalid, match="must represent Ofsted"):
            actions.plan_meeting(date=engaging.MEETING_ON, chair=cast.chief_executive, minutes=60, by=cast.scheduler)
        assert "reads nothing" in errors(send(client, page, chair=cast.administrator.pk, **PLAN))["chair"][0]
        assert send(client, page, chair=cast.stranger.pk, **PLAN).status_code == 302
        # Whoever chairs may open and run it, whatever their post.
        assert as_(cast.stranger).get(url("engagement_meeting_edit")).status_code == 200
        assert as_(cast.other_lead).get(url("engagement_meeting_edit")).status_code == 403


@pytest.mark.rule("AEM-06")
def test_only_the_chief_executive_says_who_comes_from_cafcass(cast: Cast, as_: Any) -> None:
    meeting = engaging.planned(cast)
    somebody = {"name": "Odette Invented", "job": "Director of Operations", "reason": "Runs the areas"}
    with clock.moved_to(BEFORE):
        refused = send(as_(cast.engagement_chair), url("engagement_attendee_create"), side="cafcass", **somebody)
        assert refused.status_code == 403
        assert "for its chief executive to say" in words(refused)
        assert not meeting.attendees.exists()
        assert as_(cast.link_person).post(url("engagement_attendee_create"), somebody).status_code == 404
        with pytest.raises(NotAllowed):
            actions.add_attendee(meeting, side="cafcass", **somebody, by=cast.link_person)
        assert send(as_(cast.chief_executive), url("own_engagement_attendee_create"), **somebody).status_code == 302
        shown = words(as_(cast.engagement_chair).get(url("engagement_meeting_detail")))
        attendee = meeting.attendees.get()
        assert "Odette Invented" in shown
        assert url("engagement_attendee_remove", attendee.pk) not in shown
        with pytest.raises(NotAllowed):
            actions.remove_attendee(attendee, by=cast.engagement_chair)


@pytest.mark.rule("AEM-06", part="a delegate whom the chief executive named may as well")
def test_a_delegate_may_name_them_too(cast: Cast, as_: Any) -> None:
    meeting = engaging.planned(cast)
    assert cast.contributor
    with clock.moved_to(BEFORE):
        assert as_(cast.contributor).get(url("own_engagement_meeting")).status_code == 404
        send(as_(cast.chief_executive), url("own_engagement_delegate"), person=cast.contributor.pk)
        added = send(as_(cast.contributor), url("own_engagement_attendee_create"), name="Odette Invented")
        assert added.status_code == 302
        assert as_(cast.contributor).get(url("own_engagement_delegate")).status_code == 403
    assert meeting.attendees.get().by == cast.contributor


@pytest.mark.rule("AEM-07")
def test_those_without_a_reason_are_listed_before_the_agenda_is_agreed(cast: Cast, as_: Any) -> None:
    meeting = engaging.planned(cast)
    with clock.moved_to(BEFORE):
        for number in range(6):
            reason = "" if number in (2, 4) else "Knows the figures"
            name = f"Number{number} Invented"
            actions.add_attendee(meeting, side="cafcass", name=name, reason=reason, by=cast.chief_executive)
        for client, name in (
            (as_(cast.engagement_chair), "engagement_agreement_create"),
            (as_(cast.chief_executive), "own_engagement_agreement"),
        ):
            page = words(client.get(url(name)))
            assert "Add a reason for attending: Number2 Invented, Number4 Invented." in page
            assert send(client, url(name), version=str(engaging.fresh(meeting).version)).status_code == 302
    assert engaging.fresh(meeting).state == "agenda_agreed"


@pytest.mark.rule("AEM-08")
def test_a_meeting_without_both_agreements_keeps_its_warning(cast: Cast, as_: Any) -> None:
    meeting = engaging.planned(cast)
    with clock.moved_to(clock.at(date(2026, 3, 1), 10)):
        actions.agree_agenda(meeting, version=None, by=cast.engagement_chair)
    for late in (date(2026, 3, 12), date(2026, 3, 13)):
        with clock.moved_to(clock.at(late, 8)), pytest.raises(NotAllowed, match="agreed before the meeting"):
            actions.agree_agenda(meeting, version=None, by=cast.chief_executive)
    meeting = engaging.held(cast, meeting)
    assert meeting.not_agreed == "The agenda was not agreed by the chief executive of Cafcass in advance."
    for client, name in (
        (as_(cast.engagement_chair), "engagement_meeting_detail"),
        (as_(cast.chief_executive), "own_engagement_meeting"),
    ):
        assert meeting.not_agreed in words(client.get(url(name)))


@pytest.mark.rule("AEM-08", part="with both agreements there is no warning, and a later edit clears both")
def test_an_edit_clears_both_agreements(cast: Cast, as_: Any) -> None:
    meeting = engaging.agreed(cast, engaging.planned(cast), BEFORE)
    assert meeting.state == "agenda_agreed"
    with clock.moved_to(BEFORE):
        assert agenda_form(as_(cast.engagement_chair), new_label="The new estate", new_minutes="10").status_code == 302
        meeting = engaging.fresh(meeting)
        assert (meeting.state, queries.agreements_of(meeting)) == ("planned", {})
        # What was shown before the edit cannot be agreed any more.
        stale = as_(cast.chief_executive).post(
            url("own_engagement_agreement"),
            opened(as_(cast.chief_executive), url("own_engagement_agreement")) | {"version": "1"},
        )
        assert stale.status_code == 409
    meeting = engaging.held(cast, engaging.agreed(cast, meeting, BEFORE))
    assert meeting.not_agreed == ""


@pytest.mark.rule("AEM-09")
def test_an_agenda_longer_than_the_meeting_is_said(cast: Cast, as_: Any) -> None:
    meeting = engaging.planned(cast)
    client = as_(cast.engagement_chair)
    minutes = {f"minutes_{each.pk}": "25" for each in queries.agenda_of(meeting)}
    with clock.moved_to(BEFORE):
        assert agenda_form(client, **minutes).status_code == 302
        assert "The agenda is 30 minutes longer than the meeting." in words(
            client.get(url("engagement_meeting_detail"))
        )
        agenda_form(client, **{f"minutes_{item(meeting, 'AEMA-1').pk}": "0"})
        page = words(client.get(url("engagement_meeting_detail")))
    assert "“Content of the self-evaluation and its evidence” has no minutes." in page
    assert "5 minutes longer" in page


def test_two_who_edit_at_once_see_both(cast: Cast, as_: Any) -> None:
    engaging.planned(cast)
    page, client = url("engagement_meeting_edit"), as_(cast.engagement_chair)
    first = opened(client, page)
    with clock.moved_to(BEFORE):
        plan = PLAN | {"chair": str(cast.engagement_chair.pk)}
        assert send(as_(cast.scheduler), page, **plan | {"place": "Moorland House (invented)"}).status_code == 302
        assert client.post(page, first | plan).status_code == 409


def test_the_programme_hears_of_it(cast: Cast) -> None:
    engaging.shared(cast)
    run_queued()
    engaging.planned(cast)
    marks = strands.marks(date(2026, 1, 1), date(2026, 12, 31))
    assert [(mark.strand, mark.start, mark.state) for mark in marks] == [
        ("Self-evaluation", date(2026, 2, 10), "shared"),
        ("Engagement meeting", date(2026, 3, 12), "planned"),
    ]


def test_cafcass_and_ofsted_find_it_from_their_menus(cast: Cast, as_: Any) -> None:
    engaging.shared(cast)
    engaging.planned(cast)
    home = words(as_(cast.chief_executive).get(reverse("home")))
    assert url("own_self_evaluation") in home
    assert url("own_engagement_meeting") in home
    assert reverse("engagement_list") in words(as_(cast.lead).get(reverse("home")))
    assert reverse("engagement_list") not in words(as_(cast.auditor).get(reverse("home")))


@pytest.mark.parametrize("name", ["engagement_meeting_detail", "own_engagement_meeting"])
def test_a_meeting_costs_few_queries(cast: Cast, as_: Any, django_assert_max_num_queries: Any, name: str) -> None:
    meeting = engaging.planned(cast)
    with clock.moved_to(BEFORE):
        client = as_(cast.chief_executive if name.startswith("own") else cast.engagement_chair)
        client.get(url(name))
        with django_assert_max_num_queries(14) as one:
            client.get(url(name))
        for number in range(29):
            actions.add_attendee(meeting, side="cafcass", name=f"N{number}", by=cast.chief_executive)
        with django_assert_max_num_queries(len(one)):
            client.get(url(name))
