"""Pages of the judgements. A visit has none: the access table answers 404 there (JUDG-14)."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from accounts.access import Role, Thing, Verb, verbs_for
from accounts.pages import FormPage
from accounts.refusals import Invalid, NotHere
from evidence import grading
from evidence.actions import judgement as actions
from evidence.forms import GradeForm, ReopeningForm
from evidence.models import Judgement, Revision
from evidence.quality_rules import stopped
from evidence.queries import agreed_summaries, judgement_of
from evidence.queries.cases import overview
from evidence.queries.findings import consulted
from evidence.queries.gaps import uncovered
from evidence.queries.judgement import grades, grades_of, last_rationale, meanings, sheet
from evidence.queries.quality import to_settle
from evidence.queries.reading import shortened
from evidence.queries.scope import not_evaluated
from evidence.views.agreeing import Agreeing, warn_of_consultation
from evidence.views.documents import OfInspection
from information.views.guarding import AskedAboutNames
from inspections.workflow import State


class JudgementDetail(OfInspection, View):
    """The three areas, then overall: each grade with its rationale, and what came before."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        roles: frozenset[Role] = request.roles  # type: ignore[attr-defined]
        verbs = verbs_for(roles, Thing.JUDGEMENT, request.user, self.inspection)
        judgement = judgement_of(self.inspection)
        slots = sheet(judgement, self.framework)
        context = {
            "judgement": judgement,
            "slots": slots,
            "stopped": stopped(self.framework, {each.area for each in to_settle(self.inspection)}),
            "evaluated": overview(self.inspection),
            "consulted": consulted(self.inspection),
            "complete": all(slot.grade for slot in slots),
            "may_decide": Verb.DECIDE in verbs,
            "may_reopen": Verb.DECIDE in verbs and not self.inspection.has_reached(State.DRAFT_SENT),
        }
        return render(request, "evidence/judgement_detail.html", context)


class OfJudgement(OfInspection, FormPage):
    @cached_property
    def judgement(self) -> Judgement | None:
        return judgement_of(self.inspection)

    def initial(self) -> dict[str, Any]:
        judgement = self.judgement
        return {"version": judgement.version if judgement else 1}

    def context(self) -> dict[str, Any]:
        return {"judgement": self.judgement, "back": self.address("judgement_detail")}


class JudgementEdit(AskedAboutNames, OfJudgement):
    """One area: the grade that stands and its rationale, or nothing chosen at all (JUDG-05)."""

    form_class = GradeForm
    template_name = "evidence/judgement_edit.html"
    success = "The grade is saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.area: str = kwargs["area"]
        if self.area not in {area.code for area in self.framework.areas}:
            raise NotHere

    def form(self, data: Any = None, files: Any = None) -> forms.BaseForm:
        # Asked on opening too, so that nobody writes a rationale that will be refused.
        if data is None:
            actions.require_cases(self.inspection)
        return super().form(data, files)

    def form_kwargs(self) -> dict[str, Any]:
        of_area = None if self.area == grading.OVERALL else self.area
        agreed = agreed_summaries(self.inspection, of_area)
        offered = [(str(each.pk), shortened(each.excerpt)) for each in agreed]  # type: ignore[attr-defined]
        return {"framework": self.framework, "offered": offered}

    def initial(self) -> dict[str, Any]:
        judgement = self.judgement
        last = last_rationale(judgement, self.area)
        if judgement is None or last is None:
            return {"version": judgement.version if judgement else 1}
        cites = [each.cited_id for each in last.cites.all()]
        return {"version": judgement.version, "grade": getattr(judgement, self.area), "text": last.text, "cites": cites}

    def context(self) -> dict[str, Any]:
        area = self.framework.area(self.area)
        awaits = grading.awaited(self.framework, grades_of(self.judgement), self.area)
        considered = self.framework.files.judgements.overall_considerations if area.derived_from else ()
        more = {"area": area, "awaits": awaits, "meanings": meanings(area, self.framework), "considered": considered}
        return super().context() | more

    def perform(self, form: Any) -> str:
        numbers = set(form.cleaned_data["cites"])
        cites = list(Revision.objects.filter(inspection=self.inspection, pk__in=numbers))
        if len(cites) != len(numbers):
            raise Invalid("cites", "Something that you selected is not one of this inspection's. Select again.")
        given = {"grade": form.cleaned_data["grade"], "text": form.cleaned_data["text"], "cites": cites}
        opened = form.cleaned_data["version"]
        who = {"by": self.request.user, "version_opened": opened}
        fallen = actions.give_grade(self.inspection, self.area, **who, **given)
        if fallen:
            named = "; ".join(self.framework.area(area).label for area in fallen)
            messages.warning(self.request, f"This grade cannot stand beside it, so it is asked for again: {named}.")
        return self.address("judgement_detail")


class JudgementAgreement(Agreeing, AskedAboutNames, OfJudgement):
    guarded = ("reason",)
    template_name = "evidence/judgement_agreement.html"
    success = "The judgements are agreed."

    def context(self) -> dict[str, Any]:
        missing = [each for each in uncovered(self.inspection) if not each.accepted]
        more = {"slots": grades(self.judgement, self.framework), "uncovered": missing}
        return super().context() | more | {"not_evaluated": not_evaluated(self.inspection)}

    def perform(self, form: Any) -> str:
        opened = form.cleaned_data["version"]
        reason = form.cleaned_data.get("reason", "")
        actions.agree_judgements(self.inspection, reason=reason, by=self.request.user, version_opened=opened)
        warn_of_consultation(self.request, self.inspection)
        return self.address("judgement_detail")


class JudgementReopening(AskedAboutNames, OfJudgement):
    guarded = ("reason",)
    form_class = ReopeningForm
    template_name = "evidence/judgement_reopening.html"
    success = "The judgements are open again."

    def perform(self, form: Any) -> str:
        given = {"reason": form.cleaned_data["reason"], "version_opened": form.cleaned_data["version"]}
        actions.reopen_judgements(self.inspection, by=self.request.user, **given)
        return self.address("judgement_detail")
