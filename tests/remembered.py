"""A stage that many tests begin from is built once a process, by actions; later its rows are laid back.

Only the building is spared: a test finds the same rows in the database and the same people in its cast.
"""

import copy
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, models
from django.db.models.sql import InsertQuery

from accounts import appendonly
from evidence import counting
from tests.cast import Cast

# What Django puts into every database by itself.
ALWAYS_THERE = {"contenttypes", "auth"}
ROWS_AT_ONCE = 200
Made = TypeVar("Made")
_anew: ContextVar[bool] = ContextVar("built_anew", default=False)


@dataclass(frozen=True)
class Stage(Generic[Made]):
    """Its rows as statements; what the function returned and the people who were in it."""

    rows: list[tuple[str, Any]]
    made: Made
    people: dict[str, Any]


def remembered(build: Callable[..., Made]) -> Callable[..., Made]:
    """For a function of the cast alone. With further arguments, or where anything stands already, it builds."""
    kept: list[Stage[Made]] = []

    @functools.wraps(build)
    def stage(cast: Cast, *args: Any, **kwargs: Any) -> Made:
        if args or kwargs or _anew.get() or not connection.in_atomic_block or anything_stands():
            return build(cast, *args, **kwargs)
        if not kept:
            made = build(cast)
            kept.append(Stage(rows(), *copy.deepcopy((made, cast._made))))
            return made
        return lay(kept[0], cast)

    return stage


@contextmanager
def built_anew() -> Iterator[None]:
    """Within the block nothing is remembered: for a test that changes how a stage is built."""
    token = _anew.set(True)
    try:
        yield
    finally:
        _anew.reset(token)


def lay(stage: Stage[Made], cast: Cast) -> Made:
    with triggers_aside(), connection.cursor() as cursor:
        for statement, values in stage.rows:
            cursor.execute(statement, values)
    made, cast._made = copy.deepcopy((stage.made, stage.people))
    return made


@contextmanager
def triggers_aside() -> Iterator[None]:
    """The rows were let in once, at their time; in the order of tables some would come too late."""
    guards = [each for each in appendonly.TRIGGERS.values() if each.event == "INSERT"]
    aside = [*(guard.name for guard in guards), *(each.name for each in counting.TRIGGERS)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            for name in aside:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            appendonly.install(triggers=guards)
            counting.install()


def tables() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.app_label not in ALWAYS_THERE]


def anything_stands() -> bool:
    asked = " UNION ALL ".join(f"SELECT EXISTS (SELECT 1 FROM {model._meta.db_table})" for model in tables())
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return any(row[0] for row in cursor.fetchall())


def rows() -> list[tuple[str, Any]]:
    """Every row of the database as an INSERT with its values."""
    found = []
    for model in tables():
        standing = list(model._base_manager.order_by("pk"))
        for start in range(0, len(standing), ROWS_AT_ONCE):
            found += inserts(model, standing[start : start + ROWS_AT_ONCE])
    return found


def inserts(model: type[models.Model], standing: list[models.Model]) -> list[tuple[str, Any]]:
    query = InsertQuery(model)
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    query.insert_values(fields, standing, raw=True)
    return query.get_compiler(connection=connection).as_sql()
