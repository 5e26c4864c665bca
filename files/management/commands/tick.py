from typing import Any

from django.core.management.base import BaseCommand, CommandError

from files import jobs


class Command(BaseCommand):
    help = "Does one tick by hand: sweeps jobs, sends mail, and calls what the rooms registered for every tick."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = jobs.tick()
        if failed:
            raise CommandError(f"These parts failed: {', '.join(failed)}. The log says why.")
