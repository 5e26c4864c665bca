"""The home page: each reader's own inspections with roles and next dates; Cafcass sees nothing before the call."""

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import clock, demo
from information.actions import delegate_item
from inspections import actions
from inspections.confirmation import told_dates
from inspections.models import Inspection
from tests.cast import Cast
from tests.information import giving
from tests.inspections import stages

SignIn = Callable[..., Client]
NOW = clock.at(date(2024, 1, 23), 10)


def home(client: Client) -> str:
    with clock.moved_to(NOW):
        response = client.get("/")
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_nobody_signed_in_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/")["Location"] == "/sign-in/?next=/"


def test_the_lead_sees_role_state_and_next_dates(cast: Cast, as_: SignIn) -> None:
    inspection = stages.announced(cast)
    page = home(as_(cast.lead))
    assert f'href="/inspections/{inspection.ref}/"' in page
    assert "Lead inspector" in page
    assert "Announced" in page
    coming = inspection.timeline.dates.filter(date__gte=date(2024, 1, 23), actual=False).order_by("date", "id")
    for row in coming[:3]:
        assert row.title in page
    assert inspection.timeline.dates.get(code="publication").title not in page


def test_the_last_day_for_the_call_is_a_limit_and_no_next_date(cast: Cast, as_: SignIn) -> None:
    dates = stages.announced(cast).timeline.dates
    with clock.moved_to(clock.at(date(2024, 1, 25), 9)):
        page = unescape(as_(cast.lead).get("/").content.decode())
    assert dates.get(code="analysis").title in page
    assert dates.get(code="notification_latest").title not in page


@pytest.mark.parametrize("key", ["stranger", "other_lead", "auditor", "engagement_chair"])
def test_who_has_nothing_to_do_with_it_sees_nothing_of_it(cast: Cast, as_: SignIn, key: str) -> None:
    stages.announced(cast)
    page = home(as_(getattr(cast, key)))
    assert stages.TITLE not in page
    assert "There is none at present" in page


def test_the_complaint_handler_sees_it_from_the_draft_on_without_dates(cast: Cast, as_: SignIn) -> None:
    inspection = stages.announced(cast)
    assert stages.TITLE not in home(as_(cast.complaint_handler))
    Inspection.objects.update(state="draft_sent")
    page = home(as_(cast.complaint_handler))
    assert f'href="/inspections/{inspection.ref}/complaints/"' in page
    assert f'href="/inspections/{inspection.ref}/"' not in page
    assert inspection.timeline.dates.get(code="data_due").title not in page


def test_cafcass_sees_it_from_the_call_on_and_not_before(cast: Cast, as_: SignIn) -> None:
    inspection = stages.planned(cast)
    for person in (cast.chief_executive, cast.link_person):
        page = home(as_(person))
        assert stages.TITLE not in page
        assert "There is nothing here for you at present" in page
    with clock.moved_to(stages.RECORDED_AT):
        actions.announce(inspection, called_at=stages.CALLED_AT, told_whom="chief_executive", by=cast.lead)
    page = home(as_(cast.chief_executive))
    assert f'href="/cafcass/{inspection.ref}/"' in page
    assert stages.TITLE not in home(as_(cast.cafcass_stranger))


def test_a_colleague_with_an_item_is_not_told_that_there_is_nothing(cast: Cast, as_: SignIn) -> None:
    inspection = giving.announced(cast)
    assert "There is nothing here for you" in home(as_(cast.contributor))
    with giving.at_work():
        delegate_item(giving.item(inspection, "A-02"), cast.contributor, by=cast.link_person)
    page = home(as_(cast.contributor))
    assert "Items given to you (1)" in page
    assert "There is nothing here for you" not in page


def test_cafcass_is_told_the_state_and_the_next_date_that_it_may_see_and_no_role(cast: Cast, as_: SignIn) -> None:
    inspection = stages.announced(cast)
    page = home(as_(cast.chief_executive))
    assert "Lead inspector" not in page
    assert "Announced" in page
    told = [each for each in told_dates(inspection) if each.last >= date(2024, 1, 23)]
    assert [each.title for each in told if each.title in page] == [told[0].title]
    assert inspection.timeline.dates.get(code="notification_latest").title not in page


def test_after_the_last_date_cafcass_is_shown_none(cast: Cast, as_: SignIn) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(clock.at(date(2026, 1, 23), 10)):
        page = unescape(as_(cast.chief_executive).get("/").content.decode())
    assert stages.TITLE in page
    assert not [each for each in told_dates(inspection) if each.title in page]


def test_the_bank_holidays_are_found_from_home_by_who_may_read_them(cast: Cast, as_: SignIn) -> None:
    assert 'href="/holidays/"' in home(as_(cast.administrator))
    assert 'href="/holidays/"' not in home(as_(cast.chief_executive))


def test_who_may_plan_is_offered_it(cast: Cast, as_: SignIn) -> None:
    for person, offered in ((cast.scheduler, True), (cast.lead, True), (cast.stranger, False), (cast.director, False)):
        assert ('href="/inspections/new/"' in home(as_(person))) is offered


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_as_many_questions_for_one_as_for_thirty(
    cast: Cast, as_: SignIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        stages.plan(cast, title=f"Inspection {number}")
    client = as_(cast.lead)
    with (
        clock.moved_to(NOW),
        django_assert_num_queries(10),
    ):  # session, person with posts, clock, count, page, due, roles, dates, notes in no summary, mail
        assert len(client.get("/").context["lines"]) == count


@pytest.mark.parametrize("count", [1, 30])
def test_cafcass_asks_as_many_questions_for_one_as_for_thirty(
    cast: Cast, as_: SignIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        stages.plan(cast, title=f"Inspection {number}")
    Inspection.objects.update(state="announced")
    client = as_(cast.chief_executive)
    # session, person, clock, posts, count, page, due, dates, self-evaluations, engagement meetings
    with django_assert_num_queries(9):
        assert len(client.get("/").context["page"]) == count


def test_the_pages_of_an_inspection_are_offered_by_the_access_table(cast: Cast, as_: SignIn) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(NOW):
        site = as_(cast.lead).get(f"/inspections/{inspection.ref}/").context["site"]
        theirs = as_(cast.administrator).get(f"/inspections/{inspection.ref}/").context["site"]
        notes = as_(cast.lead).get(f"/inspections/{inspection.ref}/notes/").context["site"]
    assert [label for label, _, current in site["inspection_nav"] if current] == ["Overview"]
    assert [label for label, _, current in site["inspection_parts"] if current] == ["This inspection"]
    assert "Evidence" in [label for label, _, _ in site["inspection_parts"]]
    assert [label for label, _, current in notes["inspection_nav"] if current] == ["Evidence notes"]
    assert "Overview" not in [label for label, _, _ in notes["inspection_nav"]]
    assert site["inspection"] == stages.TITLE
    assert site["role_line"] == "Lead inspector"
    assert "Evidence" not in [label for label, _, _ in theirs["inspection_parts"]]


def test_cafcass_is_offered_no_internal_page(cast: Cast, as_: SignIn) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(NOW):
        site = as_(cast.chief_executive).get(f"/cafcass/{inspection.ref}/").context["site"]
    assert site["inspection_nav"] == []


def test_the_cast_page_says_who_is_what_on_which_inspection(cast: Cast) -> None:
    stages.announced(cast)
    with clock.moved_to(NOW):
        assert demo.descriptions([cast.lead, cast.stranger]) == {cast.lead.pk: [f"Lead inspector, {stages.TITLE}"]}
