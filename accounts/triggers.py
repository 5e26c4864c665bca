"""Triggers that do something after a row has changed, the same on both engines: what they keep may be made anew.

(What must never change is kept by accounts.appendonly.) They are looked after at every migrate, because SQLite loses
triggers when it remakes a table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class After:
    """What is `done` (SQL over OLD and NEW) after the event, such as "UPDATE OF area", where `when` holds."""

    name: str
    event: str
    table: str
    done: str
    when: str = ""


def outdated(database: BaseDatabaseWrapper, triggers: Iterable[After]) -> list[After]:
    """Those that the database does not have, or that do something else there. One query a table."""
    wanted = list(triggers)
    standing: dict[str, str] = {}
    for table in {each.table for each in wanted}:
        standing |= _standing(database, table)
    return [each for each in wanted if not _stands(standing.get(each.name), _statements(database.vendor, each)[0])]


def make(database: BaseDatabaseWrapper, cursor: Any, triggers: Iterable[After]) -> None:
    """Makes them in the place of those of the same names."""
    for each in triggers:
        on = "" if database.vendor == "sqlite" else f" ON {each.table}"
        cursor.execute(f"DROP TRIGGER IF EXISTS {each.name}{on}")
        for statement in _statements(database.vendor, each):
            cursor.execute(statement)


def _statements(vendor: str, trigger: After) -> list[str]:
    """The first says all that the trigger does."""
    name, done = trigger.name, trigger.done
    head = f"CREATE TRIGGER {name} AFTER {trigger.event} ON {trigger.table} FOR EACH ROW"
    if vendor == "sqlite":
        return [f"{head}{f' WHEN {trigger.when}' if trigger.when else ''} BEGIN {done}; END"]
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $body$ BEGIN {done}; RETURN NULL; END $body$ "
        "LANGUAGE plpgsql",
        f"{head}{f' WHEN ({trigger.when})' if trigger.when else ''} EXECUTE FUNCTION {name}()",
    ]


def _standing(database: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    """By name of each trigger of the table that stands, what it does."""
    if database.vendor == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    else:
        asked = (
            "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE NOT tgisinternal AND tgrelid = to_regclass(%s)"
        )
    with database.cursor() as cursor:
        cursor.execute(asked, [table])
        return dict(cursor.fetchall())


def _stands(said: str | None, statement: str) -> bool:
    """What a database says of a function is a part of the statement that made it."""
    return said is not None and said in statement
