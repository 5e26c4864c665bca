"""Needs and proposals: noted, decided the same day or pointed out; Cafcass proposes and sees its own view."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from fieldwork import actions
from fieldwork.actions.proposals import Need
from fieldwork.due import due
from fieldwork.models import DiaryEntry, Proposal
from fieldwork.queries.proposals import waiting
from tests.fieldwork import stages
from tests.fieldwork.stages import TUE, WED, add, typed, wanted
from tests.inspections import stages as inspections
from tests.inspections.forms import errors, send, unopened
from tests.inspections.stages import ON_SITE_AT

pytestmark = pytest.mark.django_db
MORNING, EVENING = clock.at(TUE, 10), clock.at(TUE, 18)
PROPOSED = {"need": "Group of advisers", "day_day": "7", "day_month": "2", "day_year": "2024"}
PROPOSED |= {"starts": "10:00", "ends": "11:00", "with_whom": "Four advisers"}


@pytest.fixture
def inspection(cast):
    return stages.teamed(cast)


def diary_of(as_, person, inspection):
    return as_(person).get(reverse("diary", args=[inspection.ref])).content.decode()


@pytest.mark.rule("SITE-09")
def test_a_need_not_decided_by_six_is_pointed_out_to_the_lead(cast, as_, inspection):
    with clock.moved_to(MORNING):
        actions.note_need(inspection, Need("Talk to the guardian of PR-104"), by=cast.team_inspector)
    with clock.moved_to(EVENING - timedelta(minutes=1)):
        page = diary_of(as_, cast.lead, inspection)
        assert "Talk to the guardian of PR-104" in page
        assert "waiting for 7 hours 59 minutes" in page
        assert "Not decided the same day" not in page
    with clock.moved_to(EVENING):
        assert "Not decided the same day" in diary_of(as_, cast.lead, inspection)
        (owed,) = (each for each in due(TUE) if each.key.startswith("proposal-"))
    assert (owed.person, owed.day, owed.inspection) == (cast.lead, TUE, inspection.ref)
    assert "PR-104" not in owed.title


def test_what_is_noted_in_the_evening_has_until_midnight(cast, inspection):
    with clock.moved_to(clock.at(TUE, 19)):
        actions.note_need(inspection, Need("Ring the judge's office"), by=cast.deputy)
        assert not waiting(inspection)[0].late
    with clock.moved_to(clock.at(WED, 0, 1)):
        assert waiting(inspection)[0].late


@pytest.mark.rule("SITE-11", part="Cafcass only proposes, and what is accepted becomes an entry")
def test_cafcass_proposes_and_the_lead_accepts(cast, as_, inspection):
    with clock.moved_to(ON_SITE_AT):
        address = reverse("cafcass_proposal_create", args=[inspection.ref])
        assert send(as_(cast.link_person), address, **PROPOSED).status_code == 302
        assert not DiaryEntry.objects.exists()
        for name in ("diary", "entry_create", "diary_log", "interview_match", "diary_flags"):
            assert as_(cast.link_person).get(reverse(name, args=[inspection.ref])).status_code == 404
        proposal = Proposal.objects.get()
        decide = reverse("proposal_decide", args=[inspection.ref, proposal.pk])
        assert as_(cast.deputy).get(decide).status_code == 403
        entry = wanted(inspection, cast.deputy, cast.team_inspector, title="Advisers, see line 3", day=WED)
        assert send(as_(cast.lead), decide, **typed(entry, cafcass_title="Group of advisers")).status_code == 302
        view = as_(cast.link_person).get(reverse("cafcass_diary", args=[inspection.ref])).content.decode()
    proposal.refresh_from_db()
    assert proposal.entry == DiaryEntry.objects.get()
    assert (proposal.outcome, proposal.decided_by) == ("accepted", cast.lead)
    assert "Accepted" in view
    assert "Interview: Group of advisers" in view
    assert cast.deputy.name in view
    assert "line 3" not in view


def test_a_declined_proposal_gives_cafcass_the_reason(cast, as_, inspection):
    with clock.moved_to(ON_SITE_AT):
        need = Need("Group of advisers", day=WED, starts=time(10), ends=time(11))
        proposal = actions.propose_time(inspection, need, by=cast.link_person)
        address = reverse("proposal_decline", args=[inspection.ref, proposal.pk])
        assert "reason" in errors(send(as_(cast.lead), address, reason=""))
        assert send(as_(cast.lead), address, reason="The pair is elsewhere then").status_code == 302
        view = as_(cast.chief_executive).get(reverse("cafcass_diary", args=[inspection.ref])).content.decode()
        assert "The pair is elsewhere then" in view
        with pytest.raises(NotAllowed, match="decided already"):
            actions.decline_proposal(proposal, reason="again", by=cast.lead)


def test_a_proposal_outside_the_days_or_at_a_foreign_site_is_refused(cast, as_, inspection):
    with clock.moved_to(ON_SITE_AT):
        address = reverse("cafcass_proposal_create", args=[inspection.ref])
        client = as_(cast.link_person)
        assert "day" in errors(send(client, address, **PROPOSED | {"day_month": "5"}))
        assert "ends" in errors(send(client, address, **PROPOSED | {"ends": "09:00"}))
        assert {"day", "starts", "ends"} <= set(errors(send(client, address, need="Some time")))
        with pytest.raises(Invalid, match="day and the time"):
            actions.propose_time(inspection, Need("x"), by=cast.link_person)
    assert not Proposal.objects.exists()


def test_before_the_call_cafcass_sees_and_proposes_nothing(cast, as_):
    planned = inspections.planned(cast)
    with clock.moved_to(inspections.PLANNED_AT):
        for name in ("cafcass_diary", "cafcass_proposal_create"):
            address = reverse(name, args=[planned.ref])
            assert as_(cast.link_person).get(address).status_code == 404
            assert as_(cast.link_person).post(address, unopened() | PROPOSED).status_code == 404
        need = Need("x", day=TUE, starts=time(10), ends=time(11))
        with pytest.raises(NotAllowed):
            actions.propose_time(planned, need, by=cast.link_person)


def test_what_the_team_notes_or_does_alone_never_reaches_cafcass(cast, as_, inspection):
    add(inspection, cast.deputy, title="Ask again about PR-104", linked="PR-104", notes="Doubtful", by=cast.lead)
    add(inspection, cast.deputy, kind="recording", title="Write it up", at="16:00-17:00", by=cast.lead)
    with clock.moved_to(ON_SITE_AT):
        actions.note_need(inspection, Need("See the file of PR-104 again"), by=cast.deputy)
        view = as_(cast.link_person).get(reverse("cafcass_diary", args=[inspection.ref])).content.decode()
    assert "Interview" in view
    for word in ("PR-104", "Doubtful", "Write it up", "record and reflect"):
        assert word not in view


def test_the_shadow_notes_nothing(cast, as_, inspection):
    with clock.moved_to(ON_SITE_AT):
        assert as_(cast.shadow).get(reverse("proposal_create", args=[inspection.ref])).status_code == 404
        assert (
            send(as_(cast.team_inspector), reverse("proposal_create", args=[inspection.ref]), need="x").status_code
            == 302
        )


def test_what_is_not_recorded_is_owed_by_who_took_part(cast, inspection):
    entry = add(inspection, cast.team_inspector, by=cast.lead)
    with clock.moved_to(clock.at(WED, 9)):
        (owed,) = due(WED)
        assert (owed.key, owed.person, owed.day) == (f"diary-entry-{entry.pk}", cast.team_inspector, TUE)
        assert "FCA" not in owed.title
        assert not list(due(date(2024, 2, 6)))
