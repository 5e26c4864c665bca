"""The meetings whose time both sides agree: the lead's list, and Cafcass's own (NOTI-15)."""

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import Thing, Verb, allowed
from fieldwork import actions
from fieldwork.actions.beforehand import preview
from fieldwork.forms.slots import AnotherTimeForm, ConfirmSlotsForm, KeepTimeForm, TakeTimeForm
from fieldwork.models import DiaryEntry, SlotAnswer
from fieldwork.queries import slots as queries
from fieldwork.rules import rights
from fieldwork.rules import slots as rules
from govuk.forms import OnceForm
from inspections.models import Inspection
from inspections.views.base import InspectionPage


def slot_list(request: HttpRequest, **_: Any) -> HttpResponse:
    """Each with what Cafcass said; the lead settles what it asked for."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    roles = request.roles  # type: ignore[attr-defined]
    may = allowed(roles, Thing.DIARY, Verb.DECIDE, request.user, inspection) and inspection.state in rights.PLANNING
    context = {
        "inspection": inspection,
        "slots": queries.slots(inspection),
        "may_settle": may,
        "missing": len(preview(inspection, queries.agreed_kinds(inspection)).missing) if may else 0,
    }
    return render(request, "fieldwork/slot_list.html", context)


class SlotPropose(InspectionPage):
    """One button: what would be proposed is on the page."""

    form_class = OnceForm
    template_name = "fieldwork/slot_propose.html"
    success = "The meetings are in the diary. Cafcass confirms their times."
    back = "slot_list"

    def allow(self) -> None:
        rules.may_propose(self.by, self.inspection)

    def context(self) -> dict[str, Any]:
        found = preview(self.inspection, queries.agreed_kinds(self.inspection))
        return super().context() | {"missing": found.missing}

    def perform(self, form: Any) -> str:
        actions.propose_slots(self.inspection, by=self.by)
        return self.address()


class OfAnswer(InspectionPage):
    back = "slot_list"

    @cached_property
    def answer(self) -> SlotAnswer:
        found = SlotAnswer.objects.filter(entry__inspection=self.inspection)
        return get_object_or_404(found.select_related("entry__inspection", "kept", "by"), pk=self.kwargs["pk"])

    def allow(self) -> None:
        rules.may_settle(self.by, self.answer)

    def context(self) -> dict[str, Any]:
        return super().context() | {"answer": self.answer}


class SlotTake(OfAnswer):
    form_class = TakeTimeForm
    template_name = "fieldwork/slot_take.html"
    success = "The meeting is moved, and its time is agreed."

    def perform(self, form: Any) -> str:
        actions.take_time(self.answer, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


class SlotKeep(OfAnswer):
    form_class = KeepTimeForm
    template_name = "fieldwork/slot_keep.html"
    success = "The time stays. Cafcass reads why."

    def perform(self, form: Any) -> str:
        actions.keep_time(self.answer, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


class CafcassSlots(InspectionPage):
    """What is proposed, and one button for all of it."""

    form_class = ConfirmSlotsForm
    template_name = "fieldwork/cafcass/slots.html"
    success = "The times are confirmed."
    back = "cafcass_slots"
    reopens: ClassVar[tuple[str, ...]] = ("op", "seen")

    @cached_property
    def found(self) -> list[queries.AgreedSlot]:
        return queries.slots(self.inspection)

    def initial(self) -> dict[str, Any]:
        return {"seen": queries.seen(self.found)}

    def context(self) -> dict[str, Any]:
        waiting = queries.waiting_for_cafcass(self.found)
        given = {"slots": self.found, "waiting": len(waiting), "may_answer": self.inspection.state in rights.PLANNING}
        return given | {"cancel": self.address()}

    def perform(self, form: Any) -> str:
        actions.confirm_slots(self.inspection, seen=form.cleaned_data["seen"], by=self.by)
        return self.address()


class CafcassSlotAsk(InspectionPage):
    """Another time for one meeting; the lead decides."""

    form_class = AnotherTimeForm
    template_name = "fieldwork/cafcass/slot_ask.html"
    success = "The lead inspector is asked for this time."
    back = "cafcass_slots"

    @cached_property
    def entry(self) -> DiaryEntry:
        agreed = self.inspection.entries.filter(kind__in=queries.agreed_kinds(self.inspection))
        return get_object_or_404(agreed.select_related("inspection", "site"), pk=self.kwargs["pk"])

    def allow(self) -> None:
        rules.may_ask_another(self.by, self.entry)

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.entry.version}

    def initial(self) -> dict[str, Any]:
        return {"day": self.entry.day}

    def context(self) -> dict[str, Any]:
        return {"cancel": self.address(), "entry": self.entry}

    def perform(self, form: Any) -> str:
        names = ("day", "starts", "ends", "reason", "version")
        given = {name: form.cleaned_data[name] for name in names}
        actions.ask_another_time(self.entry, **given, by=self.by)
        return self.address()
