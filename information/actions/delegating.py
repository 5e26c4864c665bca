"""An item in the hands of a colleague at Cafcass, who sees that item and nothing else."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import clock
from accounts.models import Person
from accounts.record import record
from files.mail import queue_mail
from information.actions.answers import item_taken
from information.models import AnnexDelegate, AnnexItem
from information.rules import annex as rules


@transaction.atomic
def delegate_item(item: AnnexItem, person: Person, *, by: Person) -> AnnexDelegate:
    """The colleague is told by mail that there is something to give, and not what."""
    row = item_taken(item)
    rules.may_delegate(row, person, by)
    made, ref = AnnexDelegate.objects.create(item=row, person=person, by=by), row.request.inspection.ref
    record("delegated item", made, by=by, inspection=ref)
    address = settings.SITE_URL.rstrip("/") + reverse("own_item", args=[row.pk])
    body = f"Dear {person.name},\n\n{by.name} asks you to give one item of what Ofsted asks for: {address}\n"
    queue_mail(to=person.email, subject="An item to give to Ofsted", body=body, inspection=ref, by=by)
    return made


@transaction.atomic
def end_delegation(delegate: AnnexDelegate, *, by: Person) -> None:
    """From the next request on they see the item no more; what they gave stays."""
    row = item_taken(delegate.item)
    rules.may_answer(row, by)
    held = AnnexDelegate.objects.get(pk=delegate.pk)
    if held.ended_at is None:
        held.ended_at = clock.now()
        held.save(update_fields=["ended_at"])
        record("ended delegation", held, by=by, inspection=row.request.inspection.ref)
