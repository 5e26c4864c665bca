"""Mail that did not arrive: what failed in sending, and what came back; and marking one as come back."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from accounts import clock
from accounts.access import Role
from accounts.models import Person, Post
from accounts.record import record
from accounts.refusals import Invalid
from desk.models import Bounce
from files.models import OutgoingMail

NOT_FOUND = "No sent mail has this number or address."
# A banner that never goes away is not read.
DAYS_ON_HOME = 14


def failed() -> QuerySet[OutgoingMail]:
    """Every mail that failed or came back, the latest first."""
    found = OutgoingMail.objects.filter(Q(state=OutgoingMail.State.FAILED) | Q(bounce__isnull=False))
    return found.select_related("bounce").order_by("-made_at", "-id")


def failed_of(refs: list[str]) -> QuerySet[OutgoingMail]:
    """Those of the inspections: sent for one, or reminding of something in it. None to a complaint handler.

    That there is a complaint is not the lead's to know, and a mail that did not reach its handler would say so.
    """
    of_them = Q(inspection__in=refs) | Q(reminders__inspection__in=refs)
    handlers = Post.objects.filter(post=Role.COMPLAINT_HANDLER).values("person__email")
    found = failed().filter(of_them).exclude(to__in=handlers).order_by().values("pk")
    return OutgoingMail.objects.filter(pk__in=found).select_related("bounce").order_by("-made_at", "-id")


def recent_of(refs: list[str]) -> list[tuple[str, int]]:
    """(ref, how many) of those inspections of which mail of the last fortnight did not arrive. One query."""
    if not refs:
        return []
    since = clock.now() - timedelta(days=DAYS_ON_HOME)
    rows = failed_of(refs).filter(made_at__gte=since).annotate(own=F("inspection"), other=F("reminders__inspection"))
    said = list(rows.values_list("pk", "own", "other"))
    # A mail is of an inspection by itself or by what it reminds of, and one may remind of several.
    found = {ref: {mail for mail, *named in said if ref in named} for ref in refs}
    return [(ref, len(mails)) for ref, mails in found.items() if mails]


def recent_count() -> int:
    return failed().filter(made_at__gte=clock.now() - timedelta(days=DAYS_ON_HOME)).count()


@transaction.atomic
def mark_bounced(named: str, *, why: str = "", by: Person | None) -> OutgoingMail:
    """A mail came back. `named` is its Message-ID or number, or the address: then the last one sent there."""
    mail = _named(named.strip())
    if mail is None:
        raise Invalid("named", NOT_FOUND)
    if Bounce.objects.filter(mail=mail).exists():
        raise Invalid("named", "This mail is marked already.")
    Bounce.objects.create(mail=mail, why=why, by=by, at=clock.now())
    record("bounced", mail, by=by, inspection=mail.inspection, before=mail.state)
    return mail


def _named(named: str) -> OutgoingMail | None:
    sent = OutgoingMail.objects.filter(state=OutgoingMail.State.SENT)
    try:
        return sent.filter(pk=UUID(named.strip("<>").partition("@")[0])).first()
    except ValueError:
        return sent.filter(to__iexact=named, bounce=None).order_by("-sent_at").first()
