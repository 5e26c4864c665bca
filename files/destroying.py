"""Destroying what was only lent: the bytes of an upload go, its row and hash stay, and nobody can open it any more.

The row comes first, in the caller's transaction, and shuts the file at once; the bytes go at the next tick, which
tries again until the storage no longer has them.
"""

import logging

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from accounts import clock
from accounts.models import Person
from accounts.record import record
from files.models import Destroyed, StoredFile, Upload

logger = logging.getLogger(__name__)


@transaction.atomic
def destroy(upload: Upload, *, reason: str, by: Person | None) -> Destroyed:
    """Once for an upload, whatever its state; asked again, what was decided first stands. The caller asked its rule."""
    made, new = Destroyed.objects.get_or_create(upload=upload, defaults={"reason": reason, "by": by})
    if new:
        record("destroyed", upload, by=by, inspection=upload.inspection, reason=reason)
    return made


@transaction.atomic
def destroy_stored(stored: StoredFile, *, reason: str, by: Person | None) -> Destroyed:
    """The same of a file that was made here, such as an export."""
    made, new = Destroyed.objects.get_or_create(stored=stored, defaults={"reason": reason, "by": by})
    if new:
        record("destroyed", stored, by=by, inspection=stored.inspection, reason=reason)
    return made


def is_destroyed(stored: StoredFile) -> bool:
    """Whether its bytes are gone or about to go, whichever way it came here. One query."""
    return Destroyed.objects.filter(Q(stored=stored) | Q(upload__stored=stored)).exists()


def finish() -> None:
    """At every tick: takes away the bytes that still lie there."""
    for each in Destroyed.objects.filter(gone_at=None).select_related("upload", "stored"):
        try:
            default_storage.delete(each.path)
        except OSError:
            logger.exception("The bytes of %s could not be destroyed; the next tick tries again.", each.path)
            continue
        if not default_storage.exists(each.path):
            each.gone_at = clock.now()
            each.save(update_fields=["gone_at"])
