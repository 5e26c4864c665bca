"""Pages of what was seen of a member of staff who was upset."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import Thing, Verb, verbs_for
from accounts.refusals import Invalid
from fieldwork.actions import upset as actions
from fieldwork.forms import upset as forms
from fieldwork.models import Meeting, StaffUpset
from fieldwork.queries import upset as queries
from fieldwork.queries.meetings import choosable
from fieldwork.rules import upset as rules
from govuk.forms import OnceForm
from information.queries.notification import contact_of
from inspections.models import Inspection
from inspections.views.base import InspectionPage


def staff_upset_list(request: HttpRequest, **_: Any) -> HttpResponse:
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    roles: Any = request.roles  # type: ignore[attr-defined]
    context = {
        "inspection": inspection,
        "rows": queries.readable(inspection, request.user, roles),  # type: ignore[arg-type]
        "contact": contact_of(inspection),
        "may_record": Verb.CREATE in verbs_for(roles, Thing.STAFF_UPSET, request.user, inspection),
    }
    return render(request, "fieldwork/staff_upset_list.html", context)


def staff_upset_detail(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    roles: Any = request.roles  # type: ignore[attr-defined]
    row = queries.upset_of(inspection, pk, request.user, roles)  # type: ignore[arg-type]
    verbs = verbs_for(roles, Thing.STAFF_UPSET, request.user, inspection)
    may_step = Verb.EDIT_OWN in verbs and row.state == "open"
    context = {"inspection": inspection, "row": row, "contact": contact_of(inspection), "may_step": may_step}
    return render(request, "fieldwork/staff_upset_detail.html", context)


class UpsetCreate(InspectionPage):
    form_class = forms.UpsetForm
    template_name = "fieldwork/staff_upset_create.html"
    success = "It is recorded. The lead inspector is told."
    back = "staff_upset_list"

    def allow(self) -> None:
        rules.may_record(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"meetings": [(str(each.pk), str(each)) for each in choosable(self.inspection, self.by)]}

    def initial(self) -> dict[str, Any]:
        return {"meeting": self.request.GET.get("meeting", "")}

    def context(self) -> dict[str, Any]:
        return super().context() | {"contact": contact_of(self.inspection)}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("role", "seen", "adjustment", "outcome")}
        number = form.cleaned_data.get("meeting")
        meeting = Meeting.objects.get(inspection=self.inspection, pk=number) if number else None
        made = actions.record_upset(self.inspection, **given, seen_at=form.when(), meeting=meeting, by=self.by)
        return reverse("staff_upset_detail", args=[self.inspection.ref, made.pk])


class OfUpset(InspectionPage):
    form_class: Any = OnceForm
    success = "Saved."

    @cached_property
    def row(self) -> StaffUpset:
        roles: Any = self.request.roles  # type: ignore[attr-defined]
        return queries.upset_of(self.inspection, int(self.kwargs["pk"]), self.by, roles)

    def allow(self) -> None:
        rules.may_step(self.row, self.by)

    def address(self, name: str = "") -> str:
        return reverse("staff_upset_detail", args=[self.inspection.ref, self.row.pk])

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def context(self) -> dict[str, Any]:
        return super().context() | {"row": self.row, "contact": contact_of(self.inspection)}


class UpsetTold(OfUpset):
    form_class = forms.ToldForm
    template_name = "fieldwork/staff_upset_told.html"

    def perform(self, form: Any) -> str:
        said, was_told = form.cleaned_data, form.cleaned_data["told"] == "yes"
        if not was_told and not said["text"].strip():
            raise Invalid("text", "Enter why nobody was told.", "ENG-08")
        when = form.when() if was_told else None
        actions.told(self.row, when=when, text=said["text"], version=said["version"], by=self.by)
        return self.address()


class UpsetAdvice(OfUpset):
    form_class = forms.AdviceForm
    template_name = "fieldwork/staff_upset_advice.html"

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("advice_from", "text", "version")}
        actions.advised(self.row, when=form.when(), **given, by=self.by)
        return self.address()


class UpsetClose(OfUpset):
    template_name = "fieldwork/staff_upset_close.html"
    success = "It is closed."

    def allow(self) -> None:
        rules.may_close(self.row, self.by)

    def perform(self, form: Any) -> str:
        actions.close_upset(self.row, version=form.cleaned_data["version"], by=self.by)
        return self.address()
