"""Pages of meetings with people: list, partners, one meeting, its plan."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from accounts.refusals import NotHere
from fieldwork import links
from fieldwork.actions import meetings as actions
from fieldwork.forms.meetings import MeetingFilter, MeetingForm
from fieldwork.models import Meeting
from fieldwork.queries import meetings as queries
from fieldwork.queries.advice import pointed_out
from fieldwork.rules import meetings as rules
from fieldwork.workflow import MEETING
from framework.versions import FrameworkVersion, version
from inspections.models import Inspection
from inspections.views.base import InspectionPage

PER_PAGE = 30
# What of a plan is another row.
KEYS = ("inspector", "entry", "site", "line")


def meeting_list(request: HttpRequest) -> HttpResponse:
    """Thirty a page by day, each with what is open."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    form = MeetingFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = Paginator(queries.listed(inspection, wanted), PER_PAGE).get_page(request.GET.get("page"))
    framework = version(inspection.framework_version)
    rows = [(row, queries.Words(row.meeting, framework)) for row in queries.rows(page.object_list)]
    context = {"inspection": inspection, "form": form, "page": page, "rows": rows, "verbs": _verbs(request)}
    return render(request, "fieldwork/meeting_list.html", context | {"unprepared": unprepared(inspection)})


def unprepared(inspection: Inspection) -> str:
    """The warning that somebody of a family is to be met and Cafcass has no guidance yet (VOICE-05)."""
    return queries.NO_GUIDANCE if queries.needs_guidance(inspection) and queries.family_planned(inspection) else ""


def _verbs(request: HttpRequest) -> dict[str, bool]:
    roles, inspection = request.roles, request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(roles, Thing.MEETING, request.user, inspection)
    return {"create": Verb.CREATE in verbs, "edit": Verb.EDIT in verbs}


def partner_list(request: HttpRequest) -> HttpResponse:
    """Which partners were talked with, and which not yet (INSP-06)."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    framework = version(inspection.framework_version)
    found = queries.partners(inspection)
    shown = [(each, [(m, queries.Words(m, framework)) for m in (*each.held, *each.planned)]) for each in found]
    missing = [each.label for each in found if not each.held]
    context = {"inspection": inspection, "partners": shown, "missing": missing, "verbs": _verbs(request)}
    return render(request, "fieldwork/partner_list.html", context)


class OfMeetings(InspectionPage):
    back = "meeting_list"

    @property
    def framework(self) -> FrameworkVersion:
        return version(self.inspection.framework_version)

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}


class Planned(OfMeetings):
    """Whoever plans for others is offered every entry; an inspector their own."""

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"own": None if _verbs(self.request)["edit"] else self.by}

    def advise(self, meeting: Meeting) -> None:
        """It is saved all the same: what an entry in its place would be asked a reason for is said (SITE-06)."""
        found = pointed_out(meeting)
        if found:
            said = " ".join(f"{flag.text} ({flag.rule})" for flag in found)
            messages.warning(self.request, f"{said} Put it in the diary with a reason, or change its time.")


class MeetingCreate(Planned):
    form_class = MeetingForm
    template_name = "fieldwork/meeting_create.html"
    success = "The meeting is planned."

    def allow(self) -> None:
        rules.may_plan(self.by, self.inspection)

    def initial(self) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        day = max(clock.today(), self.inspection.timeline.onsite_week)
        found = {"inspector": self.by.pk, "day": day, "kind": kind if kind in Meeting.Kind.values else ""}
        organisation, courts = self.request.GET.get("organisation", ""), self.framework.meetings.court_partners
        if organisation in courts.organisations:
            return found | {"organisation": organisation, "way": courts.usual_way}
        return found | {"organisation": organisation}

    def context(self) -> dict[str, Any]:
        return super().context() | {"no_guidance": queries.needs_guidance(self.inspection)}

    def perform(self, form: Any) -> str:
        meeting = actions.plan_meeting(self.inspection, form.given(), by=self.by)
        if meeting.with_family and queries.needs_guidance(self.inspection):
            messages.warning(self.request, queries.NO_GUIDANCE)
        self.advise(meeting)
        return reverse("meeting_detail", args=[self.inspection.ref, meeting.pk])


class OfMeeting(OfMeetings):
    """The meeting that the address names, of this inspection and no other."""

    back = "meeting_detail"

    @cached_property
    def meeting(self) -> Meeting:
        found = queries.with_open_things(Meeting.objects.filter(inspection=self.inspection, pk=self.kwargs["pk"]))
        meeting = found.first()
        if meeting is None:
            raise NotHere
        meeting.inspection = self.inspection
        return meeting

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rules.may_change(self.by, self.meeting)
        return super().dispatch(request, *args, **kwargs)

    def address(self, name: str = "") -> str:
        return reverse(name or self.back, args=[self.inspection.ref, self.meeting.pk])

    def context(self) -> dict[str, Any]:
        row = queries.Row(self.meeting, queries.open_gaps(self.meeting))
        words = queries.Words(self.meeting, self.framework)
        return super().context() | {"meeting": self.meeting, "row": row, "words": words}

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"version": self.meeting.version}


class MeetingEdit(Planned, OfMeeting):
    form_class = MeetingForm
    template_name = "fieldwork/meeting_edit.html"
    success = "The plan of the meeting is saved."

    def allow(self) -> None:
        rules.may_change_plan(self.meeting)

    def initial(self) -> dict[str, Any]:
        found = {name: getattr(self.meeting, name) for name in actions.PLAN if name not in KEYS}
        keys = {name: getattr(self.meeting, f"{name}_id") for name in KEYS}
        ticks = {"family": self.meeting.family_present, "manager": self.meeting.with_manager}
        return found | keys | {name: ["yes"] if ticked else [] for name, ticked in ticks.items()}

    def perform(self, form: Any) -> str:
        version = form.cleaned_data["version"]
        self.advise(actions.change_plan(self.meeting, form.given(), version=version, by=self.by))
        return self.address()


def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole record of one meeting, and what may be done with it now."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    meeting = queries.with_open_things(Meeting.objects.filter(inspection=inspection, pk=pk)).first()
    if meeting is None:
        raise NotHere
    meeting.inspection = inspection
    roles: Any = request.roles  # type: ignore[attr-defined]
    reader: Any = request.user
    own = reader.pk in (meeting.inspector_id, meeting.made_by_id)
    verbs = verbs_for(roles, Thing.MEETING, reader, inspection)
    waits = meeting.asked_by_lead and meeting.lead_agreed != Meeting.Agreed.AGREED
    context = {
        "inspection": inspection,
        "meeting": meeting,
        "row": queries.Row(meeting, queries.open_gaps(meeting)),
        "words": queries.Words(meeting, version(inspection.framework_version)),
        "may_change": (Verb.EDIT_OWN if own else Verb.EDIT) in verbs,
        "may_agree": waits and Verb.DECIDE in verbs,
        "may_log": waits and Verb.EDIT in verbs and Verb.DECIDE not in verbs,
        "steps": MEETING.names_from(meeting.state),
        "offers": links.offers(meeting, reader, roles),
        "unprepared": queries.NO_GUIDANCE if meeting.with_family and queries.needs_guidance(inspection) else "",
    }
    return render(request, "fieldwork/meeting_detail.html", context)
