"""Where this room hands over its mail. The room of files, which keeps what was sent, registers the sender."""

from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction


class Sender(Protocol):
    """Takes one plain message inside the caller's transaction and sends it after the commit."""

    def __call__(self, *, to: str, subject: str, body: str) -> None: ...


def send_after_commit(*, to: str, subject: str, body: str) -> None:
    """Django's own mail, without a row that keeps it: what serves until another sender is registered."""
    transaction.on_commit(lambda: send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [to]) and None)


_senders: list[Sender] = [send_after_commit]


def register(sender: Sender) -> None:
    """From now on every message goes to this sender."""
    _senders[:] = [sender]


def queue(*, to: str, subject: str, body: str) -> None:
    """Hands one message to the registered sender."""
    _senders[0](to=to, subject=subject, body=body)
