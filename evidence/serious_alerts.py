"""Who is told of a serious concern at once, and what stays at the top of their pages (EVID-21)."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.access import Role
from accounts.models import Person
from evidence.models import SeriousConcern
from evidence.workflow import ON_TOP
from files.mail import queue_mail
from inspections import banners
from inspections.models import Inspection
from inspections.queries import acting_as

TOLD = frozenset({Role.LEAD, Role.QA_MANAGER})


def alerted(inspection: Inspection) -> list[Person]:
    """The lead and the QA manager of now, each once. Two queries."""
    found = {who.pk: who for role in sorted(TOLD) for who in acting_as(inspection, role)}
    return list(found.values())


def tell(concern: SeriousConcern, *, by: Person) -> None:
    """A mail to each that says that there is one and where, and names no child."""
    address = settings.SITE_URL + reverse("serious_concern_detail", args=[concern.inspection.ref, concern.pk])
    for who in alerted(concern.inspection):
        body = f"Dear {who.name},\n\n{by.name} recorded a serious concern. Read it now: {address}\n"
        subject = "A serious concern was recorded"
        queue_mail(to=who.email, subject=subject, body=body, inspection=concern.inspection.ref, by=by)


def _open_one(mine: OuterRef) -> Exists:
    return Exists(SeriousConcern.objects.filter(inspection=mine, state__in=ON_TOP))


def _banner(request: Any, inspection: Inspection) -> banners.Banner | None:
    if not request.roles & TOLD:
        return None
    page = reverse("serious_concern_list", args=[inspection.ref])
    return banners.Banner("A serious concern over a child is open.", "See what it waits for", page)


def announce_banner() -> None:
    banners.announce(banners.Notice("serious_concern_open", _open_one, _banner))
