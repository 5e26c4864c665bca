"""What this room adds to the email that confirms the call: the list of Annex A, and by when (NOTI-04)."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from information.queries.requests import due_days, items_asked
from inspections import confirmation
from inspections.models import Inspection


def announce_all() -> None:
    """Called once when the app starts."""
    if annex_a not in confirmation.ASKED:
        confirmation.ASKED.append(annex_a)


def annex_a(inspection: Inspection) -> str:
    """The paragraph as it goes out: from the framework's data, the same before the call and with it."""
    days = due_days(inspection)
    context = {
        "items": [(each, days.day_of(each.due)) for each in items_asked(inspection)],
        "address": settings.SITE_URL.rstrip("/") + reverse("cafcass_annex", args=[inspection.ref]),
    }
    return render_to_string("information/annex_mail.txt", context).strip()
