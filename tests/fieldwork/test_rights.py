"""Whose diary it is: the lead's, each deputy's for their pair, everybody's for what really happened."""

from datetime import time

import pytest
from django.http import Http404
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from fieldwork import actions
from fieldwork.actions.entries import Place
from fieldwork.actions.matching import Pasted, matches
from fieldwork.actions.outcomes import Outcome
from fieldwork.models import DiaryEntry
from inspections import actions as inspecting
from tests.fieldwork import stages
from tests.fieldwork.stages import TUE, add, typed, wanted
from tests.inspections.forms import errors, send, unopened
from tests.inspections.stages import ON_SITE_AT

pytestmark = pytest.mark.django_db
TUESDAY_EVENING = clock.at(TUE, 18)


@pytest.fixture
def inspection(cast):
    return stages.teamed(cast)


def page(name, inspection, *more):
    return reverse(name, args=[inspection.ref, *more])


@pytest.mark.rule("SITE-11")
def test_a_deputy_finds_no_entry_of_the_other_pair_to_edit_and_the_lead_does(cast, as_, inspection):
    entry = add(inspection, cast.second_deputy, cast.second_team_inspector, by=cast.second_deputy)
    change = wanted(inspection, cast.second_deputy, cast.second_team_inspector, title="Interview with FCA 13")
    with clock.moved_to(ON_SITE_AT):
        address = page("entry_edit", inspection, entry.pk)
        assert as_(cast.deputy).get(address).status_code == 404
        assert as_(cast.deputy).post(address, unopened() | typed(change)).status_code == 404
        assert as_(cast.deputy).get(page("entry_detail", inspection, entry.pk)).status_code == 200
        assert DiaryEntry.objects.get(pk=entry.pk).title == "Interview with FCA 12"
        assert send(as_(cast.lead), address, **typed(change)).status_code == 302
    assert DiaryEntry.objects.get(pk=entry.pk).title == "Interview with FCA 13"
    own = add(inspection, cast.team_inspector, day=stages.WED, by=cast.lead)
    with clock.moved_to(clock.at(stages.WED, 18)):
        told = {"happened": "no", "reason": "Practitioner ill", "starts": "", "ends": ""}
        assert send(as_(cast.team_inspector), page("entry_record", inspection, own.pk), **told).status_code == 302
        own.refresh_from_db()
        assert (own.status, own.outcome_reason) == ("did_not_happen", "Practitioner ill")
        assert as_(cast.link_person).get(page("entry_create", inspection)).status_code == 404


@pytest.mark.rule("SITE-11", part="a deputy plans for nobody else")
def test_a_deputy_adds_and_moves_for_their_own_pair_only(cast, as_, inspection):
    other = wanted(inspection, cast.second_deputy)
    with clock.moved_to(ON_SITE_AT):
        response = send(as_(cast.deputy), page("entry_create", inspection), **typed(other))
        assert "own pair" in errors(response)["who"][0]
        own = add(inspection, cast.deputy, cast.team_inspector, by=cast.deputy)
        with pytest.raises(Invalid, match="own pair"):
            actions.change_entry(own, other, version=own.version, by=cast.deputy)
    add_for_b = add(inspection, cast.second_deputy, by=cast.lead)
    with pytest.raises(Http404):
        actions.withdraw_entry(add_for_b, reason="x", version=None, by=cast.deputy)


@pytest.mark.rule("SITE-11", part="everybody records what happened on their own")
def test_a_team_inspector_records_that_their_own_interview_did_not_happen(cast, as_, inspection):
    own = add(inspection, cast.deputy, cast.team_inspector, by=cast.lead)
    other = add(inspection, cast.second_deputy, by=cast.lead)
    with clock.moved_to(TUESDAY_EVENING):
        client = as_(cast.team_inspector)
        assert client.get(page("entry_edit", inspection, own.pk)).status_code == 403
        told = {"happened": "no", "reason": "Practitioner ill", "starts": "", "ends": ""}
        missing = send(client, page("entry_record", inspection, own.pk), **told | {"reason": ""})
        assert errors(missing) == {"reason": ["Say why it did not happen."]}
        assert send(client, page("entry_record", inspection, own.pk), **told).status_code == 302
        assert client.get(page("entry_record", inspection, other.pk)).status_code == 403
    stored = DiaryEntry.objects.get(pk=own.pk)
    assert (stored.status, stored.outcome_reason) == ("did_not_happen", "Practitioner ill")
    assert stored.recorded_by == cast.team_inspector


