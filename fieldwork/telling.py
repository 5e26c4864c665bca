"""Mail of this room to somebody: that there is something, with its address, and no more than that."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Person
from files.mail import queue_mail
from inspections.models import Inspection
from inspections.queries import link_people


def tell(row: Inspection, person: Person, subject: str, page: str, by: Person) -> None:
    address = settings.SITE_URL.rstrip("/") + reverse(page, args=[row.ref])
    body = f"Dear {person.name},\n\n{subject}: {address}\n"
    queue_mail(to=person.email, subject=subject, body=body, inspection=row.ref, by=by)


def tell_link_person(row: Inspection, subject: str, by: Person) -> None:
    """About the meetings whose time is agreed with Cafcass."""
    for person in link_people(row):
        tell(row, person, subject, "cafcass_slots", by)
