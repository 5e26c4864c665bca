"""Everything that `bin/run` does in Python, in one process: each start of an interpreter costs a second."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from config import child
from config.scanner import CLAMD, prepare, scanner_command
from config.supervisor import Supervisor, answers, say, web_command, welcome, worker_command


class Command(BaseCommand):
    help = (
        "Brings the database up to date, builds the demo where there is none, and serves web and worker until stopped."
    )

    def handle(self, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        if answers(host, port):
            raise CommandError(f"Port {port} is in use. Stop what uses it, or choose another: PORT={port + 1} bin/run")
        if _migrations_wait():
            call_command("migrate", verbosity=0)
        if settings.DEMO:
            call_command("demo", if_empty=True)
        connections.close_all()
        commands = [*_scanner(), web_command(host, port), worker_command(str(settings.VAR))]
        supervisor = Supervisor(commands)
        raise SystemExit(supervisor.run(welcome(host, port, settings.DEMO)))


def _scanner() -> list[child.Command]:
    """A clamd of our own where none is named; the children hear of it by CLAMD_URL."""
    if settings.PRODUCTION or settings.CLAMD_URL:
        return []
    if not CLAMD.exists():
        say("clamav-daemon is not installed: files that people send are NOT looked through for viruses.")
        return []
    folder = settings.VAR.resolve() / "clamd"
    os.environ["CLAMD_URL"] = prepare(folder, settings.UPLOAD_MAX_BYTES)
    return [scanner_command(folder)]


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
