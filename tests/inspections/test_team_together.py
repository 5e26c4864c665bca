"""Several people join with one form: all of them, or nobody and a sentence beside each list."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Event, Person
from accounts.refusals import NotAllowed
from inspections import actions
from inspections.actions.team_together import add_together
from inspections.models import Inspection, TeamMember
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, opened, send
from tests.inspections.test_team import full_team, inspector

pytestmark = pytest.mark.django_db


def address(inspection: Inspection) -> str:
    return reverse("team_together", args=[inspection.ref])


def held(inspection: Inspection) -> dict[str, str]:
    return {member.person.name: member.role for member in inspection.members.current().select_related("person")}


@pytest.fixture
def people() -> list[Person]:
    return [inspector(number) for number in range(21, 26)]


def test_five_people_join_with_one_form(cast: Cast, as_: Callable[..., Client], people: list[Person]) -> None:
    inspection = stages.plan(cast)
    client, before = as_(cast.lead), held(inspection)
    chosen = {"deputy": [people[0].pk, people[1].pk], "team": [each.pk for each in people[2:]]}
    data = opened(client, address(inspection)) | chosen
    assert [client.post(address(inspection), data).status_code for _ in range(2)] == [302, 302]
    roles = {person.name: "deputy" if number < 2 else "team" for number, person in enumerate(people)}
    assert held(inspection) == before | roles
    assert Event.objects.filter(verb="added to team", person_name=cast.lead.name).count() == 5
    page = client.get(reverse("team", args=[inspection.ref])).content.decode()
    assert all(person.name in page for person in people)


@pytest.mark.rule("TEAM-01", part="several at once: the one too many needs a reason, and else nobody joins")
def test_one_too_many_keeps_everybody_out_until_there_is_a_reason(
    cast: Cast, as_: Callable[..., Client], people: list[Person]
) -> None:
    inspection = full_team(cast)
    first = inspection.members.filter(role="team").first()
    assert first
    with clock.moved_to(stages.PLANNED_AT):
        actions.end_role(first, reason="Ill", by=cast.scheduler)
    chosen = {"team": [people[0].pk, people[1].pk]}
    before = held(inspection)
    refused = send(as_(cast.scheduler), address(inspection), **chosen)
    assert refused.status_code == 400
    assert "give a reason" in errors(refused)["reason"][0]
    assert refused.content.decode().count(" checked") == 2
    assert held(inspection) == before
    assert send(as_(cast.scheduler), address(inspection), **chosen, reason="Two sites more").status_code == 302
    reasons = [TeamMember.objects.get(inspection=inspection, person=each).reason for each in people[:2]]
    assert sorted(reasons) == ["", "Two sites more"], "the reason is kept with the one who exceeds the limit"


def test_what_is_wrong_stands_beside_its_list_and_nobody_joins(
    cast: Cast, as_: Callable[..., Client], people: list[Person]
) -> None:
    inspection = stages.plan(cast)
    before = held(inspection)
    both = send(as_(cast.lead), address(inspection), deputy=[people[0].pk], team=[people[0].pk, people[1].pk])
    assert "is on this already, as deputy" in errors(both)["team"][0]
    nobody = send(as_(cast.lead), address(inspection))
    assert "Select at least one person" in errors(nobody)["team"][0]
    strange = send(as_(cast.lead), address(inspection), deputy=["9" * 40], team=[cast.chief_executive.pk])
    assert set(errors(strange)) == {"deputy", "team"}
    assert held(inspection) == before


def test_every_list_says_who_of_it_may_not_join(cast: Cast, as_: Callable[..., Client], people: list[Person]) -> None:
    """Somebody who took another role since the page was opened: the action asks, not only the list."""
    inspection = stages.plan(cast)
    stages.join(cast, inspection, cast.qa_manager, "qa_manager")
    chosen = {"deputy": [cast.qa_manager.pk], "team": [people[0].pk, cast.lead.pk]}
    found = errors(send(as_(cast.lead), address(inspection), **chosen))
    assert cast.qa_manager.name in found["deputy"][0]
    assert "as lead inspector" in found["team"][0]
    assert people[0].name not in held(inspection)


@pytest.mark.parametrize("who", ["deputy", "team_inspector", "qa_manager"])
def test_only_who_may_change_the_team_adds_several(cast: Cast, as_: Callable[..., Client], who: str) -> None:
    inspection = stages.planned(cast)
    assert as_(getattr(cast, who)).get(address(inspection)).status_code == 403
    with pytest.raises(NotAllowed):
        add_together(inspection, {"team": [inspector(30)]}, by=getattr(cast, who))
