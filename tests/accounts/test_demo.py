"""Demo mode: its pages exist only where both the mode and the database say so, and the clock moves nowhere else."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import actions, clock, demo
from accounts.models import ClockSetting, DatabaseMark, Event
from accounts.refusals import NotAllowed, NotHere
from govuk.forms import date_data
from tests.cast import Cast, make_people

SignIn = Callable[..., Client]
PAGES = ["/demo/", "/demo/clock/", "/demo/clock/reset/"]
THEN = clock.at(date(2024, 2, 5), 10, 40)


@pytest.fixture
def in_demo(db: None, settings: Any) -> None:
    settings.DEMO = True
    DatabaseMark.objects.create(purpose="demo")


def set_clock(client: Client) -> Any:
    data = {"op": str(uuid4()), "time": "10:40", **date_data("day", date(2024, 2, 5))}
    return client.post("/demo/clock/", data)


@pytest.mark.parametrize(("mode", "mark"), [(False, False), (True, False), (False, True)])
def test_outside_a_demo_the_pages_are_like_any_unknown_address(
    cast: Cast, as_: SignIn, settings: Any, mode: bool, mark: bool
) -> None:
    settings.DEMO = mode
    if mark:
        DatabaseMark.objects.create(purpose="demo")
    unknown = Client().get("/no-such-address/")
    for page in PAGES[:1]:
        for answer in (Client().get(page), Client().post(page, {"person": cast.lead.email})):
            assert (answer.status_code, answer.content) == (404, unknown.content)
            assert answer.headers["Content-Type"] == unknown.headers["Content-Type"]
    for page in PAGES:
        assert as_(cast.administrator).get(page).status_code == 404
        assert as_(cast.administrator).post(page, {}).status_code == 404
    assert "demonstration with invented people" not in Client().get("/sign-in/").content.decode()


def test_the_cast_is_listed_under_who_they_are(in_demo: None, cast: Cast) -> None:
    for key in ("lead", "director", "stranger", "chief_executive", "suspended"):
        getattr(cast, key)
    response = Client().get("/demo/")
    groups = {name: [person.name for person, _ in members] for name, members in response.context["groups"].items()}
    assert groups == {
        "Inspectors": ["Lena Example", "Sol Example"],
        "Posts at Ofsted": ["Diana Example"],
        "Others at Ofsted": ["Stella Example"],
        "Cafcass": ["Casey Specimen"],
    }
    page = response.content.decode()
    assert "This is demo mode" in page
    assert "National director" in page


def test_roles_that_other_rooms_know_of_are_shown(in_demo: None, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_describers", [])
    demo.describe(lambda people: {person.pk: [f"Lead of something, {person.name}"] for person in people})
    assert cast.lead
    assert "Lead of something, Lena Example" in Client().get("/demo/").content.decode()


def test_one_click_signs_in_and_is_recorded(in_demo: None, cast: Cast) -> None:
    client = Client()
    assert client.post("/demo/", {"person": cast.lead.email})["Location"] == "/"
    assert client.get("/").status_code == 200
    assert Event.objects.filter(verb="signed in from the demo's cast", object_id=str(cast.lead.pk)).count() == 1


@pytest.mark.parametrize("chosen", ["", "nobody@x.example", "\x00", "1", "suspended@ofsted.example"])
def test_nobody_else_can_be_chosen(in_demo: None, cast: Cast, chosen: str) -> None:
    assert cast.suspended
    assert Client().post("/demo/", {"person": chosen}).status_code == 404


def test_choosing_needs_the_token_of_the_page(in_demo: None, cast: Cast) -> None:
    assert Client(enforce_csrf_checks=True).post("/demo/", {"person": cast.lead.email}).status_code == 403


def test_the_sign_in_page_leads_to_the_cast(in_demo: None) -> None:
    assert 'href="/demo/"' in Client().get("/sign-in/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_cast_page_asks_as_many_questions_for_one_as_for_thirty(
    in_demo: None, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make_people(count)
    with django_assert_num_queries(5):  # clock, mark, people, posts, roles on inspections
        Client().get("/demo/")


def test_the_administrator_moves_the_clock_for_every_process(in_demo: None, cast: Cast, as_: SignIn) -> None:
    admin = as_(cast.administrator)
    assert set_clock(admin).status_code == 302
    assert abs(clock.now() - THEN) < timedelta(minutes=1)
    assert "Mon 5 Feb 2024, 10:4" in admin.get("/demo/clock/").content.decode()
    assert admin.post("/demo/clock/reset/").status_code == 302
    assert clock.offset() == timedelta()
    assert Event.objects.filter(verb="moved clock", object_label="accounts.ClockSetting").count() == 2


def test_a_date_that_is_none_is_said_and_kept(in_demo: None, cast: Cast, as_: SignIn) -> None:
    data = {"op": str(uuid4()), "time": "25:00", "day_day": "31", "day_month": "2", "day_year": "2024"}
    response = as_(cast.administrator).post("/demo/clock/", data)
    assert response.status_code == 400
    assert set(response.context["form"].errors) == {"day", "time"}
    assert 'value="31"' in response.content.decode()
    assert clock.offset() == timedelta()


def test_nobody_but_the_administrator_moves_it(in_demo: None, cast: Cast, as_: SignIn) -> None:
    for person in (cast.lead, cast.director, cast.chief_executive):
        assert as_(person).get("/demo/clock/").status_code == 404
        assert set_clock(as_(person)).status_code == 404
        with pytest.raises(NotAllowed):
            actions.move_clock(THEN, by=person)
    assert not ClockSetting.objects.exists()


def test_outside_a_demo_the_actions_refuse(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(NotAllowed, match="in demo mode only"):
        actions.move_clock(THEN, by=cast.administrator)
    with pytest.raises(NotHere):
        actions.choose_from_cast(cast.lead.email)


def test_in_production_the_clock_moves_by_no_way(db: None, settings: Any) -> None:
    ClockSetting.objects.create(pk=1, offset=timedelta(days=400))
    moved = clock.now()
    settings.PRODUCTION = True
    with pytest.raises(NotAllowed, match="cannot be moved in production"):
        clock.move(timedelta(days=1))
    with pytest.raises(NotAllowed, match="cannot be moved in production"), clock.moved_to(THEN):
        pass
    assert moved - clock.now() > timedelta(days=399)


def test_the_form_opens_where_the_clock_stands(in_demo: None, cast: Cast, as_: SignIn) -> None:
    with clock.moved_to(clock.at(date(2024, 7, 1), 9, 5)):
        form = as_(cast.administrator).get("/demo/clock/").context["form"]
    assert (form.initial["day"], form.initial["time"]) == (date(2024, 7, 1), time(9, 5))
