"""Pages of what came from devices: held words to settle, and alarms about missing saves to answer."""

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from accounts.access import Role
from accounts.pages import FormPage
from accounts.refusals import Invalid, NotHere, require
from evidence.field import ledger, settling
from evidence.field.holding import CLOCK
from evidence.forms.devices import DeviceLostForm, LeaveOutForm, LossAnswerForm
from evidence.models import HeldWords
from evidence.queries import field as queries
from evidence.views.documents import OfInspection
from govuk.forms import OnceForm

CHECK_ITS_TIME = "The clock of the device was wrong: see whether its date and time are right, and edit them where not."


class OfDevices(OfInspection):
    @property
    def leads(self) -> bool:
        return Role.LEAD in self.request.roles

    def held(self) -> list[queries.Held]:
        return queries.held(self.inspection, self.request.user, self.leads, self.framework)


class FromDevices(OfDevices, View):
    """The lead sees everybody's, anybody else what is theirs."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        alarms = queries.alarms(self.inspection, request.user, self.leads)  # type: ignore[arg-type]
        tablets = queries.devices(self.inspection, request.user, self.leads)  # type: ignore[arg-type]
        context = {"held": self.held(), "alarms": alarms, "tablets": tablets, "leads": self.leads}
        return render(request, "evidence/from_devices.html", context)


class OfDevice(OfDevices, FormPage):
    """A form page. `allow` asks before it opens: what was sent already leads to its result again."""

    def allow(self) -> None:
        """Raises NotAllowed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.allow()
        return super().get(request, *args, **kwargs)


class OfHeld(OfDevice):
    """One held save that the reader may see, or no page at all."""

    shown: queries.Held

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = next((each for each in self.held() if each.row.pk == kwargs["pk"]), None)
        if found is None:
            raise NotHere
        self.shown = found

    @property
    def row(self) -> HeldWords:
        return self.shown.row

    def allow(self) -> None:
        require(not hasattr(self.row, "settled"), "Somebody has settled this already.")

    def context(self) -> dict[str, Any]:
        return {"each": self.shown, "back": self.address("from_devices")}


class HeldTakeIn(OfHeld):
    form_class = OnceForm
    template_name = "evidence/held_take_in.html"
    success = "It is in the record, under its author's name."

    def perform(self, form: Any) -> str:
        try:
            revision = settling.take_in(self.row, by=self.by)
        except Invalid as finding:
            raise Invalid("", finding.message) from finding
        if self.row.reason == CLOCK:
            self.success = f"{self.success} {CHECK_ITS_TIME}"
        return self.address(f"{revision.document.kind}_detail", pk=revision.document_id)


class HeldLeaveOut(OfHeld):
    form_class = LeaveOutForm
    template_name = "evidence/held_leave_out.html"
    success = "It is left out of the record. Its words stay here."

    def perform(self, form: Any) -> str:
        settling.leave_out(self.row, reason=form.cleaned_data["reason"], by=self.by)
        return self.address("from_devices")


class LossAnswering(OfDevice):
    form_class = LossAnswerForm
    template_name = "evidence/loss_answer.html"
    success = "The answer is saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = queries.alarms(self.inspection, request.user, self.leads)  # type: ignore[arg-type]
        alarm = next((each for each in found if each.pk == kwargs["pk"]), None)
        if alarm is None:
            raise NotHere
        self.alarm = alarm

    def allow(self) -> None:
        require(not hasattr(self.alarm, "answer"), "Somebody has answered this already.")

    def context(self) -> dict[str, Any]:
        return {"alarm": self.alarm, "title": ledger.alarm_title(self.alarm), "back": self.address("from_devices")}

    def perform(self, form: Any) -> str:
        ledger.answer(self.alarm, text=form.cleaned_data["text"], by=self.by)
        return self.address("from_devices")


class DeviceLost(OfDevice):
    form_class = DeviceLostForm
    template_name = "evidence/device_lost.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = queries.devices(self.inspection, request.user, self.leads)  # type: ignore[arg-type]
        tablet = next((each for each in found if kwargs["pk"] in each.ids), None)
        if tablet is None:
            raise NotHere
        self.tablet, self.device = tablet, tablet.newest

    def allow(self) -> None:
        require(self.device.lost_at is None, "Somebody has said this already.")

    def context(self) -> dict[str, Any]:
        return {"tablet": self.tablet, "device": self.device, "own": self.own, "back": self.address("from_devices")}

    @property
    def own(self) -> bool:
        return self.device.person_id == self.by.pk

    @property
    def success(self) -> str:  # type: ignore[override]
        ended = "You are signed out everywhere else" if self.own else f"{self.device.person} is signed out everywhere"
        return f"Its key is destroyed, and the loss is recorded. {ended}."

    def perform(self, form: Any) -> str:
        lost = ledger.lose(self.device, self.inspection, how=form.cleaned_data["how"], by=self.by)
        if self.own:
            # Whoever says it here has not lost this one. Its key stays, so that a second click is answered.
            self.request.session[HASH_SESSION_KEY] = lost.person.get_session_auth_hash()
        return self.address("from_devices")
