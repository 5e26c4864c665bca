"""Ofsted's pages for what became of the engagement meeting: held, declined, noted for later."""

from typing import Any

from accounts import clock
from inspections import engagement_queries as queries
from inspections.actions import engagement as actions
from inspections.forms.engagement import HoldForm, NoteForm
from inspections.rules import engagement as rules
from inspections.views.engagement import ChairPage
from inspections.views.engagement_base import MeetingPage


class EngagementMeetingHold(ChairPage):
    form_class = HoldForm
    template_name = "inspections/engagement/engagement_meeting_hold.html"
    success = "The meeting is recorded. The letter is begun from it."

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "attendees": queries.attendees_of(self.meeting),
            "items": queries.agenda_of(self.meeting),
            "version": self.meeting.version,
        }

    def initial(self) -> dict[str, Any]:
        held_on = self.meeting.date if self.meeting.date <= clock.today() else None
        return {"held_on": held_on, "came": [], "covered": []}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "missing": actions.missing_agreement(self.meeting, self.meeting.date)}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        accounts = {
            int(name.removeprefix("account_")): text for name, text in given.items() if name.startswith("account_")
        }
        names = ("held_on", "came", "covered", "next_timing", "version")
        actions.hold_meeting(self.meeting, **{name: given[name] for name in names}, accounts=accounts, by=self.by)
        return self.address()


class EngagementMeetingDecline(MeetingPage):
    """Cafcass said that it will not meet this year, or that it will after all (SELF-02)."""

    template_name = "inspections/engagement/engagement_meeting_decline.html"
    success = "Saved. Nothing else follows from it."

    def allow(self) -> None:
        rules.may_decline(self.meeting, self.by)

    def perform(self, form: Any) -> str:
        again = self.request.POST.get("choice") == "reconsider"
        act = actions.reconsider_meeting if again else actions.decline_meeting
        act(self.meeting, by=self.by)
        return self.address()


class EngagementNoteCreate(MeetingPage):
    form_class = NoteForm
    template_name = "inspections/engagement/engagement_note_create.html"
    success = "The note is kept. Programme decisions can cite it."

    def allow(self) -> None:
        rules.may_note(self.meeting, self.by)

    def perform(self, form: Any) -> str:
        actions.note_of_meeting(self.meeting, text=form.cleaned_data["text"], by=self.by)
        return self.address()
