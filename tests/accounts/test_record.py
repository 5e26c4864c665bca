"""The record: only the auditor reads it, it holds no content, and the database lets nobody change it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import appendonly
from accounts.access import Role
from accounts.models import Event, EventReason, Operation
from accounts.record import history, record
from tests.cast import MEMBERS, Cast

SignIn = Callable[..., Client]
REASON = "canary-in-a-reason"


@pytest.fixture
def event(cast: Cast) -> Event:
    return record("changed", cast.lead, by=cast.scheduler, inspection="abc234", before="x", after="y", reason=REASON)


def refused(sql: str) -> None:
    with pytest.raises(DatabaseError, match="is never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_only_the_auditor_reads_it(cast: Cast, as_: SignIn) -> None:
    for key, person in cast.everybody().items():
        expected = 200 if Role.AUDITOR in MEMBERS[key].posts else 302 if key == "suspended" else 404
        assert as_(person).get("/record/").status_code == expected, key


def test_it_shows_who_did_what_and_no_reason(cast: Cast, as_: SignIn, event: Event) -> None:
    page = as_(cast.auditor).get("/record/").content.decode()
    assert "Sasha Example" in page
    assert f"person {event.object_id}" in page
    assert REASON not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 2),
        ({"person": "sasha"}, 1),
        ({"verb": "sign"}, 1),
        ({"inspection": "ABC234"}, 1),
        ({"inspection": "abc23"}, 0),
        ({"person": "sasha", "verb": "sign"}, 0),
        ({"person": "x" * 5000}, 2),
        ({"person": "\x00"}, 2),
    ],
)
def test_it_can_be_narrowed(cast: Cast, as_: SignIn, event: Event, query: dict[str, str], found: int) -> None:
    record("signed in", cast.lead, by=cast.lead)
    assert len(as_(cast.auditor).get("/record/", query).context["rows"]) == found


def test_a_thing_that_the_product_no_longer_has_is_shown_as_stored(cast: Cast, as_: SignIn) -> None:
    Event.objects.create(person_name="X", verb="did", object_label="gone.Thing", object_id="1")
    assert "gone.Thing 1" in as_(cast.auditor).get("/record/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_as_many_questions_for_one_as_for_thirty(
    cast: Cast, as_: SignIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    auditor = as_(cast.auditor)
    for _ in range(count):
        record("changed", cast.lead, by=cast.lead)
    with django_assert_num_queries(5):  # session, person with posts, clock, count, events
        assert len(auditor.get("/record/").context["rows"]) == count


def test_the_database_refuses_to_change_or_delete_it(event: Event) -> None:
    for table, column in (("accounts_event", "person_name"), ("accounts_eventreason", "text")):
        refused(f"UPDATE {table} SET {column} = 'forged'")
        refused(f"DELETE FROM {table}")
    event.refresh_from_db()
    assert (event.person_name, event.reason.text) == ("Sasha Example", REASON)


def test_not_even_through_the_model(event: Event) -> None:
    for attempt in (
        lambda: Event.objects.update(verb="nothing"),
        lambda: EventReason.objects.update(text=""),
        lambda: EventReason.objects.all().delete(),
        lambda: Event.objects.filter(pk=event.pk)._raw_delete("default"),
        lambda: event.save(),
    ):
        with pytest.raises(DatabaseError, match="is never"), transaction.atomic():
            attempt()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE")
def test_nor_emptied_at_once(event: Event) -> None:
    connection.check_constraints()  # else the rows just written hold the table before the trigger is asked
    refused("TRUNCATE accounts_event CASCADE")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces a row by inserting another")
def test_nor_replaced(event: Event) -> None:
    refused("INSERT OR REPLACE INTO accounts_event SELECT * FROM accounts_event")


def test_an_operation_gets_its_address_once_and_then_stands(cast: Cast) -> None:
    op = uuid4()
    Operation.objects.create(op=op, person=cast.lead, address="")
    Operation.objects.filter(op=op).update(address="/done/")
    with pytest.raises(DatabaseError, match="is never"), transaction.atomic():
        Operation.objects.filter(op=op).update(address="/elsewhere/")
    with pytest.raises(DatabaseError, match="is never"), transaction.atomic():
        Operation.objects.filter(op=op)._raw_delete("default")


def test_the_check_says_which_trigger_is_missing(db: None) -> None:
    from django.core.checks import run_checks

    assert run_checks(tags=["database"], databases=["default"]) == []
    on = "" if connection.vendor == "sqlite" else " ON accounts_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER keep_accounts_event_delete{on}")
    assert appendonly.missing() == ["keep_accounts_event_delete"]
    (finding,) = run_checks(tags=["database"], databases=["default"])
    assert "keep_accounts_event_delete is missing" in finding.msg
    appendonly.install()
    assert appendonly.missing() == []


def test_history_is_of_one_object_with_its_reasons(cast: Cast, event: Event) -> None:
    record("changed", cast.deputy, by=cast.scheduler)
    assert [(found.pk, found.reason.text) for found in history(cast.lead)] == [(event.pk, REASON)]
