"""`manage.py verify_record [--inspection REF | --export FILE]`: recomputes the chain and names the first bad row."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evidence.export.checking import Checked, Unreadable
from evidence.queries.verifying import first_broken
from inspections.models import Inspection


class Command(BaseCommand):
    help = "Recomputes the chain over all evidence, or over an exported record, and names what was altered."

    def add_arguments(self, parser: CommandParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--inspection", metavar="REF", default="", help="only the inspection with this reference")
        only.add_argument("--export", metavar="FILE", default="", help="the file that an export of a record made")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fails, so that a nightly run is noticed, when any row does not hold."""
        if options["export"]:
            self.look_at_export(options["export"])
            return
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

    def look_at_export(self, name: str) -> None:
        try:
            checked = Checked(Path(name))
        except Unreadable as error:
            raise CommandError(f"{name}: {error}.") from error
        if checked.faults:
            raise CommandError("\n".join(f"{name}: {fault}." for fault in checked.faults))
        compared = "as kept here" if checked.known_here else "in itself; that inspection is not kept here to compare"
        self.stdout.write(f"{name}: {checked.ref}, {len(checked.revisions)} revisions: every one holds, {compared}.")
        if many := checked.kept_back_since:
            revisions = "revision that is" if many == 1 else "revisions that are"
            self.stdout.write(f"It holds {many} {revisions} kept back since. Give it to nobody who may not read them.")
