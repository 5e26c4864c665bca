from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from files import jobs


class Command(BaseCommand):
    help = "Does every queued job in this process, without Celery, and stops."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", required=True, help="stop when nothing is queued")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Attempts at jobs: {jobs.run_queued()}")