@pytest.mark.rule("SITE-11", part="the actual time, place and with whom")
def test_what_really_happened_is_kept_beside_the_plan(cast, inspection):
    entry = add(inspection, cast.team_inspector, by=cast.lead)
    outcome = Outcome(True, time(10, 20), time(11, 5), "By telephone", "Service manager")
    with clock.moved_to(ON_SITE_AT), pytest.raises(Invalid, match="has not come yet"):
        actions.record_outcome(entry, outcome, version=1, by=cast.team_inspector)
    with clock.moved_to(TUESDAY_EVENING):
        actions.record_outcome(entry, outcome, version=1, by=cast.team_inspector)
    stored = DiaryEntry.objects.get(pk=entry.pk)
    assert (stored.starts, stored.actual_starts, stored.actual_ends) == (time(10), time(10, 20), time(11, 5))
    assert (stored.actual_place, stored.actual_with, stored.status) == ("By telephone", "Service manager", "held")


@pytest.mark.rule("TEAM-06")
@pytest.mark.rule("SITE-11", part="shadows cannot edit")
def test_a_shadow_is_never_alone_and_edits_nothing(cast, as_, inspection):
    alone = wanted(inspection, cast.shadow, kind="visit", site="A1")
    with clock.moved_to(ON_SITE_AT):
        response = send(as_(cast.lead), page("entry_create", inspection), **typed(alone))
        assert response.status_code == 400
        assert "does nothing alone" in errors(response)["who"][0]
        assert not DiaryEntry.objects.exists()
        entry = add(inspection, cast.team_inspector, cast.shadow, kind="visit", site="A1", by=cast.lead)
        client = as_(cast.shadow)
        for name in ("entry_edit", "entry_move", "entry_withdraw", "entry_record", "arrival_create"):
            address = page(name, inspection, entry.pk)
            assert client.get(address).status_code == 403, name
            assert client.post(address, unopened() | typed(alone)).status_code == 403, name
        assert client.post(page("entry_create", inspection), unopened() | typed(alone)).status_code == 403
        assert client.post(page("note_create", inspection), unopened() | {"text": "Seen."}).status_code == 403
    assert not inspection.documents.exists()


def test_an_entry_of_several_pairs_is_changed_by_the_lead_alone(cast, as_, inspection):
    entry = add(inspection, cast.deputy, cast.second_deputy, kind="team_meeting", by=cast.lead)
    with clock.moved_to(ON_SITE_AT):
        refused = as_(cast.deputy).get(page("entry_edit", inspection, entry.pk))
        assert refused.status_code == 403
        assert "only the lead" in refused.content.decode()
        assert as_(cast.lead).get(page("entry_edit", inspection, entry.pk)).status_code == 200


def test_another_inspections_entry_is_not_there(cast, as_, inspection):
    from tests.inspections.stages import plan

    other = plan(cast, title="Other", lead=cast.other_lead)
    entry = add(inspection, cast.team_inspector, by=cast.lead)
    with clock.moved_to(ON_SITE_AT):
        for name in ("entry_detail", "entry_edit", "entry_move", "entry_record", "entry_withdraw", "arrival_create"):
            assert as_(cast.other_lead).get(page(name, other, entry.pk)).status_code == 404


def test_who_left_is_down_for_nothing_to_come(cast, as_, inspection):
    entry = add(inspection, cast.second_team_inspector, by=cast.lead)
    with clock.moved_to(ON_SITE_AT):
        seat = stages.member(inspection, cast.second_team_inspector)
        inspecting.end_role(seat, reason="Fell ill.", by=cast.lead)
        shown = as_(cast.lead).get(page("diary", inspection) + "?week=2024-02-05").content.decode()
        assert "Nobody is down for these" in shown
        assert "Nobody is down for this." in shown
        detail = as_(cast.lead).get(page("entry_detail", inspection, entry.pk)).content.decode()
        assert "no longer on the team" in detail


