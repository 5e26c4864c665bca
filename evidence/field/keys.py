"""The key of a device: made by the server for one person and device, given while they write evidence, then destroyed.

It is made from a salt in the device's row and the installation's secret, so that neither the database nor the secret
alone gives it. Without the salt nobody can make it again.
"""

import secrets
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from accounts import clock
from accounts.models import Person
from accounts.record import record
from evidence.field.holding import WRITERS
from evidence.models import FieldDevice
from inspections.models import Inspection, TeamMember
from inspections.workflow import State

PURPOSE = "evidence.field.keys"
FINISHED = (State.PUBLISHED, State.CANCELLED)


class Destroyed(Exception):
    """The device's key is gone for good."""


def inspections_of(person: Person) -> QuerySet[Inspection]:
    """Where they write evidence now."""
    now = TeamMember.objects.current().filter(person=person, role__in=WRITERS).values("inspection")
    return Inspection.objects.filter(pk__in=now).exclude(state__in=FINISHED).order_by("-made_at")


def key_of(device: UUID, *, by: Person) -> bytes:
    """32 bytes, the same each time. Raises PermissionError for another's device or somebody who writes nowhere."""
    with transaction.atomic():
        row = FieldDevice.objects.select_for_update().filter(pk=device).first()
        if row and row.key_destroyed_at:
            raise Destroyed
        # Whoever was removed still opens what waits on the device, so that it can be sent.
        unsent = row is not None and row.pending > 0
        if (row and row.person_id != by.pk) or not (unsent or inspections_of(by).exists()):
            raise PermissionError
        row = row or FieldDevice(pk=device, person=by)
        if not row.key_salt:
            row.key_salt = secrets.token_hex(32)
            row.save()
            record("gave key to", row, by=by)
    return salted_hmac(PURPOSE, f"{row.pk}:{row.key_salt}", algorithm="sha256").digest()


def destroy_if_removed(device: FieldDevice) -> None:
    """The device of somebody who writes nowhere any more, and which has nothing left to send. The caller saves it."""
    if device.key_salt and not inspections_of(device.person).exists():
        destroy(device, by=None)


def destroy(device: FieldDevice, *, by: Person | None) -> None:
    """For good, also of a device that never asked for its key. The caller saves it."""
    device.key_salt, device.key_destroyed_at = "", clock.now()
    record("destroyed key of", device, by=by)
