"""A prepared query gives what its queryset gives, with the values and the moment of each time it is sent."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import BigAutoField, CharField, Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from accounts import clock
from accounts.models import Person, Post
from accounts.prepared import Given, Prepared

NAME = Given("name", CharField())


def named() -> QuerySet[Person]:
    return Person.objects.filter(name=NAME)


def posts_of() -> QuerySet[Post]:
    """With the person, and whether the post is held at the moment of asking."""
    held = Post.objects.filter(pk=OuterRef("pk"), since__lte=clock.NOW)
    rows = Post.objects.filter(person=Given("person", BigAutoField())).select_related("person")
    return rows.annotate(held=Exists(held)).order_by("pk")


def test_it_is_sent_with_each_caller_s_values(db, cast):
    rows = Prepared(named)
    for person in (cast.lead, cast.deputy):
        assert rows.rows(name=person.name) == [person]
    assert rows.rows(name="Nobody") == []
    with pytest.raises(KeyError):
        rows.rows()


def test_it_is_put_together_once(db, cast):
    times = []
    rows = Prepared(lambda: times.append(1) or named())
    for person in (cast.lead, cast.deputy):
        rows.rows(name=person.name)
    assert len(times) == 1


def test_what_comes_along_comes_along(db, cast, django_assert_num_queries):
    rows, person = Prepared(posts_of), cast.scheduler
    post = person.posts.get()
    with clock.moved_to(post.since), django_assert_num_queries(1):
        found = rows.rows(person=person.pk)
        assert [each.person.name for each in found] == [person.name]
    assert found == [post]
    assert found[0].held


def test_the_clock_is_read_when_it_is_sent(db, cast):
    rows, post = Prepared(posts_of), cast.scheduler.posts.get()
    for before, held in ((timedelta(hours=1), False), (timedelta(), True)):
        with clock.moved_to(post.since - before):
            assert [each.held for each in rows.rows(person=cast.scheduler.pk)] == [held]


def test_values_and_unions_are_read_as_django_reads_them(db, cast):
    def both() -> QuerySet[Person, tuple[str, int]]:
        nobody = Person.objects.filter(name="Nobody").order_by().values_list("name", "pk")
        return named().order_by().values_list("name", "pk").union(nobody, all=True)

    assert Prepared(lambda: named().values("name")).rows(name=cast.lead.name) == [{"name": cast.lead.name}]
    assert Prepared(both).rows(name=cast.lead.name) == [(cast.lead.name, cast.lead.pk)]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection(cast):
    rows, found = Prepared(named), []

    def ask() -> None:
        found.append(rows.rows(name=cast.lead.name))
        connections.close_all()

    rows.rows(name=cast.lead.name)
    other = Thread(target=ask)
    other.start()
    other.join()
    assert found == [[cast.lead]]


def test_another_query_than_a_prepared_one_reads_the_clock_as_before(db, cast):
    post = cast.scheduler.posts.get()
    with clock.moved_to(post.since - timedelta(hours=1)):
        assert not Post.objects.filter(pk=post.pk, since__lte=clock.NOW).exists()
    assert Post.objects.filter(pk=post.pk, since__lte=clock.NOW).exists()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite plans every query anew")
def test_postgresql_plans_it_once_for_each_connection(cast, django_assert_num_queries):
    rows, each_time = Prepared(named), Prepared(named, by_value=True)
    people = [cast.lead, cast.deputy]

    def stated() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM pg_prepared_statements")
            return {name for (name,) in cursor.fetchall()}

    with django_assert_num_queries(2):
        assert [rows.rows(name=each.name) for each in people] == [[each] for each in people]
    assert each_time.rows(name=cast.lead.name) == [cast.lead]
    assert rows.name in stated()
    assert each_time.name not in stated()
    connection.connection.cursor().execute("DEALLOCATE ALL")
    connection.prepared_statements = None, set()
    assert rows.rows(name=cast.lead.name) == [cast.lead]
    assert stated() == {rows.name}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite plans every query anew")
def test_postgresql_plans_for_any_values_and_not_for_those_of_each_call(cast):
    """Without being told so it plans anew for the first five calls at least."""
    rows = Prepared(named)
    for each in (cast.lead, cast.deputy):
        rows.rows(name=each.name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE name = %s", [rows.name])
        assert cursor.fetchone() == (2, 0)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite plans every query anew")
def test_behind_a_pool_of_connections_nothing_is_stated(cast, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    rows = Prepared(named)
    assert rows.rows(name=cast.lead.name) == [cast.lead]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name = %s", [rows.name])
        assert cursor.fetchone() == (0,)


def test_a_sign_of_per_cent_and_a_value_of_any_kind_arrive_as_they_are(db, cast):
    odd = "100%s %(x)s 'quoted' \\ $1"
    Person.objects.filter(pk=cast.lead.pk).update(name=odd)
    assert Prepared(named).rows(name=odd) == [cast.lead]
    assert Prepared(lambda: Person.objects.filter(name=odd, pk=Given("pk", BigAutoField()))).rows(pk=cast.lead.pk) == [
        cast.lead
    ]


def test_what_the_database_refuses_is_an_error_of_django_s(db):
    """Whoever asks before the first migration is answered by it; a broken connection is known for one by it."""
    rows = Prepared(lambda: Person.objects.annotate(odd=RawSQL("no_such_function()", [])))
    for _ in range(2):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.rows()
