"""The board of lines of enquiry, and closing one, opening it again, or counting what came late (EVID-20)."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb, verbs_for
from evidence.actions.sorting import count_late
from evidence.forms.board import CloseLineForm, ReopenLineForm
from evidence.queries import board as queries
from framework.versions import version
from govuk.forms import OnceForm
from information.actions.lines import close_line, reopen_line
from information.models import LineOfEnquiry
from information.queries.lines import line_of
from information.rules import lines as rules
from inspections.models import Inspection
from inspections.views.base import InspectionPage


def line_board(request: HttpRequest, **_: Any) -> HttpResponse:
    """By theme: what each line rests on, what is thin, what came after it was closed; who looked through today."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    roles: Any = request.roles  # type: ignore[attr-defined]
    can = verbs_for(roles, Thing.LINE_OF_ENQUIRY, request.user, inspection)
    reviews = verbs_for(roles, Thing.TEAM_MEETING, request.user, inspection)
    entries, team = queries.board(inspection)
    framework = version(inspection.framework_version)
    context = {
        "inspection": inspection,
        "themes": queries.themes(queries.Told(each, framework) for each in entries),
        "not_reviewed": queries.not_reviewed(inspection, team),
        "may_close": Verb.EDIT in can and inspection.state not in rules.CLOSED,
        "may_count": Verb.DECIDE in can,
        "may_review": Verb.EDIT_OWN in reviews,
    }
    return render(request, "evidence/line_board.html", context)


class OfLine(InspectionPage):
    back = "line_board"
    step = ""

    @cached_property
    def line(self) -> LineOfEnquiry:
        return line_of(self.inspection, int(self.kwargs["pk"]))

    def allow(self) -> None:
        rules.may_step(self.line, self.step, self.by)

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.line.version}

    def context(self) -> dict[str, Any]:
        entry = queries.entry_of(self.inspection, self.line)
        told = queries.Told(entry, version(self.inspection.framework_version))
        return super().context() | {"line": self.line, "told": told}

    def given(self, form: Any) -> dict[str, Any]:
        return {name: form.cleaned_data[name] for name in ("reason", "version")}


class LineClose(OfLine):
    """What is thin is said before somebody closes it, and stops nothing."""

    form_class = CloseLineForm
    template_name = "evidence/line_close.html"
    success = "The line is closed."
    step = "close"

    def perform(self, form: Any) -> str:
        close_line(self.line, **self.given(form), by=self.by)
        return self.address()


class LineReopen(OfLine):
    form_class = ReopenLineForm
    template_name = "evidence/line_reopen.html"
    success = "The line is open again."
    step = "reopen"

    def perform(self, form: Any) -> str:
        reopen_line(self.line, **self.given(form), by=self.by)
        return self.address()


class LineCount(OfLine):
    """The lead counts what came after the closing: the line stays closed."""

    form_class = OnceForm
    template_name = "evidence/line_count.html"
    success = "What came after the closing is counted."

    def allow(self) -> None:
        """The gate asked: it is the lead's."""

    def perform(self, form: Any) -> str:
        count_late(self.line, by=self.by)
        return self.address()
