"""Mail of this room, caught where it is handed over."""

from dataclasses import dataclass

import pytest

from accounts import outbox


@dataclass(frozen=True)
class Mail:
    """One message as handed over."""

    to: str
    subject: str
    body: str


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Mail]:
    """Every message that the room hands over during the test."""
    caught: list[Mail] = []
    monkeypatch.setattr(outbox, "_senders", [lambda **mail: caught.append(Mail(**mail))])
    return caught
