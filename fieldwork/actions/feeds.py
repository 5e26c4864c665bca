"""Making and revoking the private calendar feed. The token is shown once and never kept."""

import hashlib
import secrets

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from fieldwork.models import CalendarFeed

# 256 bits: nobody guesses one.
TOKEN_BYTES = 32


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, by: Person) -> str:
    """A new address for the person's feed; the one before stops. Returns the token, which is nowhere else."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    _end(by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = CalendarFeed.objects.create(
        person=by, token_sha256=hash_of(token), suspensions=person.suspensions, made_at=clock.now()
    )
    record("made feed", feed, by=by)
    return token


@transaction.atomic
def revoke_feed(*, by: Person) -> int:
    """Stops the person's feed at once. Returns how many stopped: none when there was none."""
    Person.objects.select_for_update().get(pk=by.pk)
    return _end(by)


def _end(by: Person) -> int:
    serving = list(CalendarFeed.objects.filter(person=by, revoked_at=None))
    for feed in serving:
        feed.revoked_at = clock.now()
        feed.save(update_fields=["revoked_at"])
        record("revoked feed", feed, by=by)
    return len(serving)
