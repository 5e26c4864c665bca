"""The key of a device: made by the server for one person and device, given while they write evidence, then destroyed.

It is made from a salt in the device's row and a secret of the installation (`DEVICE_KEYS`), so that neither the
database nor the secret alone gives it. Without the salt nobody can make it again. The row says which secret it was, so
that a new one can come first and the key of a tablet stays what it is.
"""

import hashlib
import secrets
from uuid import UUID

from django.conf import settings
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


class NoSecret(LookupError):
    """The secret that the device's key was made from is not among the settings any more."""


def inspections_of(person: Person) -> QuerySet[Inspection]:
    """Where they write evidence now."""
    now = TeamMember.objects.current().filter(person=person, role__in=WRITERS).values("inspection")
    return Inspection.objects.filter(pk__in=now).exclude(state__in=FINISHED).order_by("-made_at")


def key_of(device: UUID, *, by: Person, waiting: bool = False) -> bytes:
    """32 bytes, the same each time. Raises PermissionError for another's device or somebody who writes nowhere.

    Whoever was removed has it while something is unsent, as the device says now (`waiting`) or said before. Raises
    Destroyed, and NoSecret.
    """
    with transaction.atomic():
        row = FieldDevice.objects.select_for_update().filter(pk=device).first()
        if row and row.key_destroyed_at:
            raise Destroyed
        # Whoever was removed still opens what waits on the device, so that it can be sent.
        unsent = row is not None and bool(row.key_salt) and (waiting or row.pending > 0)
        if (row and row.person_id != by.pk) or not (unsent or inspections_of(by).exists()):
            raise PermissionError
        row = row or FieldDevice(pk=device, person=by)
        if not row.key_salt:
            row.key_salt, row.key_from = secrets.token_hex(32), name_of(settings.DEVICE_KEYS[0])
            row.save()
            record("gave key to", row, by=by)
    return salted_hmac(PURPOSE, f"{row.pk}:{row.key_salt}", secret=_secret_of(row), algorithm="sha256").digest()


def name_of(secret: str) -> str:
    """By which a row knows the secret again."""
    return hashlib.sha256(f"{PURPOSE}:{secret}".encode()).hexdigest()[:16]


def _secret_of(device: FieldDevice) -> str:
    """Keys from before there were secrets for them alone are made from SECRET_KEY."""
    known = (*settings.DEVICE_KEYS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    found = next((each for each in known if name_of(each) == device.key_from), None)
    if found is None:
        raise NoSecret
    return found


def outlived(device: FieldDevice) -> bool:
    """Whether its person writes nowhere any more, and it has a key still."""
    return _opened_by(device) is not None and not inspections_of(device.person).exists()


def _opened_by(device: FieldDevice | None) -> FieldDevice | None:
    """Whose key opens its store: its own, or where it was put back to an earlier day that of what it was before."""
    while device and not device.key_salt and not device.key_destroyed_at:
        device = device.earlier
    return device if device and device.key_salt else None


def destroy_for_good(device: FieldDevice) -> None:
    """Of a device that has nothing left to send. The caller saves it."""
    opens = _opened_by(device)
    if opens and opens != device:
        destroy(opens, by=None)
        opens.save()
    if device.key_destroyed_at is None:
        destroy(device, by=None)


def destroy(device: FieldDevice, *, by: Person | None) -> None:
    """For good, also of a device that never asked for its key. The caller saves it."""
    device.key_salt, device.key_destroyed_at = "", clock.now()
    record("destroyed key of", device, by=by)
