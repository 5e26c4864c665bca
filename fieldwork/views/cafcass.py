"""The diary as Cafcass sees it: days, times, places, kinds and who comes; nothing internal is in reach here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from fieldwork import actions
from fieldwork.forms.onsite import ProposalForm
from fieldwork.models import ArrangementNotReady, DiaryEntry, Proposal
from fieldwork.queries.people import names, team_of
from fieldwork.rules import rights
from fieldwork.views.planning import need_of
from govuk.forms import OnceForm
from inspections.models import Inspection
from inspections.views.base import InspectionPage

# The team's own affairs, of which Cafcass needs no word.
OWN = ("travel", "team_meeting", "recording", "analysis")


def cafcass_diary(request: HttpRequest, **_: Any) -> HttpResponse:
    """By day; with what Cafcass proposed, and what it still has to make ready."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    team = team_of(inspection)
    found = inspection.entries.exclude(status="withdrawn").exclude(kind__in=OWN)
    entries = list(found.select_related("site").prefetch_related("seats"))
    context = {
        "days": _by_day(entries, team),
        "proposals": Proposal.objects.filter(inspection=inspection, from_cafcass=True).select_related("site"),
        "not_ready": ArrangementNotReady.objects.filter(meeting__inspection=inspection).select_related("site"),
        "may_propose": inspection.state in rights.PLANNING,
    }
    return render(request, "fieldwork/cafcass/diary.html", context)


def _by_day(entries: list[DiaryEntry], team: Any) -> list[tuple[Any, list[dict[str, Any]]]]:
    held: dict[Any, list[dict[str, Any]]] = {}
    for entry in entries:
        members = [
            seat.member_id
            for seat in entry.seats.all()
            if seat.member_id in team and team[seat.member_id].is_here_for(entry.day, entry.starts)
        ]
        told = {
            "time": (entry.starts, entry.ends),
            "kind": entry.get_kind_display(),
            "title": entry.cafcass_title,
            "site": f"{entry.site.code} {entry.site.name}" if entry.site else "",
            "who": names(team, members) if members else "To be named",
            "off": entry.status == DiaryEntry.Status.DID_NOT_HAPPEN,
        }
        held.setdefault(entry.day, []).append(told)
    return sorted(held.items())


class CafcassProposalCreate(InspectionPage):
    """Cafcass proposes a time, and nothing more (SITE-11)."""

    form_class = ProposalForm
    template_name = "fieldwork/cafcass/proposal_create.html"
    success = "Your proposal is with the lead inspector."
    back = "cafcass_diary"

    def allow(self) -> None:
        rights.must_be_open(self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def context(self) -> dict[str, Any]:
        return {"cancel": self.address()}

    def perform(self, form: Any) -> str:
        actions.propose_time(self.inspection, need_of(form), by=self.by)
        return self.address()


class ArrangementReady(InspectionPage):
    """The link person says that something is ready now (SITE-03)."""

    form_class = OnceForm
    template_name = "fieldwork/cafcass/arrangement_ready.html"
    success = "It is marked as ready."
    back = "cafcass_diary"

    @property
    def arrangement(self) -> ArrangementNotReady:
        found = ArrangementNotReady.objects.filter(meeting__inspection=self.inspection).select_related("site")
        return get_object_or_404(found.select_related("meeting__inspection", "site"), pk=self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        return {"cancel": self.address(), "arrangement": self.arrangement}

    def perform(self, form: Any) -> str:
        actions.arrangement_is_ready(self.arrangement, by=self.by)
        return self.address()
