"""Pages of a visit's findings. A full inspection has none: the access table answers 404 there (JUDG-14)."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb, verbs_for
from accounts.models import Person
from accounts.refusals import require
from evidence.actions import findings as actions
from evidence.forms import findings as forms
from evidence.models import VisitSubject
from evidence.queries import findings as queries
from evidence.queries.reading import shortened
from evidence.queries.scope import FOCUSED, MONITORING, subjects
from evidence.views.agreeing import Agreeing, warn_of_consultation
from framework.versions import version
from information.views.guarding import AskedAboutNames
from inspections.models import Inspection, PublishedFinding
from inspections.views.base import InspectionPage
from inspections.workflow import State


def findings(request: HttpRequest, **_: Any) -> HttpResponse:
    """What the visit looks at, each with the findings that cover it or the gap, and whether all is agreed."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    roles: Any = request.roles  # type: ignore[attr-defined]
    verbs = verbs_for(roles, Thing.FINDINGS, request.user, inspection)
    of_coverage = verbs_for(roles, Thing.COVERAGE, request.user, inspection)
    held, sheet = queries.findings_of(inspection), queries.sheet(inspection)
    agreed = held is not None and held.agreed_at is not None
    labels = {area.code: area.label for area in version(inspection.framework_version).areas}
    others = queries.other_areas(inspection) if inspection.kind == MONITORING else []
    context = {
        "inspection": inspection,
        "held": held,
        "agreed": agreed,
        "parts": sheet.parts,
        "elsewhere": sheet.elsewhere,
        "consulted": sheet.consulted,
        "gaps": [part for part in sheet.parts if part.gap and not part.gap.accepted],
        "others": [(labels[each.area], each) for each in others],
        "focused": inspection.kind == FOCUSED,
        "has_subject": any(part.subject for part in sheet.parts),
        "may_add": Verb.EDIT in verbs and not agreed and inspection.kind != FOCUSED,
        "sees_topics": bool(verbs_for(roles, Thing.VISIT_TOPIC, request.user, inspection)),
        "may_check": Verb.CREATE in verbs and not agreed and inspection.kind == MONITORING,
        "may_agree": Verb.DECIDE in verbs and not agreed and inspection.has_reached(State.ANNOUNCED),
        "may_reopen": Verb.DECIDE in verbs and agreed and not inspection.has_reached(State.DRAFT_SENT),
        "may_explain": Verb.EDIT in of_coverage and not agreed,
        "may_accept": Verb.DECIDE in of_coverage and not agreed,
    }
    return render(request, "evidence/findings.html", context)


class OfFindings(AskedAboutNames, InspectionPage):
    back = "findings"
    guarded = ("text", "reason", "basis")

    def initial(self) -> dict[str, Any]:
        held = queries.findings_of(self.inspection)
        return {"version": held.version if held else 1}


class SubjectCreate(OfFindings):
    """Areas for improvement that a monitoring visit picks (MON-04)."""

    form_class = forms.FocusForm
    template_name = "evidence/subject_create.html"
    success = "It is saved what the visit looks at."

    def allow(self) -> None:
        require(self.inspection.kind != FOCUSED, actions.ONLY_DECIDES, rule="FV-11")

    @cached_property
    def offered(self) -> list[PublishedFinding]:
        return queries.to_improve(self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"offered": [(str(each.pk), shortened(each.text[:160])) for each in self.offered]}

    def context(self) -> dict[str, Any]:
        return super().context() | {"nothing": not self.offered}

    def perform(self, form: Any) -> str:
        picked = [each for each in self.offered if each.pk in form.cleaned_data["findings"]]
        actions.pick_focus(self.inspection, picked, by=self.by)
        return self.address()


