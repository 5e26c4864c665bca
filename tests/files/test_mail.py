"""Mail: queued with the work that causes it, sent once, kept with its reason when it was not sent."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as sent
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.db.models.functions import Now

from accounts.record import history
from files import jobs, mail
from files.jobs import queueing
from files.models import OutgoingMail
from files.workflow import OUTGOING_MAIL
from tests.cast import Cast


@pytest.fixture
def letter(cast: Cast) -> OutgoingMail:
    return mail.queue_mail(
        to="link@cafcass.example", subject="A word", body="The text.", inspection="INS-1", by=cast.lead
    )


@pytest.fixture
def server_down(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A mail server that refuses; the list counts the attempts."""
    attempts: list[int] = []

    def refuse(message: EmailMessage) -> int:
        attempts.append(1)
        raise ConnectionRefusedError("mail.example says no")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    return attempts


def due_now(letter: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=letter.pk).update(try_after=None)


def test_mail_is_sent_by_the_tick_and_once(letter: OutgoingMail) -> None:
    jobs.tick()
    jobs.tick()
    (message,) = sent.outbox
    assert (message.to, message.subject, message.body) == (["link@cafcass.example"], "A word", "The text.")
    assert message.attachments == []
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("sent", 1)
    assert letter.sent_at is not None
    assert [event.verb for event in history(letter)] == ["queued", "sent"]


def test_the_worker_is_told_after_the_commit(
    db: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(queueing, "publish", lambda task, argument: told.append((task, argument)))
    with django_capture_on_commit_callbacks(execute=True):
        letter = mail.queue_mail(to="link@cafcass.example", subject="A", body="B", inspection="", by=None)
        assert told == []
    assert told == [("files.send_mail", str(letter.pk))]


def test_mail_of_work_that_was_undone_is_never_sent(db: None) -> None:
    with transaction.atomic():
        mail.queue_mail(to="link@cafcass.example", subject="A", body="B", inspection="", by=None)
        transaction.set_rollback(True)
    jobs.tick()
    assert sent.outbox == []


def test_two_workers_send_it_once(letter: OutgoingMail) -> None:
    assert mail.send(letter.pk) is True
    assert mail.send(letter.pk) is False
    assert len(sent.outbox) == 1


def test_a_mail_that_is_being_sent_is_not_sent_by_another(letter: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=letter.pk).update(state="sending", tried_at=Now())
    assert mail.send(letter.pk) is False
    mail.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, sent.outbox) == ("sending", [])


def test_a_refused_mail_waits_before_the_next_attempt(letter: OutgoingMail, server_down: list[int]) -> None:
    mail.send_waiting()
    mail.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, len(server_down)) == ("queued", 1, 1)
    assert letter.try_after is not None


def test_each_pause_is_twice_as_long_as_the_one_before(letter: OutgoingMail, server_down: list[int]) -> None:
    pauses = []
    for _ in range(3):
        due_now(letter)
        mail.send_waiting()
        letter.refresh_from_db()
        assert letter.try_after is not None
        assert letter.tried_at is not None
        pauses.append(round((letter.try_after - letter.tried_at).total_seconds()))
    assert pauses == [60, 120, 240]


def test_after_the_last_attempt_it_is_kept_with_the_reason(
    letter: OutgoingMail, server_down: list[int], settings: Any
) -> None:
    settings.MAIL_ATTEMPTS = 2
    for _ in range(4):
        due_now_if_open(letter)
        mail.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, len(server_down)) == ("failed", 2, 2)
    assert "did not take this mail in 2 attempts" in letter.error
    assert [event.verb for event in history(letter)] == ["queued", "failed"]


def due_now_if_open(letter: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=letter.pk, state="queued").update(try_after=None)


def test_a_mail_whose_worker_died_is_not_sent_a_second_time(letter: OutgoingMail, settings: Any) -> None:
    OutgoingMail.objects.filter(pk=letter.pk).update(state="sending", tried_at=Now())
    settings.JOB_LONGEST_SECONDS = -1
    mail.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, sent.outbox) == ("failed", [])
    assert "may or may not have gone" in letter.error


def test_every_attempt_at_a_mail_has_the_same_message_id(letter: OutgoingMail) -> None:
    mail.send(letter.pk)
    assert re.fullmatch(rf"<{letter.pk}@[\w.]+>", sent.outbox[0].message()["Message-ID"])


@pytest.mark.parametrize("address", ["", "nobody", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.example"])
def test_what_is_no_address_is_refused(db: None, address: str) -> None:
    with pytest.raises(ValidationError):
        mail.queue_mail(to=address, subject="A", body="B", inspection="", by=None)


def test_a_subject_of_two_lines_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="one line"):
        mail.queue_mail(to="a@b.example", subject="A\nBcc: c@d.example", body="B", inspection="", by=None)


@pytest.mark.parametrize("column", ["to_address", "subject", "body"])
def test_the_words_of_a_mail_are_never_changed(letter: OutgoingMail, column: str) -> None:
    field = {"to_address": "to"}.get(column, column)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        OutgoingMail.objects.filter(pk=letter.pk).update(**{field: "x@y.example"})


def test_a_sent_mail_is_never_changed_and_none_is_deleted(letter: OutgoingMail) -> None:
    mail.send(letter.pk)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        OutgoingMail.objects.filter(pk=letter.pk).update(state="queued")
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        OutgoingMail.objects.filter(pk=letter.pk)._raw_delete("default")


def test_every_state_of_the_table_is_a_choice_of_the_row() -> None:
    assert set(OUTGOING_MAIL.states) == set(OutgoingMail.State.values)
