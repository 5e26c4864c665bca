"""Having the PDF made, and sending the draft and the final version."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.access import Thing, Verb
from accounts.refusals import NotAllowed, NotHere
from files.serving import send
from reports import actions, dates, queries, rules
from reports.content import content_of, sha256_of
from reports.forms import ConfirmForm
from reports.models import Rendering
from reports.rendering_keys import rendering_key
from reports.views.fetching import ReportFormPage, address, inspection_of, report_here


class ReportPdf(ReportFormPage):
    """The PDF of the draft as it stands, at any time; POST asks for it."""

    form_class = ConfirmForm
    template_name = "reports/report_pdf.html"
    stage = "draft"
    then = "report_pdf"

    def embargo(self) -> Any:
        return None

    def context(self) -> dict[str, Any]:
        sha256 = sha256_of(content_of(self.report))
        key = rendering_key(self.report.pk, self.stage, sha256, self.embargo())
        rendering = queries.rendering_for(self.report, key)
        job = queries.job_of(rendering) if rendering else None
        return {
            **super().context(),
            "rendering": rendering,
            "job": job,
            "pdf": job.result if job else None,
            "address": self.request.path,
            "back": address(self.request, "report"),
            "can_make": rules.holds(self.request.user, inspection_of(self.request), Thing.DRAFT, Verb.EDIT),  # type: ignore[arg-type]
        }

    def perform(self, form: Any) -> str:
        actions.ask_for_pdf(self.report, self.stage, embargo_until=self.embargo(), by=self.request.user)  # type: ignore[arg-type]
        return self.next()


class DraftPdf(ReportPdf):
    """The same, asked for on the way to sending it."""

    then = "draft_sending_create"


class FinalPdf(ReportPdf):
    """The PDF of the final version, which says the day of publication if it is sent today."""

    stage = "final"
    then = "final_sending_create"

    def embargo(self) -> Any:
        return dates.planned_publication(self.report)


class DraftSendingCreate(ReportPdf):
    """What still stands in the way, the finished PDF, and the button that sends it."""

    template_name = "reports/draft_sending_create.html"
    success = "The draft is sent."
    then = "report"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "refusal": refusal_of(rules.may_send_draft, self.report)}

    def perform(self, form: Any) -> str:
        actions.send_draft(self.report, by=self.request.user)  # type: ignore[arg-type]
        return self.next()


class FinalSendingCreate(FinalPdf):
    template_name = "reports/final_sending_create.html"
    success = "The final version is sent, under embargo."
    then = "report"

    def context(self) -> dict[str, Any]:
        refusal = refusal_of(rules.may_send_final, self.report)
        return {**super().context(), "refusal": refusal, "planned": self.embargo()}

    def perform(self, form: Any) -> str:
        actions.send_final(self.report, by=self.request.user)  # type: ignore[arg-type]
        return self.next()


def refusal_of(rule: Any, report: Any) -> NotAllowed | None:
    """The rule's own sentence, for the page that says beforehand what pressing the button would answer."""
    try:
        rule(report, sha256_of(content_of(report)))
    except NotAllowed as refusal:
        return refusal
    return None


def report_file(request: HttpRequest, rendering: int) -> HttpResponse:
    """A finished PDF of this report: for those who may read the draft."""
    found = Rendering.objects.filter(report=report_here(request), pk=rendering).first()
    file = queries.file_of(found) if found else None
    if file is None:
        raise NotHere
    return send(file, inline=True, filename=file.name)
