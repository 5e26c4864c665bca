"""The guidance on preparing people: what Cafcass was given and when, for the team and for Cafcass (VOICE-05)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from accounts.refusals import NotHere
from fieldwork.actions import meetings as actions
from fieldwork.forms.meetings import GuidanceForm
from fieldwork.rules import meetings as rules
from fieldwork.views.meetings import OfMeetings
from framework.versions import version
from framework.versions.shapes.meetings import Guidance
from inspections.models import Inspection

Given = list[tuple[Guidance, Any]]


def pack(inspection: Inspection) -> Given:
    """Every version of the pack with the row that says when it was given, or None."""
    known = {row.code: row for row in inspection.guidance_given.select_related("by")}
    return [(each, known.get(each.code)) for each in version(inspection.framework_version).meetings.guidance]


class GuidancePage(OfMeetings):
    """The pack with the day on which each version was given, and the form for saying so."""

    form_class = GuidanceForm
    template_name = "fieldwork/guidance.html"
    success = "It is recorded that Cafcass was given it."

    def initial(self) -> dict[str, Any]:
        return {"day": clock.today()}

    def context(self) -> dict[str, Any]:
        found = pack(self.inspection)
        verbs = verbs_for(self.request.roles, Thing.MEETING, self.by, self.inspection)  # type: ignore[attr-defined]
        more = {"pack": found, "all_given": all(row for _, row in found), "may_give": Verb.EDIT in verbs}
        return super().context() | more

    def perform(self, form: Any) -> str:
        rules.may_give_guidance(self.by, self.inspection)
        given = form.cleaned_data
        actions.give_guidance(self.inspection, code=given["code"], day=given["day"], by=self.by)
        return self.address("guidance")


def cafcass_guidance(request: HttpRequest) -> HttpResponse:
    """What was given, to read; nothing before that."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    found = [(each, row) for each, row in pack(inspection) if row]
    if not found:
        raise NotHere
    return render(request, "fieldwork/cafcass/guidance.html", {"inspection": inspection, "pack": found})
