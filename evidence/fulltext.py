"""Finding rows by their words, on both engines: the index, what keeps it true, and the question put to it.

The index only helps to find things, so it may be made anew; like the triggers of what must never change it is looked
after at every migrate, because SQLite loses triggers when it remakes a table.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func

from accounts.triggers import After, make, outdated
from evidence.models import RevisionText, SearchEntry

ENTRIES = SearchEntry._meta.db_table
TEXTS = RevisionText._meta.db_table
INDEX = f"{ENTRIES}_words"
# Of PostgreSQL alone: the words as it looks through them, so that it need not make them out of the text each time.
VECTOR = f"{ENTRIES}_vector"
_OF_BODY = "array_to_tsvector(array_remove(string_to_array(body, ' '), ''))"
_KINDS = "('note', 'case_evaluation', 'individual_summary', 'shared_summary')"

_POSTGRESQL = [
    f"ALTER TABLE {ENTRIES} ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS ({_OF_BODY}) STORED",
    # In its row as long as it fits there, and the text moves out first.
    f"ALTER TABLE {ENTRIES} ALTER COLUMN vector SET STORAGE MAIN",
    # Without a list of what is not in the index yet, which every question would read through.
    f"CREATE INDEX IF NOT EXISTS {VECTOR} ON {ENTRIES} USING gin (vector) WITH (fastupdate = off)",
    # An earlier index, of what is a column now.
    f"DROP INDEX IF EXISTS {INDEX}",
]
_TABLE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(body, content='{ENTRIES}', content_rowid='id', "
    "detail=none, tokenize=\"ascii tokenchars '='\", prefix='2 3')"
)
_PUT = f"INSERT INTO {INDEX}(rowid, body) VALUES (NEW.id, NEW.body)"
_TAKE = f"INSERT INTO {INDEX}({INDEX}, rowid, body) VALUES ('delete', OLD.id, OLD.body)"
# Words that were taken out of the record are not to be found by it either.
_FORGOTTEN = After(
    f"{INDEX}_forget",
    "UPDATE",
    TEXTS,
    f"UPDATE {ENTRIES} SET body = '' WHERE number = NEW.revision_id AND kind IN {_KINDS}",
    "NEW.blanked_at IS NOT NULL",
)
_SQLITE = [
    After(f"{INDEX}_insert", "INSERT", ENTRIES, _PUT),
    After(f"{INDEX}_delete", "DELETE", ENTRIES, _TAKE),
    After(f"{INDEX}_update", "UPDATE", ENTRIES, f"{_TAKE}; {_PUT}"),
    _FORGOTTEN,
]


class Matching(Func):
    """The condition on an entry that it has what the question (as `question` writes it) asks for."""

    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        inside = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %(expressions)s"
        return self.as_sql(compiler, connection, template=f"{ENTRIES}.id IN ({inside})", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"{ENTRIES}.vector @@ %(expressions)s::tsquery", **more)


def question(beginnings: Sequence[str]) -> str:
    """For each of these (as words.wanted gives them), a word begins so: in the words of the database's own search."""
    if connection.vendor == "postgresql":
        return " & ".join(f"'{each}':*" for each in beginnings)
    return " ".join(f'"{each}"*' for each in beginnings)


def install(using: str = "default") -> None:
    """Makes what is missing of the index, where its tables stand."""
    database = connections[using]
    if not {ENTRIES, TEXTS} <= set(database.introspection.table_names()):
        return
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            for statement in _POSTGRESQL:
                cursor.execute(statement)
            make(database, cursor, outdated(database, [_FORGOTTEN]))
        else:
            _install_sqlite(database, cursor)


def _install_sqlite(database: BaseDatabaseWrapper, cursor: Any) -> None:
    missing, wanting = INDEX not in database.introspection.table_names(cursor), outdated(database, _SQLITE)
    if missing:
        cursor.execute(_TABLE)
    make(database, cursor, wanting)
    if missing or wanting:
        # What was written while a trigger was missing is not in the index.
        cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")


def install_after_migrate(sender: AppConfig, using: str, **_: Any) -> None:
    if sender.name == "evidence":
        install(using)
