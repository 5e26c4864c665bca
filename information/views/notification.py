"""The call sheet, the record of the call, the preparation checklist, well-being and incidents."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import clock
from accounts.access import Thing, Verb, allowed
from accounts.refusals import NotHere
from information.actions import call_sheet as sheets
from information.actions import preparing as actions
from information.forms.annex import ConfirmForm
from information.forms.notification import CallSheetForm, ContactForm, IncidentForm, MatterForm, StepsForm
from information.models import IncidentEntry, WellbeingSteps
from information.queries import notification as queries
from information.queries.settling import sites_now
from information.rules import call_sheet as rules
from information.rules import preparing
from inspections.confirmation import confirmation
from inspections.models import Inspection
from inspections.rules import call
from inspections.views.base import InspectionPage
from inspections.workflow import State


class CallSheetPage(InspectionPage):
    """The form for the lead, and for every reader what it says, in all its versions."""

    form_class = CallSheetForm
    template_name = "information/call_sheet.html"
    success = "The sheet is saved."
    back = "call_sheet"

    def initial(self) -> dict[str, Any]:
        sheet = queries.sheet_of(self.inspection)
        if sheet:
            return {name: getattr(sheet, name) for name in CallSheetForm.base_fields if hasattr(sheet, name)} | {
                "correction": ""
            }
        told = queries.announcement_of(self.inspection)
        at = clock.london(told.called_at) if told else None
        return {"called_on": at.date(), "called_time": at.time()} if at else {"called_on": clock.today()}

    def form_kwargs(self) -> dict[str, Any]:
        sheet = queries.sheet_of(self.inspection)
        return {"version": sheet.number if sheet else 0, "announced": self.inspection.has_reached(State.ANNOUNCED)}

    def context(self) -> dict[str, Any]:
        told, every = queries.announcement_of(self.inspection), list(queries.sheets(self.inspection))
        sheet = every[-1] if every else None
        roles = self.request.roles  # type: ignore[attr-defined]
        may = allowed(roles, Thing.CALL_SHEET, Verb.EDIT, self.by, self.inspection)
        return super().context() | {
            "told": told,
            "sheet": sheet,
            "every": every,
            "notices": list(rules.notices(sheet, told, self.inspection)),
            "may_write": may and self.inspection.state in (State.PLANNED, State.ANNOUNCED),
        }

    def perform(self, form: Any) -> str:
        given = form.sheet()
        sheets.save_sheet(self.inspection, given, version=form.cleaned_data["version"], by=self.by)
        return self.address()


class CallRecord(InspectionPage):
    """One act: the call is recorded and the email goes out."""

    form_class = ConfirmForm
    template_name = "information/call_record.html"
    success = "The call is recorded. The email with the Annex A request is on its way."
    back = "call_sheet"

    def allow(self) -> None:
        call.may_announce(self.by, self.inspection)
        rules.must_be_recordable(queries.sheet_of(self.inspection))

    def context(self) -> dict[str, Any]:
        sheet = queries.sheet_of(self.inspection)
        day = sheet.called_on if sheet and sheet.called_on else clock.today()
        return super().context() | {"sheet": sheet, "mail": confirmation(self.inspection, day)}

    def perform(self, form: Any) -> str:
        sheets.record_call(self.inspection, by=self.by)
        return self.address()


def preparation(request: HttpRequest, **_: Any) -> HttpResponse:
    """The checklist, and the telephone number that every inspector must have."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    roles = request.roles  # type: ignore[attr-defined]

    def may(thing: Thing, verb: Verb) -> bool:
        return allowed(roles, thing, verb, request.user, inspection)

    context = {
        "inspection": inspection,
        "matters": queries.matters(inspection),
        "contact": queries.contact_of(inspection),
        "sites": sites_now(inspection),
        "may_prepare": may(Thing.PREPARATION, Verb.EDIT) and inspection.state == State.ANNOUNCED,
        "reads_sheet": may(Thing.CALL_SHEET, Verb.READ),
        "reads_readiness": may(Thing.READINESS, Verb.READ),
        "reads_incidents": may(Thing.INCIDENT, Verb.READ),
        "reads_wellbeing": may(Thing.WELLBEING, Verb.READ),
    }
    return render(request, "information/preparation.html", context)


class Preparing(InspectionPage):
    back = "preparation"

    def allow(self) -> None:
        preparing.may_prepare(self.by, self.inspection)


class PreparationMatter(Preparing):
    form_class = MatterForm
    template_name = "information/preparation_matter.html"
    success = "Saved."

    @property
    def matter(self) -> queries.Matter:
        found = [each for each in queries.matters(self.inspection) if each.item.code == self.kwargs["code"]]
        if not found:
            raise NotHere
        return found[0]

    def initial(self) -> dict[str, Any]:
        mark = self.matter.mark
        if mark is None:
            return {"done": "yes", "done_on": clock.today()}
        told = {"with_whom": mark.with_whom, "note": mark.note, "done_on": mark.done_on}
        return told | {"done": "yes" if mark.done else "no"}

    def context(self) -> dict[str, Any]:
        return super().context() | {"matter": self.matter}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        said = {name: given[name] for name in ("done_on", "with_whom", "note")}
        actions.mark_matter(self.inspection, self.matter.item.code, done=given["done"] == "yes", **said, by=self.by)
        return self.address()


class WellbeingContactEdit(Preparing):
    form_class = ContactForm
    template_name = "information/wellbeing_contact.html"
    success = "Every inspector can now see whom to ring."

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.name_contact(self.inspection, name=given["name"], phone=given["phone"], by=self.by)
        return self.address()


class WellbeingPage(InspectionPage):
    """For the lead, the deputies and the quality assurance manager, and for nobody else."""

    form_class = StepsForm
    template_name = "information/wellbeing.html"
    success = "Saved."
    back = "wellbeing"

    def context(self) -> dict[str, Any]:
        steps = WellbeingSteps.objects.filter(inspection=self.inspection).select_related("by").order_by("-id")
        roles = self.request.roles  # type: ignore[attr-defined]
        may = allowed(roles, Thing.WELLBEING, Verb.EDIT, self.by, self.inspection)
        return super().context() | {"steps": steps, "may_write": may and self.inspection.state == State.ANNOUNCED}

    def perform(self, form: Any) -> str:
        actions.write_steps(self.inspection, steps=form.cleaned_data["steps"], by=self.by)
        return self.address()


class IncidentPage(InspectionPage):
    """The register, and the form for a further entry."""

    form_class = IncidentForm
    template_name = "information/incident_list.html"
    success = "The entry is kept."
    back = "incident_list"

    def context(self) -> dict[str, Any]:
        rows = IncidentEntry.objects.filter(inspection=self.inspection).select_related("by")
        roles = self.request.roles  # type: ignore[attr-defined]
        may = allowed(roles, Thing.INCIDENT, Verb.CREATE, self.by, self.inspection)
        return super().context() | {"rows": rows, "may_write": may and self.inspection.state == State.ANNOUNCED}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.log_incident(self.inspection, kind=given["kind"], text=given["text"], by=self.by)
        return self.address()
