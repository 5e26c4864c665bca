"""The contact sheet as a page and as a PDF, for the team and, after the call, for Cafcass."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.refusals import NotHere
from files.serving import send
from govuk.forms import OnceForm
from inspections import contact_sheet as sheets
from inspections.models import Inspection
from inspections.views.base import InspectionPage


class ContactSheetPage(InspectionPage):
    """Whoever may read it may have the PDF made."""

    form_class = OnceForm
    template_name = "inspections/contact_sheet.html"
    back = "contact_sheet"

    def context(self) -> dict[str, Any]:
        sheet = sheets.contact_sheet(self.inspection)
        job = sheets.job_of(self.inspection, sheet)
        return {
            "sheet": sheet,
            "job": job,
            "pdf": job.result if job else None,
            "address": self.request.path,
        }

    def perform(self, form: Any) -> str:
        sheets.ask_for_pdf(self.inspection, by=self.by)
        return reverse("contact_sheet", args=[self.inspection.ref])


def contact_sheet_file(request: HttpRequest, job_id: UUID, **_: Any) -> HttpResponse:
    """A finished PDF of this inspection's sheet."""
    job = sheets.finished(request.inspection, job_id)  # type: ignore[attr-defined]
    if job is None or job.result is None:
        raise NotHere
    return send(job.result, inline=True)


def cafcass_contact_sheet(request: HttpRequest, **_: Any) -> HttpResponse:
    """Cafcass's own page of it."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    return render(request, "inspections/cafcass_contact_sheet.html", {"sheet": sheets.told(inspection)})
