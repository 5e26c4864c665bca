"""Having the PDF made, and sending the draft and the final version."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from accounts.access import Thing, Verb
from accounts.refusals import NotAllowed, NotHere
from files.serving import send
from reports import actions, dates, queries, rules
from reports.content import content_of, sha256_of
from reports.forms import ConfirmForm
from reports.models import Rendering, Report
from reports.rendering_keys import rendering_key
from reports.views.fetching import ReportFormPage, address, may, report_here, sending_here
from reports.workflow import CLEARING


class ReportPdf(ReportFormPage):
    """The PDF of the draft as it stands, at any time; POST asks for it."""

    form_class = ConfirmForm
    template_name = "reports/report_pdf.html"
    stage = "draft"
    then = "report_pdf"

    def embargo(self) -> date | None:
        """The day of publication that the document names."""
        return None

    def content_sha256(self) -> str:
        return sha256_of(content_of(self.report))

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            **self.paper(),
            "address": self.request.path,
            "back": address(self.request, "report"),
            "can_make": may(self.request, Thing.DRAFT, Verb.EDIT),
        }

    def paper(self) -> dict[str, Any]:
        """The job that makes the PDF and, once it is done, the PDF."""
        key = rendering_key(self.report.pk, self.stage, self.content_sha256(), self.embargo())
        job = queries.job_for(key)
        return {"job": job, "pdf": job.result if job else None}

    def perform(self, form: Any) -> str:
        actions.ask_for_pdf(self.report, self.stage, embargo_until=self.embargo(), by=self.by)
        return self.next()


class DraftPdf(ReportPdf):
    """The same, asked for on the way to sending it."""

    then = "draft_sending_create"


class FinalPdf(ReportPdf):
    """The PDF of the final version, which names the day of publication if it is sent today."""

    stage = "final"
    then = "final_sending_create"

    def embargo(self) -> date | None:
        return dates.planned_publication(self.report)


class Sending:
    """A page that sends: what stands in the way, in the rule's own words, and else the finished PDF and the button."""

    report: Report
    then = "report"

    def rule(self, report: Report, sha256: str) -> None:
        raise NotImplementedError

    def content_sha256(self) -> str:
        """What was cleared: the action works out anew whether the text is still that one."""
        standing = CLEARING.allows(self.report.state, "edit") and self.report.state != "with_qa_manager"
        return queries.cleared_content(self.report, "qa_manager") if standing else ""

    def refusal(self) -> NotAllowed | None:
        try:
            self.rule(self.report, self.content_sha256())
        except NotAllowed as refusal:
            return refusal
        return None

    def paper(self) -> dict[str, Any]:
        refusal = self.refusal()
        return {"refusal": refusal} if refusal else super().paper()  # type: ignore[misc]


class DraftSendingCreate(Sending, ReportPdf):
    template_name = "reports/draft_sending_create.html"
    success = "The draft is sent."

    def rule(self, report: Report, sha256: str) -> None:
        rules.may_send_draft(report, sha256)

    def perform(self, form: Any) -> str:
        actions.send_draft(self.report, by=self.by)
        return self.next()


class FinalSendingCreate(Sending, FinalPdf):
    template_name = "reports/final_sending_create.html"
    success = "The final version is sent, under embargo."

    def rule(self, report: Report, sha256: str) -> None:
        rules.may_send_final(report, sha256)

    @cached_property
    def planned(self) -> date | None:
        return super().embargo()

    def embargo(self) -> date | None:
        return self.planned

    def paper(self) -> dict[str, Any]:
        found = super().paper()
        return found if "refusal" in found else {**found, "planned": self.planned}

    def perform(self, form: Any) -> str:
        actions.send_final(self.report, by=self.by)
        return self.next()


def final_file(request: HttpRequest) -> HttpResponse:
    """The final version as it was sent; for those who may read it, and only from its sending on."""
    sent = sending_here(request, "final")
    return send(sent.file, inline=True, filename=sent.file.name)


def report_file(request: HttpRequest, rendering: int) -> HttpResponse:
    """A finished PDF of this report: for those who may read the draft."""
    found = Rendering.objects.filter(report=report_here(request), pk=rendering).first()
    file = queries.file_of(found) if found else None
    if file is None:
        raise NotHere
    return send(file, inline=True, filename=file.name)
