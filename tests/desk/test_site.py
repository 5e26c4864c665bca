"""The frame of every page: menu by the access table, who is signed in, and no query for somebody who is not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from accounts.access import Role
from desk.context_processors import role_line, site
from tests.cast import Cast

SignIn = Callable[..., Client]


def menu(client: Client, path: str = "/help/") -> set[str]:
    return {label for label, _, _ in client.get(path).context["site"]["nav"]}


def test_each_sees_what_the_table_lets_them_read(cast: Cast, as_: SignIn) -> None:
    everybody = {"Published reports", "Help"}
    assert menu(Client()) == everybody
    assert menu(as_(cast.chief_executive)) == everybody | {"Home"}
    ofsted = everybody | {"Home", "My week", "Inspections", "Programme"}
    assert menu(as_(cast.stranger)) == ofsted
    assert menu(as_(cast.administrator)) == ofsted | {
        *("People", "Mail", "Annex A titles", "Rights requests", "Retention")
    }
    assert menu(as_(cast.auditor)) == ofsted | {"The record"}


def test_the_page_shown_is_marked(cast: Cast, as_: SignIn) -> None:
    nav = as_(cast.administrator).get("/people/new/").context["site"]["nav"]
    assert [label for label, _, current in nav if current] == ["People"]


def test_the_clock_is_in_the_menu_of_a_demo_only(cast: Cast, as_: SignIn, settings: Any) -> None:
    from accounts.models import DatabaseMark

    settings.DEMO = True
    assert "Clock" not in menu(as_(cast.administrator))
    DatabaseMark.objects.create(purpose="demo")
    assert "Clock" in menu(as_(cast.administrator))
    assert "Clock" not in menu(as_(cast.lead))


def test_a_demo_says_so_on_every_page(client: Client, db: None, settings: Any) -> None:
    assert "This is a demonstration." not in client.get("/help/").content.decode()
    settings.DEMO = True
    assert "This is a demonstration." in client.get("/help/").content.decode()
    assert "This is a demonstration." in client.get("/no-such-address/").content.decode()


def test_nobody_signed_in_costs_no_query(rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    request = rf.get("/help/")
    request.user = AnonymousUser()
    assert site(request)["site"]["sign_in_url"] == "/sign-in/"
    del request.user  # as in an error before the session was read
    assert "person_name" not in site(request)["site"]


def test_signed_in_costs_no_further_query_on_a_gated_page(
    cast: Cast, as_: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(cast.lead)
    with django_assert_num_queries(3):  # session, person with posts, clock
        page = client.get("/help/").content.decode()
    assert "Lena Example" in page
    assert 'action="/sign-out/"' in page


def test_the_error_page_knows_the_reader(cast: Cast, as_: SignIn) -> None:
    response = as_(cast.auditor).get("/no-such-address/")
    assert response.status_code == 404
    assert "Audrey Example" in response.content.decode()


def test_roles_are_named_those_of_the_inspection_first() -> None:
    roles = frozenset({Role.MODERATOR, Role.LEAD, Role.OFSTED, Role.SIGNED_IN, Role.PUBLIC})
    assert role_line(roles) == "Lead inspector, Moderator"
    assert role_line(frozenset({Role.PUBLIC})) == ""


@pytest.mark.parametrize("path", ["/help/", "/people/", "/no-such-address/"])
def test_no_page_is_kept_by_a_cache_or_framed(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert response.headers["Cache-Control"] == "no-store" or "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Frame-Options"] == "DENY"
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