class SubjectTakeOut(OfFindings):
    form_class = forms.TakeOutForm
    template_name = "evidence/subject_take_out.html"
    success = "The visit does not look at it any more."

    @cached_property
    def subject(self) -> VisitSubject:
        return queries.subject_of(self.inspection, int(self.kwargs["pk"]))

    def context(self) -> dict[str, Any]:
        return super().context() | {"subject": self.subject}

    def perform(self, form: Any) -> str:
        actions.take_out_subject(self.subject, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


def topics(request: HttpRequest, **_: Any) -> HttpResponse:
    """The topics of a focused visit, who set each and when, and what was suggested (FV-11)."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.VISIT_TOPIC, request.user, inspection)  # type: ignore[attr-defined]
    agreed = queries.findings_agreed(inspection)
    context = {
        "inspection": inspection,
        "topics": subjects(inspection),
        "suggested": queries.suggested(inspection),
        "taken_out": queries.taken_out(inspection),
        "agreed": agreed,
        "may_set": Verb.DECIDE in verbs and not agreed,
        "may_suggest": Verb.CREATE in verbs and not agreed,
    }
    return render(request, "evidence/visit_topics.html", context)


class TopicCreate(OfFindings):
    """From `?suggestion=` with its words."""

    form_class = forms.TopicForm
    back = "visit_topics"
    template_name = "evidence/topic_create.html"
    success = "The topic is set."

    def form_kwargs(self) -> dict[str, Any]:
        return {"framework": version(self.inspection.framework_version)}

    def initial(self) -> dict[str, Any]:
        found = queries.suggestion_of(self.inspection, self.request.GET.get("suggestion", ""))
        return {"kind": found.kind, "text": found.text, "suggestion": found.pk} if found else {}

    def perform(self, form: Any) -> str:
        said = form.cleaned_data
        suggestion = queries.suggestion_of(self.inspection, said["suggestion"])
        given = {"kind": said["kind"], "text": said["text"], "suggestion": suggestion}
        actions.add_topic(self.inspection, **given, by=self.by)
        return self.address()


class TopicTakeOut(SubjectTakeOut):
    back = "visit_topics"


class TopicSuggest(OfFindings):
    """One page for both sides, each with templates of its own."""

    form_class = forms.TopicForm

    @property
    def outside(self) -> bool:
        return self.by.side == Person.Side.CAFCASS

    @property
    def back(self) -> str:  # type: ignore[override]
        return "topic_suggest" if self.outside else "visit_topics"

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return f"evidence/{'cafcass_topic_suggest' if self.outside else 'topic_suggest'}.html"

    @property
    def success(self) -> str:  # type: ignore[override]
        return "Your suggestion is sent. Ofsted decides on the topic." if self.outside else "The suggestion is saved."

    def form_kwargs(self) -> dict[str, Any]:
        return {"framework": version(self.inspection.framework_version)}

    def initial(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        own = [each for each in queries.suggested(self.inspection) if each.by.side == self.by.side]
        return super().context() | {"suggested": own, "title": self.inspection.title}

    def perform(self, form: Any) -> str:
        actions.suggest_topic(
            self.inspection, kind=form.cleaned_data["kind"], text=form.cleaned_data["text"], by=self.by
        )
        return self.address()


class OtherAreaCreate(OfFindings):
    form_class = forms.OtherAreaForm
    template_name = "evidence/other_area_create.html"
    success = "It is saved that this area was checked."

    def form_kwargs(self) -> dict[str, Any]:
        return {"framework": version(self.inspection.framework_version)}

    def perform(self, form: Any) -> str:
        said = form.cleaned_data
        given = {"area": said["area"], "declined": said["declined"] == "yes", "basis": said["basis"]}
        actions.check_other_area(self.inspection, **given, by=self.by)
        return self.address()


class FindingsAgreement(Agreeing, OfFindings):
    template_name = "evidence/findings_agreement.html"
    success = "The findings are agreed."

    def context(self) -> dict[str, Any]:
        gaps, empty = queries.before_agreeing(self.inspection)
        return super().context() | {"uncovered": gaps, "not_evaluated": empty}

    def perform(self, form: Any) -> str:
        given = {"reason": form.cleaned_data.get("reason", ""), "version_opened": form.cleaned_data["version"]}
        actions.agree_findings(self.inspection, **given, by=self.by)
        warn_of_consultation(self.request, self.inspection)
        return self.address()


class FindingsReopening(OfFindings):
    form_class = forms.ReopenForm
    template_name = "evidence/findings_reopening.html"
    success = "The findings are open again."

    def perform(self, form: Any) -> str:
        given = {"reason": form.cleaned_data["reason"], "version_opened": form.cleaned_data["version"]}
        actions.reopen_findings(self.inspection, **given, by=self.by)
        return self.address()
