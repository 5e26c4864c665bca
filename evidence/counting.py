"""The counts of what stands in the record, kept by triggers on the heads, on both engines.

They only help the coverage to count tens of thousands of notes, so they may be made anew. They are looked after at
every migrate, because SQLite loses triggers when it remakes a table, and counted anew wherever one was missing. No two
writers wait for each other at a count: whoever moves a head holds its inspection already.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

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


# By name: the event, the row that decides whether it counts, and what is done.
TRIGGERS = {
    f"{COUNTS}_begun": ("INSERT", "NEW", _one_more("NEW")),
    f"{COUNTS}_moved_to": (f"UPDATE OF {_COUNTED}", "NEW", _one_more("NEW")),
    f"{COUNTS}_moved_from": (f"UPDATE OF {_COUNTED}", "OLD", _one_less("OLD")),
    f"{COUNTS}_gone": ("DELETE", "OLD", _one_less("OLD")),
}
_COUNTED_NOW = f"SELECT {_COLUMNS}, count(*) FROM {HEADS} WHERE latest AND NOT withdrawn GROUP BY {_COLUMNS}"
_KEPT = f"SELECT {_COLUMNS}, n FROM {COUNTS} WHERE n <> 0"
_DIFFERING = (
    f"SELECT EXISTS (SELECT 1 FROM ({_COUNTED_NOW} EXCEPT {_KEPT}) AS more) "
    f"OR EXISTS (SELECT 1 FROM ({_KEPT} EXCEPT {_COUNTED_NOW}) AS less)"
)
_AGAIN = (f"DELETE FROM {COUNTS}", f"INSERT INTO {COUNTS} ({_COLUMNS}, n) {_COUNTED_NOW}")


def _sqlite(name: str) -> list[str]:
    event, row, done = TRIGGERS[name]
    return [f"CREATE TRIGGER {name} AFTER {event} ON {HEADS} FOR EACH ROW WHEN {_counts(row)} BEGIN {done}; END"]


def _postgresql(name: str) -> list[str]:
    event, row, done = TRIGGERS[name]
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $body$ BEGIN {done}; RETURN NULL; END $body$ "
        "LANGUAGE plpgsql",
        f"CREATE TRIGGER {name} AFTER {event} ON {HEADS} FOR EACH ROW WHEN ({_counts(row)}) EXECUTE FUNCTION {name}()",
    ]


def install(using: str = "default") -> None:
    """Makes what is missing or made otherwise, where the tables stand; then everything is counted anew."""
    database = connections[using]
    if not {HEADS, COUNTS} <= set(database.introspection.table_names()):
        return
    made = _sqlite if database.vendor == "sqlite" else _postgresql
    standing = _standing(database)
    # What a database says of a function is the statement that made it, so that one made otherwise is known.
    wanted = {name: made(name) for name in TRIGGERS}
    outdated = [name for name, statements in wanted.items() if not _stands(standing.get(name), statements[0])]
    if not outdated:
        return
    on = "" if database.vendor == "sqlite" else f" ON {HEADS}"
    with transaction.atomic(using=using), database.cursor() as cursor:
        _hold(database, cursor)
        for name in outdated:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            for statement in wanted[name]:
                cursor.execute(statement)
        for statement in _AGAIN:
            cursor.execute(statement)


def _hold(database: BaseDatabaseWrapper, cursor: Any) -> None:
    """Nobody moves a head until the transaction ends; on SQLite nobody can."""
    if database.vendor == "postgresql":
        cursor.execute(f"LOCK TABLE {HEADS} IN SHARE ROW EXCLUSIVE MODE")


def _standing(database: BaseDatabaseWrapper) -> dict[str, str]:
    """By name of each trigger that stands, what it does."""
    if database.vendor == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    else:
        asked = (
            "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE NOT tgisinternal AND tgrelid = to_regclass(%s)"
        )
    with database.cursor() as cursor:
        cursor.execute(asked, [HEADS])
        return dict(cursor.fetchall())


def _stands(said: str | None, statement: str) -> bool:
    return said is not None and said in statement


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
