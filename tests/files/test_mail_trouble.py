"""Mail that did not arrive: shown until somebody has seen to it; marked as sent back by a person or the mail server."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.refusals import NotAllowed
from files import mail, mail_trouble
from files.models import MailNote, OutgoingMail
from tests.cast import Cast
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
SECRET = "Whinchat: what the mail says"  # pragma: allowlist secret


@pytest.fixture
def sent(db: None) -> OutgoingMail:
    made = mail.queue_mail(to="away@cafcass.example", subject="Confirmation", body=SECRET, inspection="", by=None)
    assert mail.send(made.pk)
    made.refresh_from_db()
    return made


def test_the_administrator_marks_it_as_sent_back_and_then_as_seen_to(cast: Cast, as_: As, sent: OutgoingMail) -> None:
    client, listed = as_(cast.administrator), reverse("mail_trouble_list")
    assert not client.get(listed).context["trouble"]
    assert send(client, reverse("mail_bounce", args=[sent.pk]), text="Mailbox full").status_code == 302
    page = client.get(listed)
    assert list(page.context["trouble"]) == [sent]
    assert "Mailbox full" in page.content.decode()
    assert SECRET not in page.content.decode()
    assert send(client, reverse("mail_seen_to", args=[sent.pk]), text="Told by phone").status_code == 302
    assert not client.get(listed).context["trouble"]
    assert [note.kind for note in MailNote.objects.all()] == ["bounced", "seen_to"]


def test_it_is_not_marked_without_a_word_or_against_the_facts(cast: Cast, as_: As, sent: OutgoingMail) -> None:
    client = as_(cast.administrator)
    refused: Any = send(client, reverse("mail_bounce", args=[sent.pk]), text="")
    assert errors(refused)["text"] == ["Enter what is known"]
    with pytest.raises(NotAllowed, match="no trouble"):
        mail_trouble.note(sent, "seen_to", text="x", by=cast.administrator)
    waiting = mail.queue_mail(to="a@cafcass.example", subject="x", body="x", inspection="", by=None)
    with pytest.raises(NotAllowed, match="Only a mail that was sent"):
        mail_trouble.note(waiting, "bounced", text="x", by=cast.administrator)


@pytest.mark.parametrize("who", ["lead", "auditor", "chief_executive", "scheduler"])
def test_nobody_else_reads_the_list(cast: Cast, as_: As, who: str) -> None:
    assert as_(getattr(cast, who)).get(reverse("mail_trouble_list")).status_code == 404


def test_the_mail_server_marks_it_by_its_message_id(sent: OutgoingMail, mailoutbox: list[Any]) -> None:
    call_command("mail_bounced", mailoutbox[-1].extra_headers["Message-ID"] if mailoutbox else f"<{sent.pk}@x>", "Full")
    assert list(mail_trouble.open_trouble()) == [sent]
    for wrong in ("<nothing@x>", "", "<6f1b6a0e-0000-4000-8000-000000000000@x>"):
        with pytest.raises(CommandError, match="No mail of ours"):
            call_command("mail_bounced", wrong, "Full")


def test_what_was_noted_stays(sent: OutgoingMail) -> None:
    made = mail_trouble.note(sent, "bounced", text="Full", by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        MailNote.objects.filter(pk=made.pk).update(text="Never")
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()
