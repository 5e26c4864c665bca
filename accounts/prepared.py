"""A query that is put together and turned into SQL once, and sent with other values each time.

Every page of an inspection asks the same few queries at its gate; turning them into SQL anew took a quarter of a
page's time. What Django's own compiler writes is kept; reading rows into objects stays Django's. PostgreSQL is told the
statement once for each connection, so that it plans it once, too.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from copy import copy
from functools import cached_property
from itertools import count
from typing import Any, Generic, TypeVar, cast

from django.db import connections
from django.db.models import Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from psycopg2.extensions import AsIs  # type: ignore[import-untyped]

_preparing: ContextVar[bool] = ContextVar("preparing_a_query", default=False)
Values = Mapping[str, Any]
R = TypeVar("R")


class Later:
    """Stands for a value in the SQL that is kept, until the query is sent. `field` says of which type it is."""

    def __init__(self, read: Callable[[Values, Any], Any], field: "Field[Any, Any]") -> None:
        self.read, self.field = read, field


class AtSending(Value):
    """A value of a query that is read when the query is sent, prepared or not."""

    def read(self, values: Values) -> Any:
        raise NotImplementedError

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        def adapted(values: Values, connection: Any) -> Any:
            return self.output_field.get_db_prep_value(self.read(values), connection=connection)

        return "%s", (Later(adapted, self.output_field) if _preparing.get() else adapted({}, connection),)


class Given(AtSending):
    """A value of a prepared query that its caller gives by this name."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def read(self, values: Values) -> Any:
        return values[self.value]


_NUMBERS = count(1)


def _plans_once(connection: Any) -> bool:
    """Not where a pool hands each transaction another connection, of which Django is told by this setting."""
    return connection.vendor == "postgresql" and not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")


def _statements_of(connection: Any) -> set[str]:
    """The names of the statements that this connection to the server knows; none of a new one."""
    connection.ensure_connection()
    raw, names = connection.__dict__.get("prepared_statements", (None, None))
    if raw is not connection.connection:
        names = set()
        connection.prepared_statements = connection.connection, names
    return cast("set[str]", names)


def plan_once(connection: Any, **_: Any) -> None:
    """Of a new connection: what is stated on it is planned for any values, and not anew for those that are given.

    Left to itself PostgreSQL goes on planning where it takes a plan for these values to be the cheaper one.
    """
    if _plans_once(connection):
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan")


class Prepared(Generic[R]):
    """`put_together` gives the queryset, with `Given` where a value differs; each of its lists is read in one query.

    `by_value`: the values decide the way to the rows so much that the database plans it anew each time.
    """

    def __init__(self, put_together: "Callable[[], QuerySet[Any, R]]", *, by_value: bool = False) -> None:
        self.put_together, self.by_value = put_together, by_value
        self.name = f"prepared_{next(_NUMBERS)}"

    def rows(self, **values: Any) -> list[R]:
        """What the queryset would give. Raises KeyError for a value that was not given.

        Raises TransactionManagementError where rows are taken for change outside a transaction, on SQLite too.
        """
        queryset, compiler, sql, params = self._kept
        connection = connections[queryset.db]
        # Django asks this itself only when it puts a query together, which is done once here.
        if queryset.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("Rows are taken for change within a transaction.")
        if _plans_once(connection) and not self.by_value:
            self._state(connection)
            sql, params = self._call
        told = tuple(each.read(values, connection) if isinstance(each, Later) else each for each in params)
        # Shallow copies, as a thread's own: its connection, its values, and nothing written to what is kept.
        sent, asked = copy(compiler), object.__new__(type(queryset))
        sent.connection, sent.as_sql = connection, lambda *_, **__: (sql, told)  # type: ignore[method-assign]
        query = copy(queryset.query)
        query.get_compiler = lambda *_, **__: sent  # type: ignore[method-assign]
        asked.__dict__ = queryset.__dict__ | {"_query": query}
        return list(cast(Any, asked)._iterable_class(asked))

    def first(self, **values: Any) -> R | None:
        """The first of the rows, in their order, or None."""
        return next(iter(self.rows(**values)), None)

    def _state(self, connection: Any) -> None:
        """Tells PostgreSQL the statement, where it does not know it over this connection yet."""
        known = _statements_of(connection)
        if self.name in known:
            return
        _, _, sql, params = self._kept
        numbers = count(1)
        given = [AsIs(f"${next(numbers)}") if isinstance(each, Later) else each for each in params]
        types = ", ".join(each.field.cast_db_type(connection) or "unknown" for each in self._call[1])
        # By the driver's own cursor: it is no query of the page's, and Django's log of queries does not count it.
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            text = cursor.mogrify(sql, given).decode()
            cursor.execute(f"PREPARE {self.name}{f' ({types})' if types else ''} AS {text}")
        known.add(self.name)

    @cached_property
    def _call(self) -> tuple[str, tuple[Later, ...]]:
        """How PostgreSQL is asked for the statement that it knows, and the values that differ."""
        later = tuple(each for each in self._kept[3] if isinstance(each, Later))
        marks = ", ".join(["%s"] * len(later))
        return f"EXECUTE {self.name}{f'({marks})' if later else ''}", later

    @cached_property
    def _kept(self) -> "tuple[QuerySet[Any, R], SQLCompiler, str, tuple[Any, ...]]":
        queryset = self.put_together()
        compiler = queryset.query.get_compiler(using=queryset.db)
        token = _preparing.set(True)
        try:
            sql, params = compiler.as_sql()
        finally:
            _preparing.reset(token)
        return queryset, compiler, sql, tuple(params)
