"""Who may be on a team, in which role, and what ending a role does at once."""

import re

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Event, Post
from accounts.refusals import Invalid, NotAllowed
from framework.versions import version
from inspections import actions
from inspections.models import Inspection, PairMember, TeamMember
from inspections.queries import is_on_team, people_with_role
from inspections.roles import paired, roles_on
from tests.cast import Cast, Member, make_person
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db


def inspector(number: int):  # type: ignore[no-untyped-def]
    return make_person(Member(f"Inspector {number} Example", grade="hmi"), f"inspector_{number}")


def full_team(cast: Cast) -> Inspection:
    """A lead and as many team inspectors as are usual."""
    inspection = stages.plan(cast)
    usual = version(inspection.framework_version).team_limits["inspection"].team_inspectors_max
    assert usual == 10
    for number in range(usual):
        stages.join(cast, inspection, inspector(number), "deputy" if number < 5 else "team")
    return inspection


@pytest.mark.rule("TEAM-01")
def test_an_11th_team_inspector_needs_the_schedulers_reason(cast: Cast):
    inspection = full_team(cast)
    eleventh = inspector(11)
    with pytest.raises(Invalid, match="10 inspectors besides the lead already: give a reason"):
        stages.join(cast, inspection, eleventh, "team")
    with clock.moved_to(stages.PLANNED_AT), pytest.raises(Invalid, match="Only the scheduler"):
        actions.add_member(inspection, eleventh, "team", reason="Wales too", by=cast.lead)
    assert not is_on_team(inspection, eleventh)
    member = stages.join(cast, inspection, eleventh, "team", reason="Two sites more")
    event = Event.objects.get(object_label="inspections.TeamMember", object_id=str(member.pk))
    assert (event.verb, event.reason.text, event.person_name) == (
        "added to team",
        "Two sites more",
        cast.scheduler.name,
    )


@pytest.mark.rule("TEAM-01")
def test_shadow_analyst_and_qa_manager_are_not_counted(cast: Cast):
    inspection = full_team(cast)
    stages.join(cast, inspection, cast.shadow, "shadow", purpose="training_development")
    stages.join(cast, inspection, cast.analyst, "analyst")
    stages.join(cast, inspection, cast.qa_manager, "qa_manager")
    assert inspection.members.count() == 14


@pytest.mark.rule("TEAM-01")
def test_a_second_lead_is_always_refused(cast: Cast):
    inspection = stages.plan(cast)
    with pytest.raises(Invalid, match="Hand over the lead instead"):
        stages.join(cast, inspection, cast.other_lead, "lead", reason="Two are better")
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMember.objects.create(inspection=inspection, person=cast.other_lead, role="lead")


@pytest.mark.rule("TEAM-01", part="there is always one lead: it is handed over in one act and never just ended")
def test_the_lead_is_handed_over_in_one_act(cast: Cast):
    inspection = stages.planned(cast)
    lead = inspection.members.get(role="lead")
    with pytest.raises(NotAllowed, match="Hand over the lead"):
        actions.end_role(lead, reason="Ill", by=cast.scheduler)
    with clock.moved_to(stages.ON_SITE_AT):
        actions.hand_over_lead(inspection, cast.deputy, reason="Ill", stays_as="team", by=cast.lead)
        assert people_with_role(inspection, "lead").get() == cast.deputy
        assert roles_on(cast.lead, inspection) >= {Role.TEAM}
        assert Role.LEAD not in roles_on(cast.lead, inspection)
        assert Role.DEPUTY not in roles_on(cast.deputy, inspection)
        with pytest.raises(NotAllowed):
            actions.add_member(inspection, cast.other_lead, "team", by=cast.lead)


@pytest.mark.rule("FV-03", part="a visit of more than six inspectors with the lead needs a reason")
def test_a_visit_has_six_inspectors_unless_there_is_a_reason(cast: Cast):
    visit = stages.plan(cast, kind="focused_visit", week=stages.date(2024, 6, 10))
    for number in range(5):
        stages.join(cast, visit, inspector(number), "team")
    with pytest.raises(Invalid, match="usually has 6 inspectors with the lead"):
        stages.join(cast, visit, inspector(6), "team")
    stages.join(cast, visit, inspector(7), "team", reason="Three sites")


