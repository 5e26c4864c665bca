"""For the mail server: marks a mail as sent back, by the Message-ID that it carried."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from accounts.refusals import NotAllowed
from files import mail_trouble
from files.models import MailNote, OutgoingMail


class Command(BaseCommand):
    help = "Marks the mail of this Message-ID as sent back: mail_bounced '<…@…>' 'mailbox full'."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("message_id", help="as in the header of the mail that came back")
        parser.add_argument("reason", help="what the other server said")

    def handle(self, *, message_id: str, reason: str, **options: Any) -> None:
        try:
            mail = OutgoingMail.objects.get(pk=UUID(message_id.strip("<> ").partition("@")[0]))
            mail_trouble.note(mail, MailNote.Kind.BOUNCED, text=reason[:500], by=None)
        except (ValueError, OutgoingMail.DoesNotExist) as error:
            raise CommandError(f"No mail of ours carries the Message-ID {message_id}.") from error
        except NotAllowed as refusal:
            raise CommandError(refusal.reason) from refusal
        self.stdout.write(f"Marked as sent back: {mail.subject}")
