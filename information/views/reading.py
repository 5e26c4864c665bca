"""Reading shared out and done, the key points, and the page that says whether the team is ready."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb, verbs_for
from accounts.models import Person
from information.actions import reading as actions
from information.forms.annex import ConfirmForm
from information.forms.lines import DigestForm, ReadForm, ReadingForm, ReadyForm
from information.models import AnnexItem, CaseAccess, Digest, ReadingPlan
from information.queries import items, readiness
from information.queries import reading as queries
from information.rules import reading as rules
from inspections.models import Inspection
from inspections.views.base import InspectionPage
from inspections.workflow import State


def reading(request: HttpRequest, **_: Any) -> HttpResponse:
    """What is read by whom, what nobody has been given, and who can open case material."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.READING, request.user, inspection)  # type: ignore[attr-defined]
    missing, every = queries.without_access(inspection)
    on = inspection.state == State.ANNOUNCED
    context = {
        "inspection": inspection,
        "rows": queries.reading_of(inspection),
        "missing": missing,
        "with_access": every - len(missing),
        "every": every,
        "owes_access": on and request.user in missing,
        "may_share_out": on and Verb.EDIT in verbs,
        "may_read": on and Verb.EDIT_OWN in verbs,
    }
    return render(request, "information/reading.html", context)


class OfReading(InspectionPage):
    back = "reading"

    @property
    def item(self) -> AnnexItem:
        if "_item" not in self.__dict__:
            self.__dict__["_item"] = items.item_of(self.inspection, int(self.kwargs["pk"]))
        return self.__dict__["_item"]

    def context(self) -> dict[str, Any]:
        return super().context() | {"item": self.item}


class ReadingShare(OfReading):
    form_class = ReadingForm
    template_name = "information/reading_share.html"
    success = "Saved."

    def allow(self) -> None:
        rules.may_share_out(self.item, self.by)

    @property
    def plan(self) -> ReadingPlan | None:
        return ReadingPlan.objects.filter(item=self.item).first()

    def initial(self) -> dict[str, Any]:
        plan = self.plan
        return {"kind": plan.kind, "reader": plan.reader_id, "due": plan.due} if plan else {}

    def form_kwargs(self) -> dict[str, Any]:
        people = [each.pk for each in queries.inspectors(self.inspection)]
        found = Person.objects.filter(pk__in=people).order_by("name")
        return {"people": found, "version": self.plan.version if self.plan else 0}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        said = {name: given[name] for name in ("kind", "reader", "due", "version")}
        actions.share_out(self.item, **said, by=self.by)
        return self.address()


class ReadingDonePage(OfReading):
    form_class = ReadForm
    template_name = "information/reading_done.html"
    success = "Your reading is kept."

    def allow(self) -> None:
        rules.may_say_read(self.item, self.by)

    def perform(self, form: Any) -> str:
        actions.say_read(self.item, summary=form.cleaned_data["summary"], by=self.by)
        return self.address()


class CaseAccessSay(InspectionPage):
    form_class = ConfirmForm
    template_name = "information/case_access.html"
    success = "It is kept that you can open case material."
    back = "reading"

    def allow(self) -> None:
        rules.may_say_access(self.inspection, self.by)

    def context(self) -> dict[str, Any]:
        said = CaseAccess.objects.filter(inspection=self.inspection, person=self.by).exists()
        return super().context() | {"said": said}

    def perform(self, form: Any) -> str:
        actions.say_access(self.inspection, by=self.by)
        return self.address()


class DigestPage(InspectionPage):
    """The key points in all their versions; the lead's form begins with the summaries."""

    form_class = DigestForm
    template_name = "information/digest.html"
    success = "The key points are with the team."
    back = "digest"

    def summaries(self) -> list[str]:
        rows = queries.reading_of(self.inspection)
        return [f"{row.item.number}: {each.summary}" for row in rows for each in row.summaries]

    def initial(self) -> dict[str, Any]:
        return {"text": "\n\n".join(self.summaries())}

    def context(self) -> dict[str, Any]:
        verbs = verbs_for(self.request.roles, Thing.DIGEST, self.by, self.inspection)  # type: ignore[attr-defined]
        digests = Digest.objects.filter(inspection=self.inspection).select_related("by").order_by("-number")
        on = self.inspection.state == State.ANNOUNCED
        return super().context() | {"digests": digests, "may_issue": on and Verb.CREATE in verbs}

    def perform(self, form: Any) -> str:
        sources = len(self.summaries())
        actions.issue_digest(self.inspection, text=form.cleaned_data["text"], sources=sources, by=self.by)
        return self.address()


class ReadinessPage(InspectionPage):
    """Every point that is open, and the lead's word."""

    form_class = ReadyForm
    template_name = "information/readiness.html"
    success = "It is kept that the team is ready."
    back = "readiness"

    def context(self) -> dict[str, Any]:
        verbs = verbs_for(self.request.roles, Thing.READINESS, self.by, self.inspection)  # type: ignore[attr-defined]
        on = self.inspection.state == State.ANNOUNCED
        return super().context() | {
            "points": readiness.open_points(self.inspection),
            "good_practice": readiness.good_practice_cases(self.inspection),
            "confirmed": readiness.confirmation_of(self.inspection),
            "may_confirm": on and Verb.DECIDE in verbs,
        }

    def perform(self, form: Any) -> str:
        actions.confirm_readiness(self.inspection, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()
