"""The counts of what stands in the record, kept by triggers on the heads, on both engines.

They only help the coverage to count tens of thousands of notes, so they may be made anew, and are wherever a trigger
was missing at a migrate. No two writers wait for each other at a count: whoever moves a head holds its inspection
already.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.triggers import After, make, outdated
from evidence.models import Head, HeadCount

HEADS, COUNTS = Head._meta.db_table, HeadCount._meta.db_table
_FIELDS = [f'"{HeadCount._meta.get_field(name).column}"' for name in ("inspection", *HeadCount.BY)]  # type: ignore[union-attr]
_COLUMNS = ", ".join(_FIELDS)
# Another column of a head counts for nothing, so that a change of it costs nothing.
_COUNTED = f"latest, withdrawn, {_COLUMNS}"


def _counts(row: str) -> str:
    return f"{row}.latest AND NOT {row}.withdrawn"


def _one_more(row: str) -> str:
    values = ", ".join(f"{row}.{each}" for each in _FIELDS)
    return (
        f"INSERT INTO {COUNTS} ({_COLUMNS}, n) VALUES ({values}, 1) "
        f"ON CONFLICT ({_COLUMNS}) DO UPDATE SET n = {COUNTS}.n + 1"
    )


def _one_less(row: str) -> str:
    return f"UPDATE {COUNTS} SET n = n - 1 WHERE {' AND '.join(f'{each} = {row}.{each}' for each in _FIELDS)}"


TRIGGERS = [
    After(f"{COUNTS}_begun", "INSERT", HEADS, _one_more("NEW"), _counts("NEW")),
    After(f"{COUNTS}_moved_to", f"UPDATE OF {_COUNTED}", HEADS, _one_more("NEW"), _counts("NEW")),
    After(f"{COUNTS}_moved_from", f"UPDATE OF {_COUNTED}", HEADS, _one_less("OLD"), _counts("OLD")),
    After(f"{COUNTS}_gone", "DELETE", HEADS, _one_less("OLD"), _counts("OLD")),
]
_COUNTED_NOW = f"SELECT {_COLUMNS}, count(*) FROM {HEADS} WHERE latest AND NOT withdrawn GROUP BY {_COLUMNS}"
_KEPT = f"SELECT {_COLUMNS}, n FROM {COUNTS} WHERE n <> 0"
_DIFFERING = (
    f"SELECT EXISTS (SELECT 1 FROM ({_COUNTED_NOW} EXCEPT {_KEPT}) AS more) "
    f"OR EXISTS (SELECT 1 FROM ({_KEPT} EXCEPT {_COUNTED_NOW}) AS less)"
)
_AGAIN = (f"DELETE FROM {COUNTS}", f"INSERT INTO {COUNTS} ({_COLUMNS}, n) {_COUNTED_NOW}")


def install(using: str = "default") -> None:
    """Makes what is missing or made otherwise, where the tables stand; then everything is counted anew."""
    database = connections[using]
    if not {HEADS, COUNTS} <= set(database.introspection.table_names()):
        return
    wanting = outdated(database, TRIGGERS)
    if not wanting:
        return
    with transaction.atomic(using=using), database.cursor() as cursor:
        _hold(database, cursor)
        make(database, cursor, wanting)
        for statement in _AGAIN:
            cursor.execute(statement)


def _hold(database: BaseDatabaseWrapper, cursor: Any) -> None:
    """Nobody moves a head until the transaction ends; on SQLite nobody can."""
    if database.vendor == "postgresql":
        cursor.execute(f"LOCK TABLE {HEADS} IN SHARE ROW EXCLUSIVE MODE")


def count_again(using: str = "default") -> bool:
    """Whether the counts had come to differ from the heads; then they are made anew. Every night, by the worker."""
    database = connections[using]
    with transaction.atomic(using=using), database.cursor() as cursor:
        _hold(database, cursor)
        cursor.execute(_DIFFERING)
        differs = bool(cursor.fetchone()[0])
        for statement in _AGAIN if differs else ():
            cursor.execute(statement)
        return differs


def install_after_migrate(sender: AppConfig, using: str, **_: object) -> None:
    if sender.name == "evidence":
        install(using)
