"""How the views find what they show: always of the inspection that the gate let the reader into, or not at all."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.pages import FormPage
from accounts.refusals import NotHere
from inspections.models import Inspection
from reports import queries
from reports.models import Report, Sending


def report_here(request: HttpRequest) -> Report:
    """The report of the page's inspection. Raises NotHere before it was begun."""
    report = queries.report_of(inspection_of(request))
    if report is None:
        raise NotHere
    return report


def sending_here(request: HttpRequest, kind: str) -> Sending:
    sent = queries.sending(report_here(request), kind)
    if sent is None:
        raise NotHere
    return sent


def inspection_of(request: HttpRequest) -> Inspection:
    return request.inspection  # type: ignore[attr-defined, no-any-return]


def address(request: HttpRequest, name: str, **more: Any) -> str:
    """The address of a page of the same inspection."""
    return reverse(name, kwargs={"ref": inspection_of(request).ref, **more})


class ReportFormPage(FormPage):
    """A form about the report of the page's inspection; `then` names the page that follows."""

    then = "report"

    @property
    def report(self) -> Report:
        known: Report | None = self.__dict__.get("_report")
        if known is None:
            known = self.__dict__["_report"] = report_here(self.request)
        return known

    def next(self) -> str:
        return address(self.request, self.then)

    def context(self) -> dict[str, Any]:
        return {"report": self.report, "cancel": self.next()}