@pytest.mark.rule("TEAM-05")
def test_a_shadow_has_one_of_two_purposes_and_no_place_in_the_limit(cast: Cast):
    inspection = full_team(cast)
    for purpose in ("", "curiosity"):
        with pytest.raises(Invalid, match="what the shadowing is for"):
            stages.join(cast, inspection, cast.shadow, "shadow", purpose=purpose)
    stages.join(cast, inspection, cast.shadow, "shadow", purpose="training_development")
    with pytest.raises(Invalid, match="Somebody is shadowing already"):
        stages.join(cast, inspection, cast.removed, "shadow", purpose="evaluate_framework_method")
    stages.join(cast, inspection, cast.removed, "shadow", purpose="evaluate_framework_method", reason="New method")


@pytest.mark.rule("TEAM-05", part="a shadow reads while paired, and no longer once the inspector followed has left")
def test_a_shadow_loses_sight_when_the_inspector_leaves(cast: Cast):
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        assert paired(cast.shadow, inspection)
        followed = inspection.members.get(person=cast.team_inspector)
        actions.end_role(followed, reason="Called away", by=cast.lead)
        assert not paired(cast.shadow, inspection)
        shadow = inspection.members.get(role="shadow")
        with pytest.raises(Invalid, match="not an inspector of this team"):
            actions.pair_shadow(shadow, paired_with=cast.team_inspector, by=cast.lead)
        actions.pair_shadow(shadow, paired_with=cast.deputy, by=cast.lead)
        assert paired(cast.shadow, inspection)


@pytest.mark.rule("QA-03")
def test_the_qa_manager_is_a_senior_hmi(cast: Cast):
    inspection = stages.plan(cast)
    for person in (cast.team_inspector, cast.analyst):
        with pytest.raises(Invalid, match="not a Senior HMI"):
            stages.join(cast, inspection, person, "qa_manager")
    stages.join(cast, inspection, cast.qa_manager, "qa_manager")


@pytest.mark.rule("QA-03")
@pytest.mark.parametrize("role", ["deputy", "team", "shadow", "analyst"])
def test_who_is_or_was_of_the_team_is_never_its_qa_manager(cast: Cast, role: str):
    inspection = stages.plan(cast)
    member = stages.join(cast, inspection, cast.moderator, role, purpose="training_development")
    with pytest.raises(Invalid):
        stages.join(cast, inspection, cast.moderator, "qa_manager")
    with clock.moved_to(stages.CALLED_AT):
        actions.end_role(member, reason="Wrong", by=cast.scheduler)
        with pytest.raises(Invalid, match="is or was on the team"):
            actions.add_member(inspection, cast.moderator, "qa_manager", by=cast.scheduler)
    with pytest.raises(DatabaseError, match="QA-03"), transaction.atomic():
        TeamMember.objects.create(inspection=inspection, person=cast.moderator, role="qa_manager")


@pytest.mark.rule("QA-03")
def test_who_was_qa_manager_never_joins_the_team(cast: Cast):
    inspection = stages.plan(cast)
    stages.join(cast, inspection, cast.qa_manager, "qa_manager")
    stages.join(cast, inspection, cast.moderator, "qa_manager", reason="On leave")
    with clock.moved_to(stages.CALLED_AT):
        assert people_with_role(inspection, "qa_manager").get() == cast.moderator
        with pytest.raises(Invalid, match="is or was the quality assurance manager"):
            actions.add_member(inspection, cast.qa_manager, "team", by=cast.scheduler)
    with pytest.raises(DatabaseError, match="QA-03"), transaction.atomic():
        TeamMember.objects.create(inspection=inspection, person=cast.qa_manager, role="team")


@pytest.mark.rule("QA-03", part="after the call there is always one")
def test_the_qa_manager_is_replaced_and_not_just_ended_after_the_call(cast: Cast):
    inspection = stages.announced(cast)
    held = inspection.members.get(role="qa_manager")
    with clock.moved_to(stages.ON_SITE_AT):
        with pytest.raises(NotAllowed, match="always a quality assurance manager"):
            actions.end_role(held, reason="Left", by=cast.lead)
        with pytest.raises(Invalid, match="give a reason for the change"):
            actions.add_member(inspection, cast.moderator, "qa_manager", by=cast.lead)
        actions.add_member(inspection, cast.moderator, "qa_manager", reason="Left", by=cast.lead)
        assert people_with_role(inspection, "qa_manager").get() == cast.moderator


