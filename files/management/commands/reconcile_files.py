import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from files.queries import YOUNG_SECONDS, compare_with_storage


class Command(BaseCommand):
    help = "Compares the rows of stored files with the storage. Changes nothing; leaves with code 1 when they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        text = "pass over files younger than this (default %(default)s): their row may not be there yet"
        parser.add_argument("--young-seconds", type=float, default=YOUNG_SECONDS, help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        found = compare_with_storage(options["young_seconds"])
        for key in found.lost:
            self.stdout.write(f"The row has no file: {key}")
        for key in found.damaged:
            self.stdout.write(f"The file is damaged: {key}")
        for name in found.forgotten:
            self.stdout.write(f"The file has no row: {name}")
        if not found.clean:
            sys.exit(1)
        self.stdout.write("Every row has its file and every file its row.")
