"""The sample, for the team: who is in it, why, with whom, and the lead's word on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import Thing, Verb, verbs_for
from accounts.refusals import NotAllowed
from framework.versions import version
from information import beside
from information.actions import offering
from information.actions import sample as actions
from information.forms.annex import ConfirmForm
from information.forms.proposal import CaseDecisionForm
from information.forms.sample import ChildForm, ConfirmSampleForm, PracticeForm, ShareOutForm, TakeOutForm
from information.models import LineOfEnquiry, SampledChild
from information.queries import sample as queries
from information.queries import spread as spreads
from information.queries.reading import inspectors
from information.rules import sample as rules
from information.rules import scope
from information.spread_picture import pictures
from inspections.models import Inspection
from inspections.views.base import InspectionPage


def sample(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every sampled child by reference; those that count nowhere apart."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.SAMPLE, request.user, inspection)  # type: ignore[attr-defined]
    on, found = rules.is_open(inspection), queries.sample_of(inspection)
    shapes = spreads.spread(inspection, found)
    proposing = verbs_for(request.roles, Thing.SAMPLE_PROPOSAL, request.user, inspection)  # type: ignore[attr-defined]
    context = {
        "inspection": inspection,
        "sample": found,
        "pictures": pictures(shapes),
        "listed": any(each.listed for each in shapes),
        "gaps": spreads.gaps(shapes),
        "may_add": on and Verb.CREATE in verbs,
        "sees_proposal": Verb.READ in proposing,
        "may_share_out": on and Verb.EDIT in verbs,
        "may_confirm": on and Verb.DECIDE in verbs,
    }
    return render(request, "information/sample.html", context)


def sampled_child(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    """One child: characteristics, factors, and the days of practice that were looked at."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.SAMPLE, request.user, inspection)  # type: ignore[attr-defined]
    child = queries.child_of(inspection, pk)
    changes = may_change(child, request)
    context = {
        "inspection": inspection,
        "row": queries.row_of(inspection, child),
        "oldest": rules.oldest_practice(inspection),
        "links": beside.links(child, request.user, request.roles),  # type: ignore[arg-type, attr-defined]
        "may_change": changes,
        "may_take_out": changes and Verb.EDIT in verbs,
    }
    return render(request, "information/sampled_child.html", context)


def may_change(child: SampledChild, request: HttpRequest) -> bool:
    try:
        rules.may_change(child, request.user)  # type: ignore[arg-type]
    except NotAllowed:
        return False
    return True


