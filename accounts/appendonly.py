"""Database triggers that keep what must never change, on both engines; made anew after every migrate.

SQLite drops triggers when a table is remade, hence the making anew and the system check that says when one is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connections, models


@dataclass(frozen=True)
class Trigger:
    """One trigger: `when` is an SQL condition over OLD and NEW, for both engines, under which the change is refused."""

    name: str
    table: str
    event: str  # "INSERT", "UPDATE" or "DELETE"
    message: str
    when: str = ""


TRIGGERS: dict[str, Trigger] = {}


def refuse(model: type[models.Model], event: str, message: str, when: str = "", name: str = "") -> None:
    """Registers a trigger that refuses the event on the model's table (while `when` holds)."""
    table = model._meta.db_table
    trigger = Trigger(name or f"keep_{table}_{event.lower()}", table, event, message, when)
    TRIGGERS[trigger.name] = trigger


def protect(model: type[models.Model], update_allowed_when: str = "") -> None:
    """Makes a model append-only. `update_allowed_when`: SQL over OLD and NEW for the update that may be."""
    label = model._meta.verbose_name
    refuse(model, "DELETE", f"A {label} is never deleted.")
    when = f"NOT ({update_allowed_when})" if update_allowed_when else ""
    refuse(model, "UPDATE", f"A {label} is never changed.", when)


def _sqlite(trigger: Trigger) -> list[str]:
    when = f"WHEN {trigger.when}" if trigger.when else ""
    return [
        f"DROP TRIGGER IF EXISTS {trigger.name}",
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} FOR EACH ROW {when} "
        f"BEGIN SELECT RAISE(ABORT, '{trigger.message}'); END",
    ]


def _postgresql(trigger: Trigger) -> list[str]:
    # A WHEN clause may hold no subquery on PostgreSQL, so the condition is asked inside the function.
    result = "OLD" if trigger.event == "DELETE" else "NEW"
    condition = trigger.when or "TRUE"
    statements = [
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger AS $body$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION USING MESSAGE = '{trigger.message}', ERRCODE = '23514'; END IF; RETURN {result}; "
        "END $body$ LANGUAGE plpgsql",
        f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}",
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {trigger.name}()",
    ]
    if trigger.event == "DELETE" and not trigger.when:
        statements += [
            f"DROP TRIGGER IF EXISTS {trigger.name}_all ON {trigger.table}",
            f"CREATE TRIGGER {trigger.name}_all BEFORE TRUNCATE ON {trigger.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {trigger.name}()",
        ]
    return statements


def statements(vendor: str, trigger: Trigger) -> list[str]:
    return _sqlite(trigger) if vendor == "sqlite" else _postgresql(trigger)


def install(using: str = "default", triggers: Iterable[Trigger] | None = None) -> None:
    """Makes every registered trigger whose table exists."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in triggers if triggers is not None else TRIGGERS.values():
            if trigger.table in tables:
                for statement in statements(connection.vendor, trigger):
                    cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Takes every registered trigger away: for rebuilding a marked demo database, and nothing else."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in TRIGGERS.values():
            if trigger.table in tables:
                on = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")
                if connection.vendor != "sqlite":
                    cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}_all{on}")


def missing(using: str = "default") -> list[str]:
    """Names of registered triggers that the database does not have although their table exists."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    listing = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor != "sqlite":
        listing = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(listing)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(t.name for t in TRIGGERS.values() if t.table in tables and t.name not in present)


def install_after_migrate(app_config: AppConfig, using: str = "default", **_: Any) -> None:
    """Makes the triggers of one app: runs for each app after every migrate, even where nothing was migrated."""
    own = {model._meta.db_table for model in app_config.get_models(include_auto_created=True)}
    install(using, [trigger for trigger in TRIGGERS.values() if trigger.table in own])
