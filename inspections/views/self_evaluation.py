"""Ofsted's pages of the self-evaluation: the years, asking, reading, analysis, weaknesses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from accounts.pages import FormPage
from accounts.refusals import NotHere
from files.serving import send
from inspections import engagement_advice as advice
from inspections import engagement_queries as queries
from inspections.actions import analysis as analysing
from inspections.actions import self_evaluation as actions
from inspections.forms.self_evaluation import THEMES, AnalysisForm, AskForm, CloseForm, WeaknessForm
from inspections.models import SelfEvaluation, SelfReportedWeakness
from inspections.rules import self_evaluation as rules
from inspections.views.engagement_base import EvaluationPage


def may(request: HttpRequest, thing: Thing, verb: Verb) -> bool:
    """For what a page offers, not for refusing."""
    return verb in verbs_for(request.roles, thing, request.user)  # type: ignore[attr-defined]


def engagement_list(request: HttpRequest) -> HttpResponse:
    """Every year with its self-evaluation and its meeting."""
    rows, year = queries.years(), clock.today().year
    context = {
        "rows": rows,
        "this_year": year,
        "not_asked": not any(row_year == year and evaluation for row_year, evaluation, _ in rows),
        "may_ask": may(request, Thing.SELF_EVALUATION, Verb.CREATE),
        "may_plan": may(request, Thing.ENGAGEMENT_MEETING, Verb.CREATE),
    }
    return render(request, "inspections/engagement/engagement_list.html", context)


class SelfEvaluationAsk(FormPage):
    """The email is shown before it goes (SELF-11)."""

    form_class = AskForm
    template_name = "inspections/engagement/self_evaluation_ask.html"
    success = "Cafcass is asked for its self-evaluation."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_ask(clock.today().year, self.by)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        year = clock.today().year
        return {
            "year": year,
            "mail": actions.asking_mail(year, None, self.by),
            "cancel": reverse("engagement_list"),
        }

    def perform(self, form: Any) -> str:
        made = actions.ask_for_self_evaluation(expected_month=form.cleaned_data["expected_month"], by=self.by)
        return reverse("self_evaluation_detail", args=[made.year])


def shown(evaluation: SelfEvaluation) -> dict[str, Any]:
    """What both sides read of it, with the advice."""
    files, answers = queries.files_of(evaluation), queries.answers_of(evaluation)
    data = evaluation.framework.files.engagement.self_evaluation
    said, sources = advice.sources(evaluation, files)
    labels = {each.code: each.label for each in data.suggested_sources}
    return {
        "files": [(file, [labels[code] for code in file.sources if code in labels]) for file in files],
        "answers": [(question.text, answers.get(question.code, "")) for question in data.questions],
        "themes": answers.get(THEMES, ""),
        "answered": advice.answered(evaluation, answers),
        "sources_said": said,
        "sources": sources,
        "advice": advice.documents(files, answers, evaluation.framework),
        "unsafe": [file.upload for file in files if file.upload.held],
        "words": sum(len(text.split()) for text in answers.values()),
    }


def self_evaluation_detail(request: HttpRequest, year: int) -> HttpResponse:
    """Before sharing only where it stands; after it, all that Cafcass gave (SELF-12)."""
    evaluation = queries.evaluation_of(year)
    meeting = queries.next_meeting(evaluation)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "meeting": meeting,
        "whereabouts": advice.whereabouts(evaluation),
        "timing": advice.timing(evaluation, meeting),
        "may_close": may(request, Thing.SELF_EVALUATION, Verb.DECIDE)
        and evaluation.state in ("asked", "shared", "analysed"),
    }
    if evaluation.shared:
        context |= shown(evaluation)
        context |= {"analysis": queries.analysis_of(evaluation), "weaknesses": queries.weaknesses(evaluation)}
        context["may_analyse"] = may(request, Thing.SELF_EVALUATION_ANALYSIS, Verb.EDIT)
    return render(request, "inspections/engagement/self_evaluation_detail.html", context)


def self_evaluation_file(request: HttpRequest, year: int, file: int) -> HttpResponse:
    """The bytes, once Cafcass has shared them and the checks let them through."""
    evaluation = queries.evaluation_of(year)
    rules.must_be_readable(evaluation)
    return sent_file(evaluation, file)


def sent_file(evaluation: SelfEvaluation, file: int) -> HttpResponse:
    found = next((each for each in queries.files_of(evaluation) if each.pk == file), None)
    if found is None or found.upload.stored is None:
        raise NotHere
    return send(found.upload.stored)


class SelfEvaluationAnalysis(EvaluationPage):
    form_class = AnalysisForm
    template_name = "inspections/engagement/self_evaluation_analysis.html"
    success = "The analysis is saved. Cafcass does not see it."

    def found(self) -> Any:
        rules.must_be_readable(super().found())
        self.analysis = queries.analysis_of(self.evaluation)

    def allow(self) -> None:
        rules.may_analyse(self.evaluation, self.by)

    def initial(self) -> dict[str, Any]:
        names = ("grip", "suitability", "questions", "themes")
        return {name: getattr(self.analysis, name) for name in names} if self.analysis else {}

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.analysis.version if self.analysis else 0}

    def perform(self, form: Any) -> str:
        names = ("grip", "suitability", "questions", "themes", "version")
        analysing.analyse(self.evaluation, **{name: form.cleaned_data[name] for name in names}, by=self.by)
        return self.address()


class WeaknessCreate(EvaluationPage):
    """A weakness that Cafcass reports itself; with `?of=` a second thought about one (SELF-14)."""

    form_class = WeaknessForm
    template_name = "inspections/engagement/weakness_create.html"
    success = "The weakness is recorded."

    def found(self) -> Any:
        rules.must_be_readable(super().found())
        of = self.request.GET.get("of", "")
        standing = queries.weaknesses(self.evaluation)
        self.replaces = get_object_or_404(standing, pk=of) if of.isdecimal() else None

    def allow(self) -> None:
        rules.may_analyse(self.evaluation, self.by)

    def initial(self) -> dict[str, Any]:
        old: SelfReportedWeakness | None = self.replaces
        if old is None:
            return {}
        return {"text": old.text, "credible_plan": "yes" if old.credible_plan else "no", "reason": old.reason}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        analysing.record_weakness(
            self.evaluation,
            text=given["text"],
            credible_plan=given["credible_plan"] == "yes",
            reason=given["reason"],
            replaces=self.replaces,
            by=self.by,
        )
        return self.address()


class SelfEvaluationClose(EvaluationPage):
    form_class = CloseForm
    template_name = "inspections/engagement/self_evaluation_close.html"
    success = "The self-evaluation is closed."

    def allow(self) -> None:
        rules.may_close(self.evaluation, self.by)

    def perform(self, form: Any) -> str:
        actions.close_self_evaluation(self.evaluation, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()
