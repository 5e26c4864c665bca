"""The pack for Cafcass's staff: provided on a day, downloaded by Cafcass, and each download kept."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Event
from files.jobs import run_queued
from framework.versions import all_versions
from information.models import PreparationMark, StaffPack, StaffPackTaken
from information.staff_pack import html_of
from inspections.models import Inspection
from tests.cast import Cast
from tests.information import giving
from tests.inspections.forms import send, unopened

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
ON = clock.at(date(2024, 1, 23), 10)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return giving.announced(cast)


def page(inspection: Inspection, name: str, *more: object) -> str:
    return reverse(name, args=[inspection.ref, *more])


def read(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.rule("NOTI-19")
def test_the_pack_provided_on_23_january_is_downloaded_by_the_link_person_and_that_is_logged(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    link, own, team = as_(cast.link_person), page(inspection, "own_staff_pack"), page(inspection, "staff_pack")
    with clock.moved_to(ON):
        assert "has not provided it yet" in read(link, own)
        assert send(as_(cast.lead), team).status_code == 302
        pack = StaffPack.objects.get()
        file = page(inspection, "own_staff_pack_file", pack.pk)
        assert link.get(file).status_code == 404
        run_queued()
        assert "Provided Tue 23 Jan 2024" in read(link, own)
        assert file in read(link, own)
        assert "Nobody has taken it yet" in read(as_(cast.lead), team)
        answer = link.get(file)
        assert answer.getvalue().startswith(b"%PDF")
    mark = PreparationMark.objects.get(code="PREP-10")
    assert (mark.done, mark.done_on, mark.by) == (True, date(2024, 1, 23), cast.lead)
    taken = StaffPackTaken.objects.get()
    assert (taken.pack, taken.by, taken.at) == (pack, cast.link_person, ON)
    assert Event.objects.filter(verb="downloaded staff pack", inspection=inspection.ref).count() == 1
    assert cast.link_person.name in read(as_(cast.lead), team)
    for kept in (pack, taken):
        with pytest.raises(DatabaseError), transaction.atomic():
            kept.delete()


def test_provided_again_the_downloads_of_before_stay_on_the_page(cast: Cast, as_: As, inspection: Inspection) -> None:
    team = page(inspection, "staff_pack")
    with clock.moved_to(ON):
        send(as_(cast.lead), team)
        run_queued()
        as_(cast.link_person).get(page(inspection, "own_staff_pack_file", StaffPack.objects.get().pk))
    with clock.moved_to(ON + timedelta(days=1)):
        send(as_(cast.lead), team)
        said = read(as_(cast.lead), team)
    assert "Provided again by Lena Example, Wed 24 Jan 2024" in said
    assert "Nobody has taken it yet" in said
    assert said.count(f"<li>{cast.link_person.name}, Tue 23 Jan 2024") == 1
    assert "Provided by Lena Example, Tue 23 Jan 2024, 10:00. Replaced since." in said


@pytest.mark.rule("NOTI-19", part="framework, purpose, how to raise concerns, and the privacy notice")
def test_every_version_says_what_staff_need_to_know(cast: Cast, inspection: Inspection) -> None:
    for each in all_versions():
        codes = [part.code for part in each.files.preparation.staff_pack]
        assert {"purpose", "framework", "concerns", "privacy"} <= set(codes)
        assert all(part.points for part in each.files.preparation.staff_pack)
    html = html_of(inspection, "2024-01-23")
    assert "/help/privacy/" in html
    assert "How an inspection goes" in html


@pytest.mark.rule("DATA-02", part="the staff pack and the guidance on preparing people lead to the privacy notice")
def test_the_pack_and_the_guidance_lead_to_the_privacy_notice(cast: Cast, as_: As, inspection: Inspection) -> None:
    with giving.at_work():
        for who, name in ((cast.lead, "staff_pack"), (cast.lead, "guidance"), (cast.link_person, "own_staff_pack")):
            if name == "own_staff_pack":
                send(as_(cast.lead), page(inspection, "staff_pack"))
            main = read(as_(who), page(inspection, name)).split("<footer")[0]
            assert "/help/privacy/" in main, name


def test_lead_or_deputy_provides_it_and_nobody_else(cast: Cast, as_: As, inspection: Inspection) -> None:
    team = page(inspection, "staff_pack")
    with giving.at_work():
        for who in (cast.team_inspector, cast.qa_manager, cast.analyst):
            assert as_(who).post(team, unopened()).status_code == 403
        assert send(as_(cast.deputy), team).status_code == 302
        assert as_(cast.link_person).get(team).status_code == 404
        assert as_(cast.lead).get(page(inspection, "own_staff_pack")).status_code == 404
    assert StaffPack.objects.count() == 1
