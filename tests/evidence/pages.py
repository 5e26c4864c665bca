"""Opening and sending the forms of this room as a browser does."""

from datetime import date, time
from typing import Any

from django.test import Client
from django.urls import reverse

from evidence.models import Document
from govuk.forms import date_data, time_data
from inspections.models import Inspection

SEEN: dict[str, Any] = {
    "source": "Interview with a family court adviser",
    **date_data("observed_on", date(2024, 2, 5)),
    **time_data("observed_at", time(10, 40)),
    "place": "private",
    "finding": "strength",
}


def url(inspection: Inspection, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"ref": inspection.ref, **more})


def page_of(document: Document, page: str) -> str:
    return url(document.inspection, f"{document.kind}_{page}", pk=document.pk)


def opened(client: Client, address: str) -> dict[str, Any]:
    """The hidden fields of the form as a person opened it."""
    form = client.get(address).context["form"]
    hidden = [name for name in ("op", "version", "merged", "about") if name in form.fields]
    return {name: form[name].value() for name in hidden if form[name].value() not in (None, "")}


def send(client: Client, address: str, **data: Any) -> Any:
    """Opens the form and sends it with these entries."""
    return client.post(address, opened(client, address) | data)
