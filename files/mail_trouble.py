"""Mail that did not arrive: it failed here, or came back from outside; open until somebody has seen to it."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from files.models import MailNote, OutgoingMail


def open_trouble() -> QuerySet[OutgoingMail]:
    """What failed or was sent back and was not seen to since, latest first."""
    notes = MailNote.objects.filter(mail=OuterRef("pk"))
    bounced = notes.filter(kind=MailNote.Kind.BOUNCED)
    seen_to = notes.filter(kind=MailNote.Kind.SEEN_TO)
    found = OutgoingMail.objects.filter(Q(state=OutgoingMail.State.FAILED) | Exists(bounced)).filter(~Exists(seen_to))
    return found.prefetch_related("notes").order_by("-made_at", "-id")


def lately() -> QuerySet[OutgoingMail]:
    """Every mail, latest first, without what it says."""
    return OutgoingMail.objects.defer("body").order_by("-made_at", "-id")


@transaction.atomic
def note(mail: OutgoingMail, kind: str, *, text: str, by: Person | None) -> MailNote:
    """Appends what came after the mail. Raises NotAllowed for what cannot be so of this one."""
    row = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if kind == MailNote.Kind.BOUNCED:
        require(row.state == OutgoingMail.State.SENT, "Only a mail that was sent can come back.")
    else:
        require(open_trouble().filter(pk=row.pk).exists(), "There is no trouble with this mail.")
    made = MailNote.objects.create(mail=row, kind=kind, text=text, by=by)
    record(kind.replace("_", " "), row, by=by, inspection=row.inspection)
    return made
