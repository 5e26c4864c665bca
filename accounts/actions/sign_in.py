"""Signing in, and what only a demo may do: choosing somebody from the cast and moving the clock."""

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from accounts import clock, demo, failures, rules
from accounts.access import Thing, Verb
from accounts.models import ClockSetting, Person
from accounts.record import record
from accounts.refusals import Invalid, NotHere, require

WRONG = "The email address or password is wrong, or you may not sign in."


def admit(request: HttpRequest, *, email: str, password: str) -> Person:
    """The person of that email and password. Raises Invalid, the same for wrong, unknown and suspended."""
    # Not one transaction: the count of failures must outlive the refusal.
    rules.may_try_to_sign_in(email)
    person = authenticate(request, username=email, password=password)
    if not isinstance(person, Person):
        _note_failure(email)
        raise Invalid("", WRONG)
    with transaction.atomic():
        failures.forget(email)
        record("signed in", person, by=person)
    return person


@transaction.atomic
def _note_failure(email: str) -> None:
    failures.note(email)
    person = Person.objects.filter(email__iexact=email).first()
    if person and failures.recent(email) == failures.LIMIT:
        record("locked sign-in", person, by=None)


@transaction.atomic
def choose_from_cast(email: str) -> Person:
    """Somebody of a demo's cast, to be signed in without a password. Raises NotHere outside demo mode."""
    person = Person.objects.filter(email=email, suspended_at=None).first()
    if person is None or not demo.is_demo():
        raise NotHere
    record("signed in from the demo's cast", person, by=person)
    return person


@transaction.atomic
def move_clock(moment: datetime, *, by: Person) -> None:
    """The demo's clock goes on from that moment, for every process. Raises NotAllowed outside demo mode."""
    _set_offset(moment - (clock.now() - clock.offset()), by)


@transaction.atomic
def stop_moving_clock(*, by: Person) -> None:
    """The demo's clock shows the real time again."""
    _set_offset(timedelta(), by)


def _set_offset(offset: timedelta, by: Person) -> None:
    require(demo.is_demo(), "The clock can be moved in demo mode only.")
    rules.may(by, Thing.DEMO_CLOCK, Verb.EDIT)
    before = clock.now()
    clock.move(offset)
    setting = ClockSetting.objects.get(pk=1)
    record("moved clock", setting, by=by, before=f"{before:%Y-%m-%d %H:%M}", after=f"{clock.now():%Y-%m-%d %H:%M}")
