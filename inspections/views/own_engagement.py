"""Cafcass's pages of the engagement meeting, and the chief executive's of the letter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Role
from files.serving import send
from inspections import engagement_advice as advice
from inspections import engagement_queries as queries
from inspections.actions import engagement as actions
from inspections.forms.engagement import AttendeeForm, DelegateForm
from inspections.rules import engagement as rules
from inspections.views.engagement import EngagementAttendeeRemove, about, can
from inspections.views.engagement_base import OwnMeetingPage
from inspections.views.engagement_held import EngagementMeetingDecline
from inspections.views.own_self_evaluation import contributors


def own_engagement_meeting(request: HttpRequest, year: int) -> HttpResponse:
    """Agenda, people, what was covered. Questions, notes and the draft of the letter are Ofsted's own."""
    roles: frozenset[Role] = request.roles  # type: ignore[attr-defined]
    meeting = queries.own_meeting(year, request.user, roles)  # type: ignore[arg-type]
    chief = Role.CHIEF_EXECUTIVE in roles
    evaluation = meeting.evaluation
    context = {
        **about(meeting),
        "chief": chief,
        "timing": advice.timing(evaluation, meeting) if evaluation else "",
        "may_agree": chief
        and can(rules.may_agree, meeting, request.user)
        and "cafcass" not in queries.agreements_of(meeting),
        "may_name": can(rules.may_name_attendees, meeting, "cafcass", request.user),
        "may_decline": chief and not meeting.held,
        "reads_letter": chief and meeting.state == "letter_sent",
    }
    return render(request, "inspections/engagement/own_engagement_meeting.html", context)


class OwnEngagementAgreement(OwnMeetingPage):
    template_name = "inspections/engagement/own_engagement_agreement.html"
    success = "You have agreed the agenda."

    def allow(self) -> None:
        rules.may_agree(self.meeting, self.by)

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.meeting.version}

    def context(self) -> dict[str, Any]:
        return {**super().context(), **about(self.meeting)}

    def perform(self, form: Any) -> str:
        actions.agree_agenda(self.meeting, version=form.cleaned_data["version"], by=self.by)
        return self.address()


class OwnEngagementAttendeeCreate(OwnMeetingPage):
    form_class = AttendeeForm
    template_name = "inspections/engagement/own_engagement_attendee_create.html"
    success = "Added."

    def allow(self) -> None:
        rules.may_name_attendees(self.meeting, "cafcass", self.by)

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("name", "job", "reason")}
        actions.add_attendee(self.meeting, side="cafcass", **given, by=self.by)
        return self.address()


class OwnEngagementAttendeeRemove(OwnMeetingPage, EngagementAttendeeRemove):
    template_name = "inspections/engagement/own_engagement_attendee_remove.html"

    def found(self) -> Any:
        OwnMeetingPage.found(self)
        self.attendee = self.wanted()


class OwnEngagementDelegate(OwnMeetingPage):
    form_class = DelegateForm
    template_name = "inspections/engagement/own_engagement_delegate.html"
    success = "Saved."

    def allow(self) -> None:
        rules.may_name_delegate(self.meeting, None, self.by)

    def initial(self) -> dict[str, Any]:
        return {"person": self.meeting.delegate_id}

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": contributors(Role.LINK_PERSON, Role.CONTRIBUTOR)}

    def perform(self, form: Any) -> str:
        actions.name_delegate(self.meeting, form.cleaned_data["person"], by=self.by)
        return self.address()


class OwnEngagementDecline(OwnMeetingPage, EngagementMeetingDecline):
    template_name = "inspections/engagement/own_engagement_decline.html"


def own_engagement_letter(request: HttpRequest, year: int) -> HttpResponse:
    """The letter as it was sent (AEM-10)."""
    letter = queries.sent_letter(year)
    return render(request, "inspections/engagement/own_engagement_letter.html", {"letter": letter, "year": year})


def own_engagement_letter_file(request: HttpRequest, year: int) -> HttpResponse:
    letter = queries.sent_letter(year)
    assert letter.file
    return send(letter.file, inline=True)
