"""Lines of enquiry, for the team alone: nothing here has a page, a mail or a file for Cafcass (OFF-13)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from framework.versions import version
from information.actions import lines as actions
from information.forms.annex import ConfirmForm
from information.forms.lines import LineForm, ToldForm
from information.models import LineOfEnquiry
from information.queries import lines as queries
from information.rules import lines as rules
from inspections.models import Inspection
from inspections.views.base import InspectionPage
from inspections.workflow import State


def line_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """By theme, with how each is followed and when Cafcass was told of it."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.LINE_OF_ENQUIRY, request.user, inspection)  # type: ignore[attr-defined]
    lines, on = queries.lines_of(inspection), inspection.state not in rules.CLOSED
    seen = verbs_for(request.roles, Thing.SAMPLE, request.user, inspection)  # type: ignore[attr-defined]
    context = {
        "inspection": inspection,
        "lines": lines,
        "sees_sample": Verb.READ in seen,
        "advice": rules.advice(inspection, len(lines)),
        "may_set": on and Verb.CREATE in verbs,
        "may_change": on and Verb.EDIT in verbs,
        "may_tell": on and inspection.has_reached(State.ANNOUNCED) and Verb.DECIDE in verbs,
    }
    return render(request, "information/line_list.html", context)


class LineCreate(InspectionPage):
    form_class = LineForm
    template_name = "information/line_create.html"
    success = "The line of enquiry is set."
    back = "line_list"

    def allow(self) -> None:
        rules.may_set(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"criteria": version(self.inspection.framework_version).criteria}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in actions.FIELDS}
        actions.set_line(self.inspection, **given, by=self.by)
        return self.address()


class LineEdit(LineCreate):
    template_name = "information/line_edit.html"
    success = "The line of enquiry is changed."

    @property
    def line(self) -> LineOfEnquiry:
        return queries.line_of(self.inspection, int(self.kwargs["pk"]))

    def allow(self) -> None:
        rules.may_change(self.by, self.inspection)

    def initial(self) -> dict[str, Any]:
        line = self.line
        return {name: getattr(line, name) for name in actions.FIELDS}

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"version": self.line.version}

    def context(self) -> dict[str, Any]:
        return super().context() | {"line": self.line}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in actions.FIELDS}
        actions.change_line(self.line, version=form.cleaned_data["version"], **given, by=self.by)
        return self.address()


class LineOpen(InspectionPage):
    form_class = ConfirmForm
    template_name = "information/line_open.html"
    success = "The line is open."
    back = "line_list"

    @property
    def line(self) -> LineOfEnquiry:
        return queries.line_of(self.inspection, int(self.kwargs["pk"]))

    def allow(self) -> None:
        rules.may_open(self.line, self.by)

    def context(self) -> dict[str, Any]:
        return super().context() | {"line": self.line}

    def perform(self, form: Any) -> str:
        actions.open_line(self.line, by=self.by)
        return self.address()


class LinesTold(InspectionPage):
    """Recorded, and sent to nobody."""

    form_class = ToldForm
    template_name = "information/lines_told.html"
    success = "It is recorded that Cafcass was told."
    back = "line_list"
    reopens = ("version", "op", "shown")

    def untold(self) -> list[LineOfEnquiry]:
        return [each for each in queries.lines_of(self.inspection) if not each.told.all()]

    def allow(self) -> None:
        rules.may_tell(self.inspection, self.untold(), self.by)

    def initial(self) -> dict[str, Any]:
        return {"shown": actions.shown_of(self.untold())}

    def context(self) -> dict[str, Any]:
        return super().context() | {"lines": self.untold()}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        told_at = clock.at(given["day"], given["time"].hour, given["time"].minute)
        told = {"told_at": told_at, "with_whom": given["with_whom"], "shown": given["shown"]}
        actions.tell_lines(self.inspection, **told, by=self.by)
        return self.address()
