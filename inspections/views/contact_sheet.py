"""The contact sheet as a page, and as a PDF that a worker makes (SITE-02)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.refusals import NotHere
from files.models import Job
from files.serving import send
from govuk.forms import OnceForm
from inspections import actions
from inspections.actions.contact_sheet import hash_of, job_key
from inspections.models import ContactSheet, Inspection
from inspections.sheet import content_of
from inspections.views.base import InspectionPage


class ContactSheetPage(InspectionPage):
    form_class = OnceForm
    template_name = "inspections/contact_sheet.html"
    back = "contact_sheet"

    def context(self) -> dict[str, Any]:
        content = content_of(self.inspection)
        return super().context() | {"sheet": content, "address": self.request.path} | self.paper(content)

    def paper(self, content: dict[str, Any]) -> dict[str, Any]:
        """The job of exactly this content, and its file once it is made."""
        sheet = self.inspection.contact_sheets.filter(content_sha256=hash_of(content)).first()
        job = _job(sheet) if sheet else None
        return {"printed": sheet, "job": job, "pdf": job.result if job else None}

    def perform(self, form: Any) -> str:
        actions.ask_for_contact_sheet(self.inspection, by=self.by)
        return self.address()


def _job(sheet: ContactSheet) -> Job | None:
    return Job.objects.filter(key=job_key(sheet.pk)).select_related("result").order_by("-made_at").first()


def contact_sheet_file(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    """The finished PDF. Raises NotHere until it is made."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    sheet = inspection.contact_sheets.filter(pk=pk).first()
    job = _job(sheet) if sheet else None
    if job is None or job.result is None:
        raise NotHere
    return send(job.result, inline=True, filename="contact-sheet.pdf")
