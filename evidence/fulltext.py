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

from evidence.models import RevisionText, SearchEntry

ENTRIES = SearchEntry._meta.db_table
TEXTS = RevisionText._meta.db_table
INDEX = f"{ENTRIES}_words"
# Of PostgreSQL alone: the words as it looks through them, so that it need not make them out of the text each time.
VECTOR = f"{ENTRIES}_vector"
_OF_BODY = "array_to_tsvector(array_remove(string_to_array(body, ' '), ''))"
_KINDS = "('note', 'case_evaluation', 'individual_summary', 'shared_summary')"
# Words that were taken out of the record are not to be found by it either.
_FORGET = f"UPDATE {ENTRIES} SET body = '' WHERE number = NEW.revision_id AND kind IN {_KINDS}"

_POSTGRESQL = [
    f"ALTER TABLE {ENTRIES} ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS ({_OF_BODY}) STORED",
    # In its row as long as it fits there, and the text moves out first.
    f"ALTER TABLE {ENTRIES} ALTER COLUMN vector SET STORAGE MAIN",
    # Without a list of what is not in the index yet, which every question would read through.
    f"CREATE INDEX IF NOT EXISTS {VECTOR} ON {ENTRIES} USING gin (vector) WITH (fastupdate = off)",
    # An earlier index, of what is a column now.
    f"DROP INDEX IF EXISTS {INDEX}",
    f"CREATE OR REPLACE FUNCTION {INDEX}_forget() RETURNS trigger AS $body$ BEGIN {_FORGET}; RETURN NULL; END $body$ "
    "LANGUAGE plpgsql",
    f"DROP TRIGGER IF EXISTS {INDEX}_forget ON {TEXTS}",
    f"CREATE TRIGGER {INDEX}_forget AFTER UPDATE ON {TEXTS} FOR EACH ROW WHEN (NEW.blanked_at IS NOT NULL) "
    f"EXECUTE FUNCTION {INDEX}_forget()",
]
_TABLE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(body, content='{ENTRIES}', content_rowid='id', "
    "detail=none, tokenize=\"ascii tokenchars '='\", prefix='2 3')"
)
_PUT = f"INSERT INTO {INDEX}(rowid, body) VALUES (NEW.id, NEW.body)"
_TAKE = f"INSERT INTO {INDEX}({INDEX}, rowid, body) VALUES ('delete', OLD.id, OLD.body)"
_SQLITE = {
    f"{INDEX}_insert": f"AFTER INSERT ON {ENTRIES} BEGIN {_PUT}; END",
    f"{INDEX}_delete": f"AFTER DELETE ON {ENTRIES} BEGIN {_TAKE}; END",
    f"{INDEX}_update": f"AFTER UPDATE ON {ENTRIES} BEGIN {_TAKE}; {_PUT}; END",
    f"{INDEX}_forget": f"AFTER UPDATE ON {TEXTS} WHEN NEW.blanked_at IS NOT NULL BEGIN {_FORGET}; END",
}


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
    if database.vendor == "postgresql":
        _execute(database, _POSTGRESQL)
    else:
        _install_sqlite(database)


def _install_sqlite(database: BaseDatabaseWrapper) -> None:
    with database.cursor() as cursor:
        cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE name LIKE '{INDEX}%%'")
        standing = dict(cursor.fetchall())
    wanted = {name: f"CREATE TRIGGER {name} {rest}" for name, rest in _SQLITE.items()}
    outdated = [name for name, made in wanted.items() if name in standing and standing[name] != made]
    _execute(database, [f"DROP TRIGGER {name}" for name in outdated])
    missing = ({INDEX, *_SQLITE} - set(standing)) | set(outdated)
    if missing:
        made = [statement for name, statement in wanted.items() if name in missing]
        # What was written while a trigger was missing is not in the index.
        _execute(database, [_TABLE, *made, f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')"])


def _execute(database: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install_after_migrate(sender: AppConfig, using: str, **_: Any) -> None:
    if sender.name == "evidence":
        install(using)
