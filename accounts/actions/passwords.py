"""Passwords: asking for the one-time link, setting and changing."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts import clock, failures, outbox, rules
from accounts.models import Event, Person
from accounts.record import record
from accounts.refusals import Invalid

# Whoever knows an address could fill its inbox by asking again and again.
PAUSE_BETWEEN_LINKS = timedelta(minutes=5)
LINK_SENT = "sent password link"


def password_link(person: Person) -> str:
    """The whole address of the page where the person sets a password; it works once and for a few days."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return settings.SITE_URL.rstrip("/") + reverse("password_set", args=[uid, token])


@transaction.atomic
def send_password_link(person: Person, *, by: Person | None) -> None:
    """Mails the link. `by=None` is somebody not signed in, or the operator."""
    context = {"person": person, "link": password_link(person), "days": settings.PASSWORD_RESET_TIMEOUT // 86400}
    body = render_to_string("accounts/password_link_mail.txt", context)
    outbox.queue(to=person.email, subject="Set your password for Cafcass inspections", body=body)
    record(LINK_SENT, person, by=by)


def ask_for_password_link(email: str) -> None:
    """Somebody forgot a password. Does not say whether the address is known, and mails once in five minutes at most."""
    person = Person.objects.filter(email__iexact=email, suspended_at=None).first()
    if person and not _sent_lately(person):
        send_password_link(person, by=None)


def _sent_lately(person: Person) -> bool:
    sent = Event.objects.filter(object_label=person._meta.label, object_id=str(person.pk), verb=LINK_SENT)
    return sent.filter(at__gt=clock.now() - PAUSE_BETWEEN_LINKS).exists()


@transaction.atomic
def set_password(person: Person, password: str, *, by: Person) -> Person:
    """Stores the new password. Every session but one that renews itself ends, and every link mailed before is spent."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.set_password(password)
    person.save(update_fields=["password"])
    failures.forget(person.email)
    record("set password", person, by=by)
    return person


def change_password(person: Person, *, present: str, new: str) -> Person:
    """Changes one's own password. A wrong present one counts like a failed sign-in. Raises Invalid."""
    rules.may_try_to_sign_in(person.email)
    if not person.check_password(present):
        failures.note(person.email)
        raise Invalid("present", "Your present password is not this one.")
    return set_password(person, new, by=person)