def test_after_fieldwork_the_diary_is_read_and_recorded_only(cast, as_, inspection):
    from tests.inspections.stages import ENDED_AT, FIELDWORK_ENDED_ON, nobody_met

    entry = add(inspection, cast.team_inspector, by=cast.lead)
    with clock.moved_to(ENDED_AT):
        nobody_met(inspection, cast.lead)
        inspecting.end_fieldwork(inspection, last_day=FIELDWORK_ENDED_ON, by=cast.lead)
        assert as_(cast.lead).get(page("entry_create", inspection)).status_code == 403
        assert as_(cast.lead).get(page("entry_edit", inspection, entry.pk)).status_code == 403
        assert as_(cast.team_inspector).get(page("entry_record", inspection, entry.pk)).status_code == 200
        assert "Add an entry" not in as_(cast.lead).get(page("diary", inspection)).content.decode()


def test_taking_out_needs_a_reason_and_keeps_every_version(cast, as_, inspection):
    entry = add(inspection, cast.team_inspector, by=cast.lead)
    with pytest.raises(NotAllowed, match="Give a reason"):
        actions.withdraw_entry(entry, reason=" ", version=1, by=cast.lead)
    with clock.moved_to(ON_SITE_AT):
        assert (
            send(as_(cast.lead), page("entry_withdraw", inspection, entry.pk), reason="Not needed").status_code == 302
        )
        shown = as_(cast.lead).get(page("diary", inspection) + "?week=2024-02-05").content.decode()
        assert "Interview with FCA 12" not in shown
        kept = as_(cast.lead).get(page("entry_detail", inspection, entry.pk)).content.decode()
        assert "Taken out" in kept
        assert "Not needed" in kept


def test_what_the_week_is_narrowed_to_stays_from_week_to_week(cast, as_, inspection):
    member = inspection.members.get(person=cast.deputy)
    with clock.moved_to(ON_SITE_AT):
        asked = f"?week=2024-02-05&person={member.pk}"
        shown = as_(cast.lead).get(page("diary", inspection) + asked).content.decode()
    assert f"?week=2024-02-12&amp;person={member.pk}" in shown
    assert f"day=2024-02-07&amp;person={member.pk}" in shown


def acts(inspection, ill, well, by):
    with clock.moved_to(clock.at(stages.WED, 7, 30)):
        away, member = stages.member(inspection, ill), stages.member(inspection, well)
        inspecting.let_act(away, member, first_day=stages.WED, reason="Ill.", by=by)


def test_whoever_acts_for_the_lead_plans_the_whole_diary_on_that_day(cast, as_, inspection):
    entry = add(inspection, cast.second_deputy, day=stages.THU, by=cast.lead)
    who = stages.members(inspection, cast.second_deputy)
    acts(inspection, cast.lead, cast.deputy, cast.scheduler)
    with clock.moved_to(clock.at(stages.WED, 9)):
        client = as_(cast.deputy)
        assert client.get(page("entry_edit", inspection, entry.pk)).status_code == 200
        week = client.get(page("diary", inspection) + "?week=2024-02-05").content.decode()
        assert f'data-moving="{entry.pk} ' in week
        moved = actions.move_entry(entry, Place(stages.THU, time(14), who), version=1, by=cast.deputy)
        found = matches(inspection, Pasted("8 Feb 10:00, FCA 12, B1"), cast.deputy)
        assert found[0].pair == inspection.pairs.get(name="Pair B").pk
        add(inspection, cast.second_deputy, day=stages.FRI, by=cast.lead)
    with clock.moved_to(clock.at(stages.THU, 9)), pytest.raises(Http404):
        actions.move_entry(moved, Place(stages.FRI, time(14), who), version=2, by=cast.deputy)


def test_whoever_acts_for_a_deputy_plans_for_that_pair_and_no_other(cast, as_, inspection):
    theirs = add(inspection, cast.deputy, day=stages.THU, by=cast.lead)
    other = add(inspection, cast.second_deputy, day=stages.THU, by=cast.lead)
    acts(inspection, cast.deputy, cast.second_team_inspector, cast.scheduler)
    with clock.moved_to(clock.at(stages.WED, 9)):
        to = Place(stages.THU, time(14), stages.members(inspection, cast.deputy))
        assert actions.move_entry(theirs, to, version=1, by=cast.second_team_inspector).starts == time(14)
        # They sit in Pair B, which they do not lead.
        with pytest.raises(Http404):
            actions.withdraw_entry(other, reason="x", version=None, by=cast.second_team_inspector)
        with pytest.raises(Invalid, match="own pair"):
            actions.add_entry(inspection, wanted(inspection, cast.second_deputy), by=cast.second_team_inspector)
