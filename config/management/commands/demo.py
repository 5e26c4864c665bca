"""Builds or rebuilds the demo, in a database that is empty or marked as a demo and in no other."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts import appendonly
from accounts.models import ClockSetting, DatabaseMark, Person


class Command(BaseCommand):
    help = "Rebuilds the demo. Refuses a database that holds people and is not marked demo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="build only when nobody is in the database yet")

    def handle(self, *, if_empty: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("There is no demo in production mode.")
        empty = not Person.objects.exists()
        # The clock is set last, so a database without it holds a demo whose building was broken off.
        if if_empty and not empty and ClockSetting.objects.exists():
            return
        if not empty and not DatabaseMark.objects.filter(purpose="demo").exists():
            raise CommandError("This database is not marked demo, so it is left alone.")
        if not empty:
            self.clear()
        self.build()

    def clear(self) -> None:
        """Empties a marked database: the one occasion on which the triggers stand aside."""
        appendonly.remove()
        try:
            call_command("flush", interactive=False, verbosity=0)
        finally:
            appendonly.install()

    def build(self) -> None:
        from config.demo.build import build

        standing = build(lambda line: self.stdout.write(f"  {line}"))
        self.stdout.write(
            f"The demo is ready. Its clock stands on {standing.day:%A} {standing.day.day} {standing.day:%B %Y}."
        )
