"""The first meeting and the meetings on arrival."""

from typing import Any

from accounts import clock
from accounts.refusals import require
from fieldwork import actions
from fieldwork.actions.onsite import Arrival, Told
from fieldwork.forms.onsite import ArrivalForm, FirstMeetingForm
from fieldwork.models import FirstMeeting
from fieldwork.rules import rights
from fieldwork.views.entries import OfDiary, OfEntry
from information.queries.settling import not_ready
from inspections.workflow import State


class FirstMeetingCreate(OfDiary):
    """The record once there is one, the form before."""

    form_class = FirstMeetingForm
    template_name = "fieldwork/first_meeting_create.html"
    success = "The first meeting is recorded."

    def allow(self) -> None:
        require(self.inspection.has_reached(State.ANNOUNCED), "Cafcass has not been told yet.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def initial(self) -> dict[str, Any]:
        planned = self.inspection.entries.filter(kind="first_meeting").exclude(status="withdrawn").first()
        lacking = {"not_ready": "\n".join(not_ready(self.inspection))}
        if planned is None:
            return {"day": clock.today()} | lacking
        return lacking | {"day": planned.day, "starts": planned.starts, "place": str(planned.site or planned.place)}

    def context(self) -> dict[str, Any]:
        held = FirstMeeting.objects.filter(inspection=self.inspection).select_related("recorded_by").first()
        waiting = held.not_ready.select_related("site", "ready_by") if held else ()
        return super().context() | {"held": held, "not_ready": waiting}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        ticks = ("matters_reviewed", "questions_answered", "arrangements_confirmed")
        told = Told(
            clock.at(given["day"], given["starts"].hour, given["starts"].minute),
            given["people"],
            given["place"],
            **{name: given[name] for name in ticks},
            not_ready=form.arrangements(),
        )
        actions.record_first_meeting(self.inspection, told, by=self.by)
        return self.address("first_meeting_create")


class ArrivalCreate(OfEntry):
    """Whom the deputy met on arrival."""

    form_class = ArrivalForm
    template_name = "fieldwork/arrival_create.html"
    success = "The meeting on arrival is recorded."

    def reach(self) -> None:
        """The deputy of another pair reads of this meeting, and is told that it is not theirs."""

    def allow(self) -> None:
        rights.may_record_arrival(self.by, self.entry, self.team)

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> str:
        names = ("met", "met_at", "plans_explained")
        arrival = Arrival(**{name: form.cleaned_data[name] for name in names})
        actions.record_arrival_meeting(self.entry, arrival, by=self.by)
        return self.detail()
