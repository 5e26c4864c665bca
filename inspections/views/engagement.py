"""Ofsted's pages of the engagement meeting."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import clock
from accounts.access import Thing, Verb
from accounts.pages import FormPage
from accounts.refusals import NotAllowed, NotHere
from framework.versions import in_force
from inspections import engagement_advice as advice
from inspections import engagement_queries as queries
from inspections.actions import agenda
from inspections.actions import engagement as actions
from inspections.forms.engagement import AgendaForm, AttendeeForm, MeetingForm
from inspections.models import EngagementAttendee, EngagementMeeting
from inspections.rules import engagement as rules
from inspections.views.engagement_base import MeetingPage
from inspections.views.self_evaluation import may

MEETING_FIELDS = ("date", "place", "minutes", "chair")


def can(rule: Any, *asked: Any) -> bool:
    """For what a page offers: whether the rule would let it through."""
    try:
        rule(*asked)
    except NotAllowed:
        return False
    return True


def about(meeting: EngagementMeeting) -> dict[str, Any]:
    """What both sides read of a meeting."""
    items, attendees = queries.agenda_of(meeting), queries.attendees_of(meeting)
    return {
        "meeting": meeting,
        "items": [item for item in items if not item.removed],
        "left_out": [item for item in items if item.removed],
        "attendees": attendees,
        "agreements": queries.agreements_of(meeting),
        "without_reason": advice.without_reason(attendees),
        "agenda_advice": advice.agenda(meeting, items) if meeting.to_come else [],
    }


def to_raise(meeting: EngagementMeeting) -> list[str]:
    """What the analysis would raise; the chair puts into the agenda what they choose (SELF-06, SELF-08)."""
    analysis = queries.analysis_of(meeting.evaluation) if meeting.evaluation else None
    if analysis is None:
        return []
    said = [line.strip() for line in analysis.questions.splitlines() if line.strip()]
    return said + (["Main themes and learning are not brought out."] if analysis.themes == "no" else [])


def engagement_meeting_detail(request: HttpRequest, year: int) -> HttpResponse:
    meeting, by = queries.meeting_of(year), request.user
    changes = can(rules.may_change, meeting, by)
    context = {
        **about(meeting),
        "to_raise": to_raise(meeting),
        "timing": advice.timing(meeting.evaluation, meeting) if meeting.evaluation else "",
        "notes": meeting.notes.select_related("by"),
        "may_change": changes,
        "day_has_come": meeting.date <= clock.today(),
        "may_agree": can(rules.may_agree, meeting, by) and "ofsted" not in queries.agreements_of(meeting),
        "may_decline": can(rules.may_decline, meeting, by),
        "may_note": can(rules.may_note, meeting, by),
        "sees_letter": meeting.held and may(request, Thing.ENGAGEMENT_LETTER, Verb.READ),
    }
    return render(request, "inspections/engagement/engagement_meeting_detail.html", context)


class EngagementMeetingCreate(FormPage):
    form_class = MeetingForm
    template_name = "inspections/engagement/engagement_meeting_create.html"
    success = "The meeting is planned. Its agenda begins with the framework's six items."

    def initial(self) -> dict[str, Any]:
        framework = in_force(clock.today())
        return {"minutes": framework.settings.engagement_meeting_minutes, "chair": self.by.pk}

    def context(self) -> dict[str, Any]:
        return {"cancel": reverse("engagement_list")}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in MEETING_FIELDS}
        return reverse("engagement_meeting_detail", args=[actions.plan_meeting(**given, by=self.by).year])


class ChairPage(MeetingPage):
    """A page for whoever runs the meeting, before it is held."""

    def allow(self) -> None:
        rules.may_change(self.meeting, self.by)


class EngagementMeetingEdit(ChairPage):
    form_class = MeetingForm
    template_name = "inspections/engagement/engagement_meeting_edit.html"
    success = "Saved. Both sides agree the agenda anew."

    def initial(self) -> dict[str, Any]:
        meeting = self.meeting
        return {"date": meeting.date, "place": meeting.place, "minutes": meeting.minutes, "chair": meeting.chair_id}

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.meeting.version}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in (*MEETING_FIELDS, "version")}
        actions.change_meeting(self.meeting, **given, by=self.by)
        return self.address()


class EngagementAgendaEdit(ChairPage):
    form_class = AgendaForm
    template_name = "inspections/engagement/engagement_agenda_edit.html"
    success = "The agenda is saved."

    def form_kwargs(self) -> dict[str, Any]:
        return {"items": queries.agenda_of(self.meeting), "version": self.meeting.version}

    def initial(self) -> dict[str, Any]:
        # A question of the analysis comes in the words of the chair, who may change them first.
        return {"new_label": self.request.GET.get("raise", "")[:300]}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "to_raise": to_raise(self.meeting)}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        lines = {
            item.pk: agenda.Line(given[f"minutes_{item.pk}"], given[f"remove_{item.pk}"], given[f"reason_{item.pk}"])
            for item in queries.agenda_of(self.meeting)
            if f"minutes_{item.pk}" in given
        }
        agenda.set_agenda(
            self.meeting,
            lines,
            new_label=given["new_label"],
            new_minutes=given["new_minutes"] or 0,
            version=given["version"],
            by=self.by,
        )
        return self.address()


class EngagementAgreementCreate(MeetingPage):
    """What is agreed stands above the button."""

    template_name = "inspections/engagement/engagement_agreement_create.html"
    success = "The agenda is agreed for Ofsted."

    def allow(self) -> None:
        rules.may_agree(self.meeting, self.by)

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.meeting.version}

    def context(self) -> dict[str, Any]:
        return {**super().context(), **about(self.meeting)}

    def perform(self, form: Any) -> str:
        actions.agree_agenda(self.meeting, version=form.cleaned_data["version"], by=self.by)
        return self.address()


class EngagementAttendeeCreate(MeetingPage):
    """Somebody from Ofsted: who comes from Cafcass is not ours to say (AEM-06)."""

    form_class = AttendeeForm
    template_name = "inspections/engagement/engagement_attendee_create.html"
    success = "Added."
    side = "ofsted"

    def allow(self) -> None:
        rules.may_name_attendees(self.meeting, self.side, self.by)

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("name", "job", "reason")}
        # A side that is sent along is heard, so that it is refused in words and not passed over.
        side = "cafcass" if self.request.POST.get("side") == "cafcass" else self.side
        actions.add_attendee(self.meeting, side=side, **given, by=self.by)
        return self.address()


class EngagementAttendeeRemove(MeetingPage):
    template_name = "inspections/engagement/engagement_attendee_remove.html"
    success = "Taken off the list."
    attendee: EngagementAttendee

    def found(self) -> Any:
        super().found()
        self.attendee = self.wanted()

    def wanted(self) -> EngagementAttendee:
        of_meeting = EngagementAttendee.objects.select_related("meeting").filter(meeting=self.meeting)
        found = of_meeting.filter(pk=self.kwargs["attendee"]).first()
        if found is None:
            raise NotHere
        return found

    def allow(self) -> None:
        rules.may_name_attendees(self.meeting, self.attendee.side, self.by)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "attendee": self.attendee}

    def perform(self, form: Any) -> str:
        actions.remove_attendee(self.attendee, by=self.by)
        return self.address()
