"""Pairs: two inspectors, each in one, an area of their own, led by one deputy."""

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed, Stale
from inspections import actions
from inspections.actions.pairs import Arrangement
from inspections.models import Inspection, Pair, TeamMember
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db


def member(inspection: Inspection, person) -> TeamMember:  # type: ignore[no-untyped-def]
    return inspection.members.get(person=person, until=None)


def make(cast: Cast, inspection: Inspection, name: str, *people, **more: str) -> Pair:  # type: ignore[no-untyped-def]
    seats = [member(inspection, person) for person in people]
    with clock.moved_to(stages.CALLED_AT):
        return actions.make_pair(inspection, Arrangement(name, seats, **more), by=cast.lead)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """With Pair A (deputy and team inspector, A1 North East in week 1) and people for another."""
    made = stages.planned(cast)
    stages.join(cast, made, cast.second_deputy, "deputy")
    stages.join(cast, made, cast.third_team_inspector, "team")
    return made


@pytest.mark.rule("TEAM-02")
def test_one_or_three_in_a_pair_need_a_reason(cast: Cast, inspection: Inspection):
    people = (cast.second_deputy, cast.second_team_inspector, cast.third_team_inspector)
    for number in (1, 3):
        with pytest.raises(Invalid, match=f"A pair has 2 inspectors and this one {number}: give a reason") as refusal:
            make(cast, inspection, "Pair B", *people[:number])
        assert refusal.value.field == "reason"
    assert make(cast, inspection, "Pair B", *people, reason="A long way").seats.count() == 3
    with pytest.raises(Invalid, match="Select the inspectors"):
        make(cast, inspection, "Pair C", reason="later")


@pytest.mark.rule("TEAM-02")
def test_an_inspector_in_two_pairs_needs_a_reason(cast: Cast, inspection: Inspection):
    pair = (cast.second_deputy, cast.team_inspector)
    with pytest.raises(Invalid, match=f"{cast.team_inspector} is in Pair A already"):
        make(cast, inspection, "Pair B", *pair)
    assert make(cast, inspection, "Pair B", *pair, reason="Knows both sites").name == "Pair B"


@pytest.mark.rule("TEAM-03")
def test_two_pairs_in_one_area_in_one_week_need_a_reason(cast: Cast, inspection: Inspection):
    pair = (cast.second_deputy, cast.second_team_inspector)
    with pytest.raises(Invalid, match="Pair A covers a1  north EAST in week 1 too"):
        make(cast, inspection, "Pair B", *pair, area_week_1="a1  north EAST")
    assert make(cast, inspection, "Pair B", *pair, area_week_2="A1 North East").area_week_2 == "A1 North East"


@pytest.mark.rule("TEAM-04")
def test_a_pair_is_confirmed_with_exactly_one_deputy(cast: Cast, inspection: Inspection):
    without = make(cast, inspection, "Pair B", cast.second_team_inspector, cast.third_team_inspector)
    with pytest.raises(NotAllowed, match="choose the deputy lead"):
        actions.confirm_pair(without, by=cast.lead)
    two = make(cast, inspection, "Pair C", cast.deputy, cast.second_deputy, reason="handover")
    with pytest.raises(NotAllowed, match="has 2 deputies"):
        actions.confirm_pair(two, by=cast.lead)
    assert not Pair.objects.filter(pk__in=(without.pk, two.pk)).exclude(confirmed_at=None).exists()
    seats = [member(inspection, cast.second_deputy), member(inspection, cast.third_team_inspector)]
    actions.dissolve_pair(two, by=cast.lead)
    mended = actions.rearrange_pair(without, Arrangement("Pair B", seats), version=without.version, by=cast.lead)
    assert actions.confirm_pair(mended, by=cast.lead).confirmed_at is not None


@pytest.mark.rule("TEAM-04", part="on a visit a deputy for each pair is optional")
def test_a_pair_of_a_visit_needs_no_deputy(cast: Cast):
    visit = stages.plan(cast, kind="focused_visit", week=stages.date(2024, 6, 10))
    for person in (cast.team_inspector, cast.second_team_inspector):
        stages.join(cast, visit, person, "team")
    pair = make(cast, visit, "Pair A", cast.team_inspector, cast.second_team_inspector)
    assert actions.confirm_pair(pair, by=cast.lead).confirmed_at is not None


