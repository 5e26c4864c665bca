"""`manage.py verify_record [--inspection REF]`: recomputes the chain over the evidence and names the first bad row."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evidence.queries.verifying import first_broken
from inspections.models import Inspection


class Command(BaseCommand):
    help = "Recomputes the chain over all evidence and names the first revision that was altered."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--inspection", metavar="REF", default="", help="only the inspection with this reference")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fails, so that a nightly run is noticed, when any row does not hold."""
        inspections = Inspection.objects.order_by("id")
        if options["inspection"]:
            inspections = inspections.filter(ref=options["inspection"])
            if not inspections:
                raise CommandError(f"There is no inspection with the reference {options['inspection']}.")
        broken = [line for inspection in inspections for line in self.look_at(inspection)]
        if broken:
            raise CommandError("\n".join(broken))

    def look_at(self, inspection: Inspection) -> list[str]:
        found = first_broken(inspection)
        if found is None:
            self.stdout.write(f"{inspection.ref}: every revision holds.")
            return []
        return [f"{inspection.ref}: revision {found.revision} does not hold: {found.reason}."]
