"""Somebody acts for a day; somebody takes another's place; a shadow records nothing (TEAM-06)."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.capture import append
from evidence.models import Document
from files.models import OutgoingMail
from govuk.forms import date_data
from inspections import actions, replacing
from inspections.models import ActingRole
from inspections.roles import roles_on
from inspections.rules.team import COUNTED, INSPECTORS
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import send, unopened

pytestmark = pytest.mark.django_db
WEDNESDAY = clock.at(date(2024, 2, 7), 7, 30)
EVENING = clock.at(date(2024, 2, 7), 23, 50)
THURSDAY = clock.at(date(2024, 2, 8), 0, 1)


def test_the_lead_is_ill_on_wednesday(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    members = {member.person_id: member for member in inspection.members.all()}
    with clock.moved_to(WEDNESDAY):
        sent = send(
            as_(cast.scheduler), reverse("acting_create", args=[inspection.ref]), reason="Ill",
            instead_of=members[cast.lead.pk].pk, member=members[cast.deputy.pk].pk,
            **date_data("first_day", date(2024, 2, 7)),
        )  # fmt: skip
        assert sent.status_code == 302
        assert {Role.LEAD, Role.DEPUTY} <= roles_on(cast.deputy, inspection)
        assert Role.LEAD in roles_on(cast.lead, inspection)
        page = as_(cast.team_inspector).get(reverse("note_list", args=[inspection.ref])).content.decode()
        assert f"{cast.deputy} acts as lead today." in page
        assert as_(cast.deputy).get(reverse("member_create", args=[inspection.ref])).status_code == 200
    with clock.moved_to(EVENING):
        assert Role.LEAD in roles_on(cast.deputy, inspection)
    with clock.moved_to(THURSDAY):
        assert Role.LEAD not in roles_on(cast.deputy, inspection)
        assert as_(cast.deputy).get(reverse("member_create", args=[inspection.ref])).status_code == 403
    assert ActingRole.objects.get().reason == "Ill"


def test_whoever_leaves_the_team_acts_no_longer(cast: Cast):
    inspection = stages.announced(cast)
    lead, deputy = inspection.members.get(role="lead"), inspection.members.get(person=cast.deputy)
    with clock.moved_to(WEDNESDAY):
        actions.let_act(lead, deputy, first_day=clock.today(), reason="Ill", by=cast.scheduler)
        actions.end_role(deputy, reason="Ill too", by=cast.scheduler)
        assert Role.LEAD not in roles_on(cast.deputy, inspection)


@pytest.mark.parametrize("who", ["shadow", "analyst", "qa_manager"])
def test_only_an_inspector_of_the_team_acts(cast: Cast, who: str):
    inspection = stages.announced(cast)
    lead, other = inspection.members.get(role="lead"), inspection.members.get(person=getattr(cast, who))
    with clock.moved_to(WEDNESDAY), pytest.raises(Invalid, match="another inspector of this team"):
        actions.let_act(lead, other, first_day=clock.today(), reason="Ill", by=cast.scheduler)


def test_two_do_not_act_for_one_on_the_same_day_nor_for_long(cast: Cast):
    inspection = stages.announced(cast)
    lead, deputy = inspection.members.get(role="lead"), inspection.members.get(person=cast.deputy)
    other = inspection.members.get(person=cast.team_inspector)
    with clock.moved_to(WEDNESDAY):
        with pytest.raises(Invalid, match="hand the role over"):
            actions.let_act(
                lead, deputy, first_day=clock.today(), last_day=date(2024, 2, 19), reason="Ill", by=cast.scheduler
            )
        actions.let_act(lead, deputy, first_day=clock.today(), reason="Ill", by=cast.scheduler)
        with pytest.raises(Invalid, match="on these days already"):
            actions.let_act(lead, other, first_day=clock.today(), reason="Ill", by=cast.scheduler)


def test_somebody_replaced_loses_access_at_once_and_what_they_wrote_stays(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    told: list[tuple[str, str]] = []
    hook = replacing.on_replacement(lambda old, new, by: told.append((old.person.name, new.person.name)))
    try:
        with clock.moved_to(WEDNESDAY):
            note = append(inspection, kind="note", op=uuid4(), by=cast.team_inspector, parts={"text": "Seen."})
            member = inspection.members.get(person=cast.team_inspector)
            cast.third_team_inspector  # noqa: B018
            url = reverse("member_replace", args=[inspection.ref, member.pk])
            given = {"person": cast.third_team_inspector.pk, "reason": "Called away"}
            assert send(as_(cast.lead), url, **given).status_code == 302
            assert as_(cast.team_inspector).get(reverse("note_list", args=[inspection.ref])).status_code == 404
            assert as_(cast.third_team_inspector).get(reverse("note_list", args=[inspection.ref])).status_code == 200
    finally:
        replacing.HOOKS.remove(hook)
    pair = inspection.pairs.get()
    assert {seat.member.person for seat in pair.seats.all()} == {cast.deputy, cast.third_team_inspector}
    assert pair.confirmed_at
    assert inspection.members.get(role="shadow").paired_with == cast.third_team_inspector
    assert Document.objects.get(pk=note.document_id).owner == cast.team_inspector
    assert told == [(cast.team_inspector.name, cast.third_team_inspector.name)]


@pytest.mark.rule("TEAM-06")
def test_a_shadow_reads_and_records_nothing(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        for kind in ("note", "individual_summary", "shared_summary"):
            url = reverse(f"{kind}_create", args=[inspection.ref])
            assert as_(cast.shadow).post(url, unopened() | {"text": "I saw.", "statement": "x"}).status_code == 403
            with pytest.raises(NotAllowed):
                append(inspection, kind=kind, op=uuid4(), by=cast.shadow, parts={"text": "I saw."})
        assert as_(cast.shadow).get(reverse("note_list", args=[inspection.ref])).status_code == 200
    assert not Document.objects.exists()


@pytest.mark.rule("TEAM-06", part="a shadow never counts as an inspector of the team or of a pair")
def test_a_shadow_never_counts_as_an_inspector(cast: Cast):
    inspection = stages.announced(cast)
    assert Role.SHADOW not in INSPECTORS | COUNTED
    from inspections.actions.pairs import Arrangement

    shadow = inspection.members.get(role="shadow")
    with clock.moved_to(WEDNESDAY), pytest.raises(Invalid, match="not an inspector of this team"):
        actions.make_pair(inspection, Arrangement("Pair S", [shadow], reason="x"), by=cast.lead)


def let(cast: Cast, inspection, first: date, last: date | None = None):  # type: ignore[no-untyped-def]
    away, member = (inspection.members.get(person=each) for each in (cast.lead, cast.deputy))
    return actions.let_act(away, member, first_day=first, last_day=last, reason="Ill.", by=cast.scheduler)


def test_the_team_page_names_who_acts_on_days_to_come_and_ends_it_before_its_time(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    page = reverse("team", args=[inspection.ref])
    with clock.moved_to(WEDNESDAY):
        acting = let(cast, inspection, date(2024, 2, 8), date(2024, 2, 9))
        shown = as_(cast.team_inspector).get(page).content.decode()
        assert (
            f"{cast.deputy} acts as lead inspector for {cast.lead}, Thursday 8 February 2024 to Friday 9 February 2024."
            in shown
        )
        end = reverse("acting_end", args=[inspection.ref, acting.pk])
        assert end not in shown
        assert as_(cast.team_inspector).get(end).status_code == 403
        other = stages.plan(cast, title="Other", lead=cast.other_lead)
        assert as_(cast.other_lead).get(reverse("acting_end", args=[other.ref, acting.pk])).status_code == 404
    with clock.moved_to(THURSDAY):
        assert Role.LEAD in roles_on(cast.deputy, inspection)
        assert send(as_(cast.lead), end, reason="Well again.").status_code == 302
        assert Role.LEAD not in roles_on(cast.deputy, inspection)
        assert "acts as lead" not in as_(cast.lead).get(page).content.decode()
        # The same days can be given to somebody else now, and what has ended stays so.
        let(cast, inspection, date(2024, 2, 8))
        with pytest.raises(NotAllowed, match="ended already"):
            actions.end_acting(acting, reason="Again.", by=cast.lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        ActingRole.objects.filter(pk=acting.pk).update(ended_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        ActingRole.objects.exclude(pk=acting.pk).update(ended_at=clock.now(), reason="Other.")


def test_whoever_acts_for_the_lead_hears_what_the_lead_hears(cast: Cast):
    inspection = stages.asked(cast)
    lead, deputy = inspection.members.get(role="lead"), inspection.members.get(person=cast.deputy)
    given = {"outcome": "refused", "reasons": "It can go ahead.", "policy": "Policy 2023", "by": cast.decision_maker}
    with clock.moved_to(stages.GRANTED_AT):
        actions.let_act(lead, deputy, first_day=clock.today(), reason="Ill", by=cast.scheduler)
        actions.decide_deferral(inspection, **given)
    told = OutgoingMail.objects.filter(body__contains="The deferral that was asked for is refused")
    assert {each.to for each in told} == {cast.lead.email, cast.deputy.email}
    assert told.count() == 2
