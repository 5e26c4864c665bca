"""The link person of one inspection: entered, and invited with an account that sees nothing else (NOTI-09)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import clock
from accounts.actions.passwords import send_password_link
from accounts.actions.people import invite_from_cafcass
from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from files.mail import queue_mail
from inspections.confirmation import one_line
from inspections.lifecycle import locked
from inspections.models import Inspection, LinkNamed
from inspections.rules import link_person as rules


@dataclass(frozen=True)
class Link:
    """Who is named; with an email address they get an account, or keep the one that they have."""

    name: str
    role: str
    access: str
    authority: str
    named_by: str
    named_on: date
    contact: str = ""
    email: str = ""


@transaction.atomic
def name_link_person(inspection: Inspection, link: Link, *, by: Person) -> LinkNamed:
    """Takes the place of whoever was named before, whose access ends. Raises Invalid beside the field."""
    row = locked(inspection)
    rules.may_name(by, row)
    known = Person.objects.filter(email__iexact=link.email).first() if link.email else None
    rules.must_be_theirs(known, link.named_on)
    person = known
    if known is None and link.email:
        person = invite_from_cafcass(name=link.name, email=link.email, by=by)
    LinkNamed.objects.filter(inspection=row, until=None).update(until=clock.now())
    given = {name: value for name, value in vars(link).items() if name != "email"}
    made = LinkNamed.objects.create(inspection=row, person=person, by=by, **given)
    record("named link person", made, by=by, inspection=row.ref)
    if person:
        _tell(row, person, by)
    return made


def _tell(row: Inspection, person: Person, by: Person) -> None:
    address = settings.SITE_URL.rstrip("/") + reverse("cafcass_inspection", args=[row.ref])
    subject = f"You are the link person: {one_line(row.title)}"[:200]
    body = f"Dear {person.name},\n\nWhat you need for it is here: {address}\n"
    queue_mail(to=person.email, subject=subject, body=body, inspection=row.ref, by=by)


@transaction.atomic
def invite_link_person_again(named: LinkNamed, *, by: Person) -> None:
    """A new link to set a password, where the one that was mailed has expired."""
    row = locked(named.inspection)
    rules.may_name(by, row)
    stored = LinkNamed.objects.select_related("person").get(pk=named.pk)
    open_still = stored.until is None and stored.person and not stored.person.has_usable_password()
    require(open_still, "There is no invitation that waits.")
    assert stored.person
    send_password_link(stored.person, by=by)
    record("invited link person again", stored, by=by, inspection=row.ref)
