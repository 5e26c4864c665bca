"""The decision on publication, and what the public reads from the moment of publication."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from accounts.access import Thing, Verb
from accounts.refusals import NotHere
from files.serving import send
from inspections.models import Outcome
from inspections.workflow import State
from reports import actions, queries
from reports.forms import PublicationForm
from reports.models import Publication as PublishedReport
from reports.outline import outline_of
from reports.views.fetching import ReportFormPage, inspection_of, may
from reports.wording import past_outcomes
from scheduling.queries import day

PAGE = 30


class Publication(ReportFormPage):
    """When it will be published and who decided so. There is no button that publishes: the worker's clock does."""

    form_class = PublicationForm
    template_name = "reports/publication.html"
    success = "The day of publication is set."
    then = "publication"

    @cached_property
    def earliest(self) -> date | None:
        return day(inspection_of(self.request).timeline, "publication")

    def initial(self) -> dict[str, Any]:
        return {"due_on": self.earliest}

    def context(self) -> dict[str, Any]:
        inspection = inspection_of(self.request)
        decides = may(self.request, Thing.PUBLICATION, Verb.DECIDE)
        return {
            "report": self.report,
            "final": queries.sending(self.report, "final"),
            "earliest": self.earliest,
            "decisions": self.report.publication_decisions.select_related("by").order_by("-id")[:PAGE],
            "on_hold": queries.open_hold(self.report),
            "published": getattr(self.report, "publication", None),
            "may_decide": decides and inspection.state == State.FINAL_SENT,
        }

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.decide_publication(self.report, due_on=given["due_on"], reason=given["reason"], by=self.by)
        return self.next()


def published_reports(request: HttpRequest) -> HttpResponse:
    """What was published, newest first; outcomes from before this product as lines without a document."""
    published = PublishedReport.objects.defer("content")
    page = Paginator(published, PAGE).get_page(request.GET.get("page"))
    history = past_outcomes(Outcome.objects.filter(inspection=None).prefetch_related("grades")[:PAGE])
    return render(request, "reports/public/list.html", {"page": page, "history": history})


def published_report(request: HttpRequest, slug: str) -> HttpResponse:
    found = _published(slug)
    return render(request, "reports/public/report.html", {"published": found, "outline": outline_of(found.content)})


def published_report_file(request: HttpRequest, slug: str) -> HttpResponse:
    return send(_published(slug).file, inline=True, filename=f"{slug}.pdf")


def _published(slug: str) -> PublishedReport:
    found = PublishedReport.objects.select_related("file").filter(slug=slug).first()
    if found is None:
        raise NotHere
    return found
