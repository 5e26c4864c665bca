"""The contact sheet as a page and as a PDF, for the team and, after the call, for Cafcass."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import Thing, Verb, allowed
from accounts.refusals import NotHere
from files.serving import send
from govuk.forms import OnceForm
from inspections import actions
from inspections import contact_sheet as sheets
from inspections.models import Inspection
from inspections.rules import contact_sheet as rules
from inspections.views.base import InspectionPage
from inspections.workflow import SETTLED


class ContactSheetPage(InspectionPage):
    """Whoever may read it may have the PDF made."""

    form_class = OnceForm
    template_name = "inspections/contact_sheet.html"
    back = "contact_sheet"

    def context(self) -> dict[str, Any]:
        sheet = sheets.contact_sheet(self.inspection)
        job, issues = sheets.job_of(self.inspection, sheet), list(self.inspection.contact_sheets.select_related("by"))
        roles = self.request.roles  # type: ignore[attr-defined]
        issues_it = allowed(roles, Thing.CONTACT_SHEET, Verb.CREATE, self.by, self.inspection)
        return {
            "sheet": sheet,
            "job": job,
            "pdf": job.result if job else None,
            "address": self.request.path,
            "issues": issues[::-1],
            "changed": sheets.has_changed(issues[-1] if issues else None, sheet),
            "may_issue": issues_it and self.inspection.state not in SETTLED,
        }

    def perform(self, form: Any) -> str:
        sheets.ask_for_pdf(self.inspection, by=self.by)
        return reverse("contact_sheet", args=[self.inspection.ref])


class ContactSheetIssuePage(InspectionPage):
    """One act: Cafcass is given the sheet as it stands now, as the next version."""

    form_class = OnceForm
    template_name = "inspections/contact_sheet_issue.html"
    success = "The contact sheet is issued."
    back = "contact_sheet"

    def allow(self) -> None:
        rules.may_issue(self.by, self.inspection)

    def context(self) -> dict[str, Any]:
        given = {"sheet": sheets.told(self.inspection), "lacking": rules.lacking(self.inspection)}
        return super().context() | given | {"last": sheets.last_issue(self.inspection)}

    def perform(self, form: Any) -> str:
        actions.issue_contact_sheet(self.inspection, by=self.by)
        return self.address()


def contact_sheet_file(request: HttpRequest, job_id: UUID, **_: Any) -> HttpResponse:
    """A finished PDF of this inspection's sheet."""
    job = sheets.finished(request.inspection, job_id)  # type: ignore[attr-defined]
    if job is None or job.result is None:
        raise NotHere
    return send(job.result, inline=True)


def cafcass_contact_sheet(request: HttpRequest, **_: Any) -> HttpResponse:
    """Cafcass's own page: the version that was issued last, and on which days the others were."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    issues = list(inspection.contact_sheets.order_by("-number"))
    context = {"issues": issues, "sheet": sheets.issued(issues[0]) if issues else None}
    return render(request, "inspections/cafcass_contact_sheet.html", context)
