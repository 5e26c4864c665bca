"""What is done with one meeting: card, risks talked over, confirmed, held, declined, cancelled, planned again."""

from typing import Any

from django.contrib import messages

from accounts import clock
from fieldwork.actions import meetings as actions
from fieldwork.forms.meetings import CancelForm, CardForm, DeclineForm, HoldForm, LogAgreedForm, RiskForm, usual_card
from fieldwork.gaps import gaps
from fieldwork.queries import meetings as queries
from fieldwork.rules import meetings as rules
from fieldwork.views.meetings import OfMeeting
from govuk.forms import OnceForm


class MeetingCard(OfMeeting):
    """Four taps before the talk, on one page of a phone (SITE-05, VOICE-02, VOICE-06)."""

    form_class = CardForm
    template_name = "fieldwork/meeting_card.html"
    success = "The card is saved."

    def initial(self) -> dict[str, Any]:
        return usual_card(self.meeting)

    def perform(self, form: Any) -> str:
        actions.fill_card(self.meeting, form.given(), version=form.cleaned_data["version"], by=self.by)
        return self.address()


class MeetingRisks(OfMeeting):
    form_class = RiskForm
    template_name = "fieldwork/meeting_risks.html"
    success = "The talk about risks is saved."

    def initial(self) -> dict[str, Any]:
        return {"day": clock.today(), "role": "fca"}

    def perform(self, form: Any) -> str:
        actions.talk_over_risks(self.meeting, form.given(), by=self.by)
        return self.address()


class MeetingHold(OfMeeting):
    """A meeting that was held can always be recorded: what is open stays as a gap with a quick reason."""

    form_class = HoldForm
    template_name = "fieldwork/meeting_hold.html"

    def allow(self) -> None:
        rules.step(self.meeting, "hold")

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"meeting": self.meeting}

    def initial(self) -> dict[str, Any]:
        names = ("starts", "ends", "what_happened", "topics", "supporter", "experience", "system_view")
        found = {name: getattr(self.meeting, name) for name in names}
        return usual_card(self.meeting) | found | {"day": min(self.meeting.day, clock.today())}

    def perform(self, form: Any) -> str:
        version = form.cleaned_data["version"]
        held = actions.hold_meeting(self.meeting, form.given(), version=version, by=self.by)
        open_things = gaps(held, actions.risk_of(held))
        if advice := queries.advice(held, self.framework):
            messages.warning(self.request, advice)
        if open_things:
            messages.warning(self.request, "The meeting is recorded. Before it is cited, settle what is still open.")
        else:
            messages.success(self.request, "The meeting is recorded.")
        return self.address()


class OneButton(OfMeeting):
    """A page of one question: the step of the table that it takes, and the sentence afterwards."""

    form_class: Any = OnceForm
    step = ""

    def allow(self) -> None:
        rules.step(self.meeting, self.step)

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.meeting.version}


class MeetingConfirm(OneButton):
    step = "confirm"
    template_name = "fieldwork/meeting_confirm.html"
    success = "The meeting is confirmed."

    def allow(self) -> None:
        super().allow()
        rules.may_confirm(self.meeting, actions.risk_of(self.meeting))

    def perform(self, form: Any) -> str:
        actions.confirm_meeting(self.meeting, version=form.cleaned_data["version"], by=self.by)
        return self.address()


class MeetingAgree(OneButton):
    """Two taps on a phone: the lead agrees, or confirms what a deputy logged (NOTI-12)."""

    template_name = "fieldwork/meeting_agree.html"
    success = "The meeting is agreed."

    def allow(self) -> None:
        rules.may_agree_to(self.by, self.meeting)

    def perform(self, form: Any) -> str:
        actions.agree_to_meeting(self.meeting, version=form.cleaned_data["version"], by=self.by)
        return self.address()


class MeetingLog(OneButton):
    form_class = LogAgreedForm
    template_name = "fieldwork/meeting_log.html"
    success = "It is logged. The lead inspector confirms it."

    def allow(self) -> None:
        rules.may_log(self.by, self.meeting)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.log_agreed(self.meeting, note=given["note"], version=given["version"], by=self.by)
        return self.address()


class MeetingDecline(OneButton):
    step = "decline"
    form_class = DeclineForm
    template_name = "fieldwork/meeting_decline.html"
    success = "It is recorded that they declined."

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.decline_meeting(self.meeting, reason=given["reason"], version=given["version"], by=self.by)
        return self.address()


class MeetingCancel(OneButton):
    step = "cancel"
    form_class = CancelForm
    template_name = "fieldwork/meeting_cancel.html"
    success = "It is recorded that the meeting did not happen."

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.cancel_meeting(self.meeting, reason=given["reason"], version=given["version"], by=self.by)
        return self.address()


class MeetingAgain(OneButton):
    step = "plan_again"
    template_name = "fieldwork/meeting_again.html"
    success = "The meeting is planned again."

    def perform(self, form: Any) -> str:
        actions.plan_again(self.meeting, version=form.cleaned_data["version"], by=self.by)
        return self.address()
