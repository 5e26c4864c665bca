"""`manage.py create_administrator`: the first person of a new installation, who creates everybody else."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts import actions
from accounts.actions.passwords import password_link
from accounts.refusals import Invalid, NotAllowed


class Command(BaseCommand):
    help = "Creates an inspection administrator and prints the one-time link to set a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--another", action="store_true", help="even though somebody holds the post already")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            person = actions.make_first_administrator(
                name=options["name"], email=options["email"], another=options["another"]
            )
        except NotAllowed as refusal:
            raise CommandError(f"{refusal.reason} To create one more nevertheless, add --another.") from refusal
        except (Invalid, ValidationError) as finding:
            raise CommandError(getattr(finding, "message", str(finding))) from finding
        self.stdout.write(f"{person.name} is an inspection administrator. To set the password, open once:")
        self.stdout.write(password_link(person))
