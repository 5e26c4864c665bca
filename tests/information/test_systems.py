"""Each inspector's own access to each of Cafcass's systems: asked for, given, tested, and the missing one named."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from information.actions import systems as actions
from information.models import AccessStep, CaseSystem
from information.queries.reading import inspectors
from information.queries.systems import matrix
from tests.information import giving
from tests.inspections import stages
from tests.inspections.forms import errors, send, unopened

pytestmark = pytest.mark.django_db
FRIDAY = clock.at(date(2024, 1, 26), 11)


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def page(inspection, name, *more):
    return reverse(name, args=[inspection.ref, *more])


def text(response):
    return " ".join(response.content.decode().split())


def given(inspection, cast, *names):
    """Named by the lead, given by the link person to every inspector."""
    for name in names:
        actions.name_system(inspection, name=name, by=cast.lead)
    actions.give_access(inspection, [each.key for each in matrix(inspection).to_give], by=cast.link_person)


@pytest.mark.rule("SAMPLE-10")
def test_the_missing_access_of_one_inspector_is_named_to_the_link_person(cast, as_, inspection):
    team = inspectors(inspection)
    with giving.at_work():
        given(inspection, cast, "Case files", "Letters")
        systems = list(CaseSystem.objects.all())
        every = len(team) * len(systems)
    with clock.moved_to(FRIDAY):
        for who in team:
            for system in systems:
                if (who, system) != (team[-1], systems[-1]):
                    tested = page(inspection, "system_tested", system.pk)
                    assert send(as_(who), tested, works="yes").status_code == 302
        own = text(as_(cast.link_person).get(page(inspection, "own_system_access")))
        assert f"{every - 1} of {every} tested. Missing: {team[-1].name}: Letters." in own
        points = as_(cast.lead).get(page(inspection, "readiness")).context["points"]
        assert f"Access to systems: {every - 1} of {every} tested. Missing: {team[-1].name}: Letters." in points
        last = page(inspection, "system_tested", systems[-1].pk)
        assert "works" in errors(send(as_(team[-1]), last))
        send(as_(team[-1]), last, works="yes")
        assert "Missing" not in text(as_(cast.link_person).get(page(inspection, "own_system_access")))
    cell = matrix(inspection).cells[0]
    assert (cell.given, cell.tested) == (giving.GIVEN_AT, FRIDAY)


@pytest.mark.rule("SAMPLE-10", part="nobody tests for somebody else, so no account is shared")
def test_nobody_says_that_the_access_of_another_works(cast, inspection):
    with giving.at_work():
        given(inspection, cast, "Case files")
    step = {"system": CaseSystem.objects.get(), "person": cast.team_inspector, "kind": "tested"}
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessStep.objects.create(**step, by=cast.lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessStep.objects.update(kind="tested")


def test_what_does_not_work_waits_for_cafcass_again(cast, as_, inspection):
    with giving.at_work():
        given(inspection, cast, "Case files")
        system, link = CaseSystem.objects.get(), as_(cast.link_person)
        own = page(inspection, "own_system_access")
        assert matrix(inspection).to_give == []
        assert "You have given all of it." in text(link.get(own))
        send(as_(cast.deputy), page(inspection, "system_tested", system.pk), works="no")
        (cell,) = matrix(inspection).to_give
        assert cell.person == cast.deputy
        assert "Does not work" in text(link.get(own))
        assert "cells" in errors(send(link, own))
        assert send(link, own, cells=[cell.key]).status_code == 302
        assert matrix(inspection).to_give == []
        send(as_(cast.deputy), page(inspection, "system_tested", system.pk), works="yes")
        assert [each.person for each in matrix(inspection).missing] == [
            who for who in inspectors(inspection) if who != cast.deputy
        ]


def test_an_inspector_who_joins_later_is_asked_for(cast, as_, inspection):
    with giving.at_work():
        actions.name_system(inspection, name="Case files", by=cast.lead)
        stages.actions.add_member(inspection, cast.third_team_inspector, "team", by=cast.scheduler)
        shown = as_(cast.lead).get(page(inspection, "system_access"))
        assert [each.person for each in shown.context["not_asked"]] == [cast.third_team_inspector]
        assert send(as_(cast.lead), page(inspection, "system_ask")).status_code == 302
        assert as_(cast.lead).get(page(inspection, "system_access")).context["not_asked"] == []


def test_either_side_names_a_system_once_and_others_do_not(cast, as_, inspection):
    with giving.at_work():
        link, own = as_(cast.link_person), page(inspection, "own_system_create")
        assert send(link, own, name=" Case   files ").status_code == 302
        assert errors(send(as_(cast.lead), page(inspection, "system_create"), name="case files"))["name"]
        assert CaseSystem.objects.get().name == "Case files"
        assert as_(cast.team_inspector).post(page(inspection, "system_create"), unopened()).status_code == 403
        assert as_(cast.contributor).get(own).status_code == 404
        system = CaseSystem.objects.get()
        assert as_(cast.qa_manager).post(page(inspection, "system_tested", system.pk), unopened()).status_code == 403
