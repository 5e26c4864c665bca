"""Meetings with people: agreement, understanding, help, proceedings and risks, before the talk and after it."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import clock
from accounts.record import history
from accounts.refusals import Invalid, NotAllowed, NotYours, Stale
from fieldwork.actions import meetings as actions
from fieldwork.gaps import gaps
from fieldwork.models import Meeting
from govuk.forms import date_data
from govuk.words import short_day
from inspections import actions as inspecting
from inspections.actions.interruption import Considered
from inspections.models import Inspection
from tests.cast import Cast
from tests.fieldwork import people
from tests.fieldwork.people import AGREED, SETTLED, WEDNESDAY, card, hold, plan, talk
from tests.inspections import stages
from tests.inspections.stages import announced

As = Callable[..., Client]
AFTER_THE_TALK = clock.at(WEDNESDAY, 12)
OP = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(AFTER_THE_TALK):
        yield found


def url(meeting: Meeting, page: str = "") -> str:
    return f"/inspections/{meeting.inspection.ref}/meetings/{meeting.pk}/{page}"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def codes(meeting: Meeting) -> list[str]:
    return [gap.code for gap in gaps(meeting, actions.risk_of(meeting))]


@pytest.mark.rule("INSP-04")
def test_a_parent_is_met_only_by_agreement(cast: Cast, as_: As, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy)
    client = as_(cast.deputy)
    sent = {"op": OP, "version": meeting.version, **date_data("day", WEDNESDAY), "gap_reason": "typed_later"}
    refused = client.post(url(meeting, "held/"), sent | {"what_happened": "Kept what was typed."})
    assert refused.status_code == 400
    page = unescape(refused.content.decode())
    assert "It can be marked held when their agreement is recorded" in page
    assert "Kept what was typed." in page
    meeting.refresh_from_db()
    assert meeting.state == "planned"
    agreed = {"agreement": "agreed", "agreed_by": "person", "agreed_way": "phone", "obtained_by": "fca"}
    saved = client.post(url(meeting, "held/"), sent | agreed | date_data("agreed_on", date(2024, 2, 6)))
    assert saved.status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.agreed_on) == ("held", date(2024, 2, 6))


@pytest.mark.rule("INSP-04", part="the database has no meeting held with a family without agreement")
def test_the_database_refuses_it_too(cast: Cast, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy, kind="child")
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(state="held")


@pytest.mark.rule("INSP-04", part="a refusal closes the row")
def test_one_tap_says_that_they_declined(cast: Cast, as_: As, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy)
    as_(cast.deputy).post(url(meeting, "card/"), {"op": OP, "version": meeting.version, "agreement": "refused"})
    meeting.refresh_from_db()
    assert meeting.state == "declined"
    with pytest.raises(NotAllowed, match="marked declined"):
        hold(meeting, cast.deputy, **AGREED)


@pytest.mark.rule("NOTI-13")
def test_cafcass_asks_for_agreement_and_an_inspector_who_did_says_why(cast: Cast, inspection: Inspection) -> None:
    observed = plan(inspection, cast.deputy, kind="observation", setting="visit", role="fca", family_present=True)
    with pytest.raises(Invalid) as finding:
        card(observed, cast.deputy, **AGREED | {"obtained_by": "inspector"})
    assert finding.value.field == "obtained_reason"
    assert hold(observed, cast.deputy, **AGREED, gap_reason="Short notice").state == "held"
    other = plan(inspection, cast.deputy)
    card(other, cast.deputy, **AGREED | {"obtained_by": "inspector", "obtained_reason": "Met by chance."})


@pytest.mark.rule("SITE-05")
def test_a_need_without_arrangement_stops_the_confirmation_and_not_the_record(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    child = plan(inspection, cast.deputy, kind="child")
    card(child, cast.deputy, **AGREED, support="yes", support_need="British Sign Language")
    client = as_(cast.deputy)
    refused = client.post(url(child, "confirmation/"), {"op": OP, "version": child.version + 1})
    assert refused.status_code == 403
    assert "nothing is arranged yet" in unescape(refused.content.decode())
    with pytest.raises(Invalid) as finding:
        hold(child, cast.deputy)
    assert finding.value.field == "gap_reason"
    held = hold(child, cast.deputy, gap_reason="It came about at short notice")
    assert held.state == "held"
    assert "arrangement" in codes(held)
    assert "what was arranged so that the person could take full part" in text(client, url(child))


@pytest.mark.rule("VOICE-08")
def test_an_arrangement_names_the_agency_and_what_it_does(cast: Cast, inspection: Inspection) -> None:
    child = plan(inspection, cast.deputy, kind="child")
    card(child, cast.deputy, support="yes", support_need="British Sign Language", support_arranged="Interpreter")
    with pytest.raises(NotAllowed, match="Name the agency"):
        actions.confirm_meeting(child, by=cast.deputy)
    card(child, cast.deputy, support_agency="Local authority", support_arranged="BSL interpreter via local authority")
    assert actions.confirm_meeting(child, by=cast.deputy).state == "confirmed"
    card(child, cast.deputy, support_agency="")
    child.refresh_from_db()
    assert child.state == "planned"


@pytest.mark.rule("VOICE-02", part="the talk saves with the gap shown")
def test_live_proceedings_without_care_are_a_gap(cast: Cast, as_: As, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy)
    talk(meeting, cast.deputy)
    held = hold(meeting, cast.deputy, **SETTLED | {"proceedings": "yes"}, gap_reason="It is still to be typed")
    assert codes(held) == ["care"]
    assert "how an effect on the live proceedings is avoided" in text(as_(cast.deputy), url(meeting))
    assert codes(card(held, cast.deputy, proceedings_care="Nothing of the hearing was talked about.")) == []


@pytest.mark.rule("VOICE-06", part="the talk saves and is listed to its author")
def test_a_talk_without_confirmed_understanding_is_listed_to_its_author(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    meeting = plan(inspection, cast.deputy)
    talk(meeting, cast.deputy)
    held = hold(meeting, cast.deputy, **SETTLED | {"understanding": ""}, gap_reason="It is still to be typed")
    assert codes(held) == ["understanding"]
    with clock.moved_to(AFTER_THE_TALK + timedelta(days=1)):
        assert "whether it was understood" in text(as_(cast.deputy), "/my-week/")
        assert "whether it was understood" not in text(as_(cast.team_inspector), "/my-week/")
    assert codes(card(held, cast.deputy, understanding="typed_later")) == []


@pytest.mark.rule(
    "VOICE-07", part="the outcome 'not' stops the confirmation; a meeting without a talk saves with the gap"
)
def test_risks_are_talked_over_before(cast: Cast, as_: As, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy)
    card(meeting, cast.deputy, **SETTLED)
    talk(meeting, cast.deputy, outcome="not")
    refused = as_(cast.deputy).post(url(meeting, "confirmation/"), {"op": OP, "version": meeting.version + 1})
    assert refused.status_code == 403
    assert "ended in not meeting" in unescape(refused.content.decode())
    talk(meeting, cast.deputy, outcome="change")
    assert actions.confirm_meeting(meeting, by=cast.deputy).state == "confirmed"
    talk(meeting, cast.deputy, outcome="not")
    meeting.refresh_from_db()
    assert meeting.state == "planned"
    other = plan(inspection, cast.deputy, kind="child")
    held = hold(other, cast.deputy, **SETTLED, gap_reason="The adviser could not be reached")
    assert codes(held) == ["risks"]


@pytest.mark.rule("INSP-05")
def test_an_observation_in_court_says_the_role_and_no_name(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.deputy)
    sent = {"op": OP, "kind": "observation", "inspector": cast.deputy.pk, "setting": "court", "starts": "10:15"}
    refused = client.post(f"/inspections/{inspection.ref}/meetings/new/", sent | date_data("day", WEDNESDAY))
    assert "Select the role of the practitioner" in unescape(refused.content.decode())
    client.post(f"/inspections/{inspection.ref}/meetings/new/", sent | {"role": "fca"} | date_data("day", WEDNESDAY))
    page = text(client, f"/inspections/{inspection.ref}/meetings/?kind=observation")
    assert "Observation of practice" in page
    assert "Family court adviser, At court" in page
    assert "10:15" in page
    assert not [field.name for field in Meeting._meta.fields if "name" in field.name]


@pytest.mark.rule(
    "INSP-03", part="a practitioner is recorded by role, when and how; the independent reviewing officer too"
)
def test_who_was_spoken_to_is_recorded_by_role(cast: Cast, as_: As, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy, kind="practitioner", role="iro", way="phone")
    assert hold(meeting, cast.deputy).state == "held"
    page = text(as_(cast.deputy), url(meeting))
    assert "Independent reviewing officer" in page
    assert "by phone" in page


@pytest.mark.rule("INSP-06")
def test_partners_not_yet_contacted_are_named(cast: Cast, as_: As, inspection: Inspection) -> None:
    for area in ("Northern area (invented)", "Western area (invented)"):
        hold(plan(inspection, cast.deputy, kind="partner", organisation="local_authority", area=area), cast.deputy)
    plan(inspection, cast.deputy, kind="partner", organisation="judiciary", day=date(2024, 2, 14))
    with clock.moved_to(clock.at(date(2024, 2, 12), 9)):
        page = text(as_(cast.lead), f"/inspections/{inspection.ref}/meetings/partners/")
    line = next(line for line in page.splitlines() if "Not yet contacted:" in line)
    assert "HM Courts & Tribunals Service" in line
    assert "Family judiciary" in line
    assert "Local authority" not in line
    assert "Northern area (invented)" in page


@pytest.mark.rule("VOICE-05")
def test_a_meeting_with_a_parent_without_guidance_warns(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, address = as_(cast.lead), f"/inspections/{inspection.ref}/meetings/new/"
    sent = {"op": OP, "kind": "parent", "inspector": cast.lead.pk, **date_data("day", WEDNESDAY)}
    page = unescape(client.post(address, sent, follow=True).content.decode())
    assert "Cafcass has not been given the guidance" in page
    chief = as_(cast.chief_executive)
    assert chief.get(f"/cafcass/{inspection.ref}/guidance/").status_code == 404
    given = {"op": OP.replace("1", "2"), "code": "child", **date_data("day", WEDNESDAY)}
    client.post(f"/inspections/{inspection.ref}/meetings/guidance/", given)
    assert "Cafcass has not been given" not in text(client, f"/inspections/{inspection.ref}/meetings/")
    shown = text(chief, f"/cafcass/{inspection.ref}/guidance/")
    assert "Version for children and young people" in shown
    assert "Version for parents" not in shown


def test_the_card_is_four_taps_and_one_submit(cast: Cast, as_: As, inspection: Inspection) -> None:
    """What stands under each tap comes filled in, as a browser without scripts sends it."""
    meeting = plan(inspection, cast.deputy)
    client = as_(cast.deputy)
    form = client.get(url(meeting, "card/")).context["form"]
    sent: dict[str, object] = {"op": OP, "version": meeting.version}
    for name in ("agreed_by", "agreed_way", "obtained_by", "understanding_way", "understanding_by"):
        sent[name] = form[name].value()
    sent |= date_data("agreed_on", form["agreed_on"].value())
    taps = {"agreement": "agreed", "understanding": "before", "support": "no", "proceedings": "no"}
    assert client.post(url(meeting, "card/"), sent | taps).status_code == 302
    meeting.refresh_from_db()
    assert meeting.agreed
    assert codes(meeting) == ["risks"]


def test_two_who_fill_one_card_both_see_both(cast: Cast, as_: As, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy)
    card(meeting, cast.deputy, proceedings_care="Said by the first.")
    sent = {"op": OP, "version": meeting.version, "proceedings": "yes", "proceedings_care": "Said by the second."}
    response = as_(cast.lead).post(url(meeting, "card/"), sent)
    assert response.status_code == 409
    page = unescape(response.content.decode())
    assert "Said by the first." in page
    assert "Said by the second." in page
    with pytest.raises(Stale):
        actions.confirm_meeting(meeting, version=meeting.version, by=cast.deputy)


def test_a_team_inspector_changes_own_meetings_and_nobody_elses(cast: Cast, inspection: Inspection) -> None:
    own, other = plan(inspection, cast.team_inspector), plan(inspection, cast.deputy)
    card(own, cast.team_inspector, support="no")
    with pytest.raises(NotYours):
        card(other, cast.team_inspector, support="no")
    card(own, cast.deputy, support="yes")
    with pytest.raises(NotYours):
        plan(inspection, cast.shadow)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"day": date(2024, 8, 1)}, "day"),
        ({"kind": "partner"}, "organisation"),
        ({"kind": "observation", "role": "fca"}, "setting"),
        ({"ends": time(9)}, "ends"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    cast: Cast, inspection: Inspection, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as finding:
        plan(inspection, cast.deputy, **given)
    assert finding.value.field == field


def test_nobody_is_planned_in_who_is_not_of_the_team_nor_another_inspections_site(
    cast: Cast, inspection: Inspection
) -> None:
    with pytest.raises(Invalid, match="not an inspector of this team"):
        plan(inspection, cast.deputy, inspector=cast.other_lead)
    from tests.inspections import stages

    other = stages.plan(cast, title="Another inspection", lead=cast.other_lead)
    with pytest.raises(Invalid, match="not a site of this inspection"):
        plan(inspection, cast.deputy, site=people.site(other))


def test_every_step_is_recorded_and_a_tomorrow_is_not_held(cast: Cast, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy, day=date(2024, 2, 8))
    with pytest.raises(Invalid, match="today or in the past"):
        hold(meeting, cast.deputy, **SETTLED)
    actions.cancel_meeting(meeting, reason="Trains.", by=cast.deputy)
    actions.plan_again(meeting, by=cast.deputy)
    assert [event.verb for event in history(meeting)] == ["planned", "cancel", "plan_again"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_as_many_questions_for_one_as_for_thirty(
    cast: Cast, as_: As, inspection: Inspection, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        talk(plan(inspection, cast.deputy), cast.deputy)
    client = as_(cast.lead)
    address = f"/inspections/{inspection.ref}/meetings/"
    # session, person, clock, posts, inspection, roles, count, page, talks, guidance, whether a family is met
    with django_assert_num_queries(10):
        assert len(client.get(address).context["rows"]) == count


def test_a_meeting_is_offered_the_talks_of_the_diary_by_their_time(cast: Cast, as_: As, inspection: Inspection) -> None:
    day = date(2024, 2, 8)
    own = people.entry(inspection, cast.team_inspector, title="With a parent", kind="conversation", day=day)
    theirs = people.entry(inspection, cast.deputy, title="With a manager", kind="interview", day=day)
    people.entry(inspection, cast.team_inspector, title="Time to write", kind="recording", day=day)
    address = f"/inspections/{inspection.ref}/meetings/new/"
    page = text(as_(cast.team_inspector), address)
    assert f"{short_day(day)}, {own.starts:%H:%M} to {own.ends:%H:%M}: With a parent" in page
    assert "With a manager" not in page
    assert "Time to write" not in page
    assert f": {theirs.title}" in text(as_(cast.lead), address)


def test_a_meeting_held_before_a_deferral_can_still_be_recorded_after_it(cast: Cast) -> None:
    inspection = stages.deferred(cast)
    with clock.moved_to(stages.GRANTED_AT):
        day = date(2024, 1, 22)
        meeting, other = (plan(inspection, cast.deputy, kind="practitioner", day=day) for _ in range(2))
        inspecting.plan_again(inspection, date(2024, 6, 3), reason="After the flood.", by=cast.scheduler)
        assert hold(meeting, cast.deputy).state == "held"
        with pytest.raises(Invalid, match="not near"):
            hold(other, cast.deputy, day=date(2023, 1, 22))


def test_after_a_long_pause_meetings_are_planned_near_the_new_last_day(cast: Cast) -> None:
    inspection = announced(cast)
    considered = Considered("Chief executive", "A flood.", "Dara", True, "Right.", "Guidance", WEDNESDAY)
    with clock.moved_to(AFTER_THE_TALK):
        pause = inspecting.decide_pause(inspection, considered, by=cast.decision_maker)
    with clock.moved_to(clock.at(date(2024, 6, 3), 9)):
        days = {"ends_on": date(2024, 5, 31), "last_day": date(2024, 6, 14)}
        inspecting.resume(pause, **days, reason="Work goes on.", by=cast.decision_maker)
        assert plan(stages.fresh(inspection), cast.deputy, day=date(2024, 6, 6)).state == "planned"
        with pytest.raises(Invalid, match="not near"):
            plan(stages.fresh(inspection), cast.deputy, day=date(2024, 9, 2))
