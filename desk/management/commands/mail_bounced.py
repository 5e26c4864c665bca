from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.refusals import Invalid
from desk.failed_mail import mark_bounced


class Command(BaseCommand):
    help = (
        "Marks a mail as come back, so that the administrator and the lead see it. For the program that reads the "
        "mailbox of returned mail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("named", help="the Message-ID, or the address to which the last mail went")
        parser.add_argument("--why", default="", help="what the notice says")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            mail = mark_bounced(options["named"], why=options["why"][:300], by=None)
        except Invalid as finding:
            raise CommandError(str(finding)) from finding
        self.stdout.write(f"Marked: {mail.pk}")
