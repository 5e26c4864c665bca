"""How the views find what they show: always of the inspection that the gate let the reader into, or not at all."""

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from accounts.access import Thing, Verb, verbs_for
from accounts.models import Person
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
    report = report_here(request)
    sent = queries.sending(report, kind)
    if sent is None:
        raise NotHere
    sent.report = report
    return sent


def inspection_of(request: HttpRequest) -> Inspection:
    return request.inspection  # type: ignore[attr-defined]


def reader_of(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def may(request: HttpRequest, thing: Thing, verb: Verb) -> bool:
    """Whether the access table allows it, by what the gate read: for what a page offers, not for refusing."""
    roles = request.roles  # type: ignore[attr-defined]
    return verb in verbs_for(roles, thing, request.user, inspection_of(request))


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

    @property
    def by(self) -> Person:
        """Whoever sends the form: the gate let nobody in who is not signed in."""
        return reader_of(self.request)

    def next(self) -> str:
        return address(self.request, self.then)

    def context(self) -> dict[str, Any]:
        return {"report": self.report, "cancel": self.next()}
