"""Failed sign-ins, counted by address in a table, so that every process counts the same."""

from datetime import timedelta

from django.db import models
from django.utils.crypto import salted_hmac

from accounts import clock
from accounts.models import FailedSignIn

LIMIT = 10
WINDOW = timedelta(minutes=15)


def hashed(email: str) -> str:
    """The keyed hash under which an address is counted; upper and lower case count as one."""
    return salted_hmac("accounts.failures", email.strip().lower(), algorithm="sha256").hexdigest()


def _of(email: str) -> models.QuerySet[FailedSignIn]:
    return FailedSignIn.objects.filter(address_hash=hashed(email))


def recent(email: str) -> int:
    """How many failures the address has within the window."""
    return _of(email).filter(at__gt=clock.now() - WINDOW).count()


def note(email: str) -> None:
    """Counts one more, and forgets what is too old to matter."""
    FailedSignIn.objects.filter(at__lte=clock.now() - WINDOW).delete()
    FailedSignIn.objects.create(address_hash=hashed(email))


def forget(email: str) -> None:
    """After a sign-in or a new password the count starts again."""
    _of(email).delete()