@pytest.mark.rule("QA-03", part="the team's page leads to what replaces the QA manager after the call")
@pytest.mark.parametrize("called", [False, True])
def test_the_teams_page_ends_or_replaces_the_qa_manager(cast: Cast, as_, called: bool):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast) if called else stages.planned(cast)
    held = inspection.members.get(role="qa_manager")
    ends = reverse("member_end", args=[inspection.ref, held.pk])
    replaces = f"{reverse('member_create', args=[inspection.ref])}?role=qa_manager"
    with clock.moved_to(stages.ON_SITE_AT if called else stages.PLANNED_AT):
        page = as_(cast.lead).get(reverse("team", args=[inspection.ref])).content.decode()
        assert (ends in page, replaces in page) == (not called, called)
        form = as_(cast.lead).get(replaces).content.decode()
    asked = re.search(r'<input[^>]*value="qa_manager"[^>]*>', form)
    assert asked
    assert "checked" in asked[0]


def test_who_decides_later_takes_no_part(cast: Cast):
    inspection = stages.plan(cast)
    for person in (cast.director, cast.complaint_handler):
        with pytest.raises(Invalid, match="takes no part in an inspection"):
            stages.join(cast, inspection, person, "analyst")


@pytest.mark.parametrize("name", ["chief_executive", "suspended"])
def test_only_people_at_ofsted_who_are_not_suspended_join(cast: Cast, name: str):
    with pytest.raises(Invalid, match="at Ofsted who is not suspended"):
        stages.join(cast, stages.plan(cast), getattr(cast, name), "team")


def test_somebody_who_is_no_inspector_cannot_inspect(cast: Cast):
    with pytest.raises(Invalid, match="is not an inspector"):
        stages.join(cast, stages.plan(cast), cast.stranger, "team")


def test_ending_a_role_closes_the_inspection_at_the_next_request(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    url = reverse("inspection_detail", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        removed = as_(cast.team_inspector)
        assert removed.get(url).status_code == 200
        member = inspection.members.get(person=cast.team_inspector)
        assert send(as_(cast.lead), reverse("member_end", args=[inspection.ref, member.pk])).status_code == 400
        ended = send(as_(cast.lead), reverse("member_end", args=[inspection.ref, member.pk]), reason="Called away")
        assert ended.status_code == 302
        assert removed.get(url).status_code == 404
        assert not PairMember.objects.filter(member=member).exists()
        assert inspection.pairs.get().confirmed_at is None


def test_a_role_of_another_inspection_cannot_be_ended_through_this_one(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection, other = stages.planned(cast), stages.plan(cast, title="Other", lead=cast.other_lead)
    foreign = other.members.get()
    response = as_(cast.lead).post(reverse("member_end", args=[inspection.ref, foreign.pk]), {"reason": "x"})
    assert response.status_code in (400, 404)
    assert TeamMember.objects.get(pk=foreign.pk).until is None


def test_the_form_says_beside_the_field_what_is_wrong(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url = reverse("member_create", args=[inspection.ref])
    refused = send(as_(cast.lead), url, role="qa_manager", person=cast.second_deputy.pk)
    assert refused.status_code == 400
    assert "not a Senior HMI" in errors(refused)["person"][0]
    unknown = send(as_(cast.lead), url, role="king", person="999999", paired_with="x")
    assert set(errors(unknown)) == {"role", "person", "paired_with"}


def test_a_member_added_twice_by_one_form_is_added_once(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url, client = reverse("member_create", args=[inspection.ref]), as_(cast.lead)
    form = client.get(url).context["form"]
    data = {"op": form["op"].value(), "version": "", "role": "team", "person": cast.third_team_inspector.pk}
    assert client.post(url, data).url == client.post(url, data).url
    assert inspection.members.filter(person=cast.third_team_inspector).count() == 1


def test_whoever_joins_is_named_with_their_role(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url, client = reverse("member_create", args=[inspection.ref]), as_(cast.lead)
    sent = send(client, url, role="team", person=cast.third_team_inspector.pk)
    page = client.get(sent["Location"]).content.decode()
    assert f"{cast.third_team_inspector.name} is now team inspector." in page


def test_a_post_held_by_nobody_stays_out_of_the_way(cast: Cast):
    ended = Post.objects.create(
        person=cast.moderator, post=Role.DIRECTOR, since=stages.PLANNED_AT, until=stages.PLANNED_AT
    )
    assert ended.until is not None
    assert stages.join(cast, stages.plan(cast), cast.moderator, "qa_manager").role == Role.QA_MANAGER
