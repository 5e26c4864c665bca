"""What a device says of itself with every sync, and what that says about saves that may be lost."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import clock
from accounts.models import Person
from evidence.models import FieldDevice


def report(
    device: UUID, *, by: Person, last_seq: int, pending: int, oldest_pending: datetime | None
) -> dict[str, Any] | None:
    """Keeps the report. Returns how many saves may be lost, and since when, where a device lost its memory.

    A counter that went back while something was pending is a store that was emptied. Raises PermissionError for a
    device that is somebody else's.
    """
    with transaction.atomic():
        row, _ = FieldDevice.objects.select_for_update().get_or_create(pk=device, defaults={"person": by})
        if row.person_id != by.pk:
            raise PermissionError
        lost = None
        if row.pending and last_seq < row.last_seq:
            lost = {"saves": row.pending, "since": row.oldest_pending and row.oldest_pending.isoformat()}
        row.last_seq, row.pending, row.oldest_pending = last_seq, pending, oldest_pending
        row.reported_at = clock.now()
        row.save()
        return lost
