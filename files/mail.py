"""Mail: written as a row with the work that causes it, sent once by the worker, never with an attachment."""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from accounts import clock
from accounts.models import Person
from accounts.record import record
from files.jobs import queueing
from files.models import OutgoingMail, one_more
from files.workflow import FAILED, OUTGOING_MAIL, QUEUED, SENDING, SENT

logger = logging.getLogger(__name__)
FIRST_PAUSE = timedelta(minutes=1)
NOT_ACCEPTED = (
    "The mail server did not take this mail in {attempts} attempts. The address may be wrong: send it again by hand."
)
INTERRUPTED = (
    "The worker stopped while it was sending this mail, so it may or may not have gone. Ask the person it was for."
)


def queue_mail(*, to: str, subject: str, body: str, inspection: str, by: Person | None) -> OutgoingMail:
    """Keeps the mail for sending after the commit. Raises ValidationError for an address, ValueError for a subject."""
    validate_email(to)
    if not subject.isprintable():
        raise ValueError("The subject of a mail is one line.")
    with transaction.atomic():
        mail = OutgoingMail.objects.create(to=to, subject=subject, body=body, inspection=inspection, by=by)
        record("queued", mail, by=by, inspection=inspection, after=mail.state)
        transaction.on_commit(lambda: queueing.publish("files.send_mail", str(mail.pk)))
    return mail


def queue_for_accounts(*, to: str, subject: str, body: str) -> None:
    """How the room below sends: mail about an account belongs to no inspection."""
    queue_mail(to=to, subject=subject, body=body, inspection="", by=None)


def send_waiting() -> None:
    """Sends what is due, and closes what a stopped worker left half done: sending it again might send it twice."""
    for mail in _interrupted():
        _end(mail, OUTGOING_MAIL.target(SENDING, "fail"), error=INTERRUPTED)
    for mail_id in OutgoingMail.objects.filter(_due()).values_list("pk", flat=True):
        send(mail_id)


def send(mail_id: UUID) -> bool:
    """Claims one mail and sends it. False when it was not there to claim or the server did not take it."""
    claimed = OutgoingMail.objects.filter(_due(), pk=mail_id).update(
        state=OUTGOING_MAIL.target(QUEUED, "claim"), attempts=one_more(), tried_at=Now()
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.get(pk=mail_id)
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.to], headers=_headers(mail)).send()
    except Exception:
        logger.exception("Attempt %s at mail %s failed.", mail.attempts, mail.pk)
        _try_later(mail)
        return False
    _end(mail, OUTGOING_MAIL.target(SENDING, "finish"), sent_at=clock.now())
    return True


def _due() -> Q:
    return Q(state=QUEUED) & (Q(try_after=None) | Q(try_after__lte=Now()))


def _interrupted() -> list[OutgoingMail]:
    limit = Now() - timedelta(seconds=settings.JOB_LONGEST_SECONDS)
    return list(OutgoingMail.objects.filter(state=SENDING, tried_at__lt=limit))


def _headers(mail: OutgoingMail) -> dict[str, str]:
    """One Message-ID for all attempts, so that a mail program shows a mail that came twice once."""
    return {"Message-ID": f"<{mail.pk}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"}


def _try_later(mail: OutgoingMail) -> None:
    if mail.attempts >= settings.MAIL_ATTEMPTS:
        _end(mail, OUTGOING_MAIL.target(SENDING, "fail"), error=NOT_ACCEPTED.format(attempts=mail.attempts))
        return
    pause = FIRST_PAUSE * 2 ** (mail.attempts - 1)
    state = OUTGOING_MAIL.target(SENDING, "try_again")
    OutgoingMail.objects.filter(pk=mail.pk, state=SENDING).update(state=state, try_after=Now() + pause)


def _end(mail: OutgoingMail, state: str, **values: object) -> None:
    with transaction.atomic():
        if OutgoingMail.objects.filter(pk=mail.pk, state=SENDING).update(state=state, **values):
            verb = {SENT: "sent", FAILED: "failed"}[state]
            record(verb, mail, by=None, inspection=mail.inspection, before=SENDING, after=state)
