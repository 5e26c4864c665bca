"""A query that is put together and turned into SQL once, and sent with other values each time.

Every page of an inspection asks the same few queries at its gate; turning them into SQL anew took a quarter of a
page's time. What Django's own compiler writes is kept; reading rows into objects stays Django's.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from django.db import connections
from django.db.models import Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

_preparing: ContextVar[bool] = ContextVar("preparing_a_query", default=False)
Values = Mapping[str, Any]
R = TypeVar("R")


class Later:
    """Stands for a value in the SQL that is kept, until the query is sent."""

    def __init__(self, read: Callable[[Values, Any], Any]) -> None:
        self.read = read


class AtSending(Value):
    """A value of a query that is read when the query is sent, prepared or not."""

    def read(self, values: Values) -> Any:
        raise NotImplementedError

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        def adapted(values: Values, connection: Any) -> Any:
            return self.output_field.get_db_prep_value(self.read(values), connection=connection)

        return "%s", (Later(adapted) if _preparing.get() else adapted({}, connection),)


class Given(AtSending):
    """A value of a prepared query that its caller gives by this name."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def read(self, values: Values) -> Any:
        return values[self.value]


class Prepared(Generic[R]):
    """`put_together` gives the queryset, with `Given` where a value differs; each of its lists is read in one query."""

    def __init__(self, put_together: "Callable[[], QuerySet[Any, R]]") -> None:
        self.put_together = put_together

    def rows(self, **values: Any) -> list[R]:
        """What the queryset would give. Raises KeyError for a value that was not given."""
        queryset, compiler, sql, params = self._kept
        connection = connections[queryset.db]
        told = tuple(each.read(values, connection) if isinstance(each, Later) else each for each in params)
        # Shallow copies, as a thread's own: its connection, its values, and nothing written to what is kept.
        sent, asked = copy(compiler), object.__new__(type(queryset))
        sent.connection, sent.as_sql = connection, lambda *_, **__: (sql, told)  # type: ignore[method-assign]
        query = copy(queryset.query)
        query.get_compiler = lambda *_, **__: sent  # type: ignore[method-assign]
        asked.__dict__ = queryset.__dict__ | {"_query": query}
        return list(cast(Any, asked)._iterable_class(asked))

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