class ChildCreate(InspectionPage):
    form_class = ChildForm
    template_name = "information/sample_child_create.html"
    success = "The child is in the sample."
    back = "sample"

    def allow(self) -> None:
        rules.may_choose(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        lines = LineOfEnquiry.objects.filter(inspection=self.inspection)
        return {"pinned": version(self.inspection.framework_version), "lines": lines}

    def perform(self, form: Any) -> str:
        reference = form.cleaned_data["reference"]
        actions.add_child(self.inspection, reference=reference, **form.given(), by=self.by)
        return self.address()


class OfChild(InspectionPage):
    """A form page of one child; it leads back to the child."""

    @property
    def child(self) -> SampledChild:
        if "_child" not in self.__dict__:
            self.__dict__["_child"] = queries.child_of(self.inspection, int(self.kwargs["pk"]))
        return self.__dict__["_child"]

    def allow(self) -> None:
        rules.may_change(self.child, self.by)

    def address(self, name: str = "") -> str:
        return reverse("sampled_child", args=[self.inspection.ref, self.child.pk])

    def context(self) -> dict[str, Any]:
        return super().context() | {"child": self.child}


class ChildEdit(OfChild):
    form_class = ChildForm
    template_name = "information/sample_child_edit.html"
    success = "Saved."

    def form_kwargs(self) -> dict[str, Any]:
        lines = LineOfEnquiry.objects.filter(inspection=self.inspection)
        pinned = version(self.inspection.framework_version)
        return {"pinned": pinned, "lines": lines, "known": True, "version": self.child.version}

    def initial(self) -> dict[str, Any]:
        child = self.child
        same = (*scope.FIELDS, "service_area", "reason", "reason_text", "line")
        said = {name: getattr(child, name) for name in same}
        said |= {f"is_{code}": value for code, value in child.characteristics.items()}
        return said | {"factors_public": child.factors, "factors_private": child.factors}

    def perform(self, form: Any) -> str:
        actions.change_child(self.child, version=form.cleaned_data["version"], **form.given(), by=self.by)
        return self.address()


class ChildTakeOut(OfChild):
    form_class = TakeOutForm
    template_name = "information/sample_child_take_out.html"
    success = "The child is taken out of the sample."

    def allow(self) -> None:
        rules.may_take_out(self.child, self.by)

    def perform(self, form: Any) -> str:
        actions.take_out(self.child, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


class PracticeNote(OfChild):
    form_class = PracticeForm
    template_name = "information/sample_practice.html"
    success = "The day of the practice is kept."

    def context(self) -> dict[str, Any]:
        return super().context() | {"oldest": rules.oldest_practice(self.inspection)}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        said = {name: given[name] for name in ("day", "reason", "bears_now")}
        actions.note_practice(self.child, **said, by=self.by)
        return self.address()


class PracticeTakeBack(OfChild):
    form_class = ConfirmForm
    template_name = "information/sample_practice_take_back.html"
    success = "It is taken back."

    @property
    def practice(self) -> Any:
        if "_practice" not in self.__dict__:
            self.__dict__["_practice"] = queries.practice_of(self.inspection, int(self.kwargs["pk"]))
        return self.__dict__["_practice"]

    @property
    def child(self) -> SampledChild:
        return self.practice.child

    def context(self) -> dict[str, Any]:
        return super().context() | {"practice": self.practice}

    def perform(self, form: Any) -> str:
        actions.take_back_practice(self.practice, by=self.by)
        return self.address()


class SampleShareOut(InspectionPage):
    form_class = ShareOutForm
    template_name = "information/sample_share_out.html"
    success = "Saved."
    back = "sample"

    def allow(self) -> None:
        rules.may_share_out(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        found = list(queries.children(self.inspection))
        people, standing = inspectors(self.inspection), [each for each in found if each.taken_out_at is None]
        return {"children": standing, "people": people, "version": queries.version_of(found)}

    def perform(self, form: Any) -> str:
        actions.share_out_children(self.inspection, form.given(), version=form.cleaned_data["version"], by=self.by)
        return self.address()


class SampleConfirm(InspectionPage):
    form_class = ConfirmSampleForm
    template_name = "information/sample_confirm.html"
    success = "The sample is confirmed, and Cafcass reads its references."
    back = "sample"

    def allow(self) -> None:
        rules.may_confirm(self.by, self.inspection)

    @property
    def sample(self) -> queries.Sample:
        if "_sample" not in self.__dict__:
            self.__dict__["_sample"] = queries.sample_of(self.inspection)
        return self.__dict__["_sample"]

    def form_kwargs(self) -> dict[str, Any]:
        gaps = spreads.gaps(spreads.spread(self.inspection, self.sample))
        return {"gaps": gaps, "version": self.sample.version}

    def context(self) -> dict[str, Any]:
        return super().context() | {"sample": self.sample}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        acknowledged = given.get("acknowledged", ())
        actions.confirm_sample(self.inspection, acknowledged=acknowledged, version=given["version"], by=self.by)
        return self.address()


class CaseOfferDecide(InspectionPage):
    form_class = CaseDecisionForm
    template_name = "information/sample_offer_decide.html"
    success = "The decision is kept. Cafcass reads it."
    back = "sample"

    @property
    def offered(self) -> Any:
        if "_offered" not in self.__dict__:
            self.__dict__["_offered"] = queries.case_offer_of(self.inspection, int(self.kwargs["pk"]))
        return self.__dict__["_offered"]

    def allow(self) -> None:
        rules.may_decide_case(self.offered, self.by)

    def context(self) -> dict[str, Any]:
        return super().context() | {"each": self.offered}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        offering.decide_case(self.offered, accept=given["decision"] == "accept", reason=given["reason"], by=self.by)
        return self.address()