def test_saving_a_pair_that_nobody_leads_says_so(cast: Cast, inspection: Inspection, as_):  # type: ignore[no-untyped-def]
    seats = [member(inspection, each).pk for each in (cast.second_team_inspector, cast.third_team_inspector)]
    client, wanted = as_(cast.lead), {"name": "Pair B", "members": seats, "area_week_1": "North", "area_week_2": "Wash"}
    page = client.get(send(client, reverse("pair_create", args=[inspection.ref]), **wanted).url).content.decode()
    assert "Pair B has no deputy: choose the deputy lead who leads it. It cannot be confirmed before." in page


def test_other_members_take_the_confirmation_away(cast: Cast, inspection: Inspection):
    pair = inspection.pairs.get()
    same = [member(inspection, cast.deputy), member(inspection, cast.team_inspector)]
    renamed = actions.rearrange_pair(pair, Arrangement("Pair 1", same), version=pair.version, by=cast.lead)
    assert renamed.confirmed_at is not None
    other = [member(inspection, cast.second_deputy), member(inspection, cast.team_inspector)]
    changed = actions.rearrange_pair(renamed, Arrangement("Pair 1", other), version=renamed.version, by=cast.lead)
    assert changed.confirmed_at is None


def test_nobody_from_another_inspection_sits_in_a_pair(cast: Cast, as_, inspection: Inspection):  # type: ignore[no-untyped-def]
    other = stages.plan(cast, title="Other", lead=cast.other_lead)
    foreign = other.members.get()
    with pytest.raises(Invalid, match="not an inspector of this team"):
        actions.make_pair(inspection, Arrangement("Pair B", [foreign], reason="x"), by=cast.lead)
    url = reverse("pair_create", args=[inspection.ref])
    response = send(as_(cast.lead), url, name="Pair B", members=[foreign.pk], reason="x")
    assert "members" in errors(response)
    pair = inspection.pairs.get()
    with clock.moved_to(stages.ON_SITE_AT):
        for name in ("pair_edit", "pair_confirm", "pair_dissolve"):
            assert as_(cast.other_lead).get(reverse(name, args=[other.ref, pair.pk])).status_code == 404


def test_a_pair_changed_meanwhile_shows_both(cast: Cast, as_, inspection: Inspection):  # type: ignore[no-untyped-def]
    pair = inspection.pairs.get()
    url = reverse("pair_edit", args=[inspection.ref, pair.pk])
    client = as_(cast.lead)
    form = client.get(url).context["form"]
    seats = [member(inspection, cast.deputy).pk, member(inspection, cast.team_inspector).pk]
    typed = {"name": "Pair Mine", "members": seats, "area_week_1": "A2"}
    assert send(as_(cast.scheduler), url, name="Pair Theirs", members=seats).status_code == 302
    response = client.post(url, {"op": form["op"].value(), "version": form["version"].value(), **typed})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Pair Theirs" in page
    assert 'value="Pair Mine"' in page
    with pytest.raises(Stale):
        actions.rearrange_pair(pair, Arrangement("x", []), version=pair.version, by=cast.lead)


def test_confirming_and_dissolving_by_page(cast: Cast, as_, inspection: Inspection):  # type: ignore[no-untyped-def]
    pair = make(cast, inspection, "Pair B", cast.second_team_inspector, cast.third_team_inspector)
    refused = send(as_(cast.lead), reverse("pair_confirm", args=[inspection.ref, pair.pk]))
    assert refused.status_code == 403
    assert "choose the deputy lead" in refused.content.decode()
    assert send(as_(cast.lead), reverse("pair_dissolve", args=[inspection.ref, pair.pk])).status_code == 302
    assert Pair.objects.get(pk=pair.pk).dissolved_at is not None
    assert as_(cast.lead).get(reverse("pair_edit", args=[inspection.ref, pair.pk])).status_code == 404


def test_a_number_that_no_database_can_compare_is_nobody(cast: Cast, as_, inspection: Inspection):  # type: ignore[no-untyped-def]
    with clock.moved_to(stages.PLANNED_AT):
        url = reverse("pair_create", args=[inspection.ref])
        response = send(as_(cast.lead), url, name="Pair X", members=["9" * 30])
    assert response.status_code == 400
    assert "members" in errors(response)
