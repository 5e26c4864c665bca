"""Cafcass's pages of its self-evaluation. Nothing of Ofsted's analysis is read here (SELF-06)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Role, Thing, Verb, verbs_for
from accounts.models import Person, Post
from accounts.refusals import NotAllowed, NotHere
from files.uploading import UploadPage
from inspections import engagement_advice as advice
from inspections import engagement_queries as queries
from inspections.actions import self_evaluation as actions
from inspections.forms.self_evaluation import THEMES, AnswersForm, ColleagueForm, FilesForm, TagForm
from inspections.models import SelfEvaluationFile
from inspections.rules import self_evaluation as rules
from inspections.views.engagement_base import OwnEvaluationPage
from inspections.views.self_evaluation import sent_file, shown


def own_self_evaluation(request: HttpRequest, year: int) -> HttpResponse:
    """What is there, what is advised, and what can be done with it now."""
    roles: frozenset[Role] = request.roles  # type: ignore[attr-defined]
    evaluation = queries.own_evaluation(year, request.user, roles)  # type: ignore[arg-type]
    decides = Verb.DECIDE in verbs_for(roles, Thing.OWN_SELF_EVALUATION, request.user)
    meeting = queries.next_meeting(evaluation)
    context = {
        "evaluation": evaluation,
        "whereabouts": advice.whereabouts(evaluation),
        "meeting": meeting if meeting and meeting.to_come else None,
        "timing": advice.timing(evaluation, meeting),
        "may_change": evaluation.state == "asked",
        "decides": decides,
        "delegates": evaluation.delegates.select_related("person"),
        **shown(evaluation),
    }
    return render(request, "inspections/engagement/own_self_evaluation.html", context)


class OwnSelfEvaluationFileCreate(UploadPage, OwnEvaluationPage):
    """One or many files; each is checked by the worker before anybody can open it (SELF-07)."""

    form_class = FilesForm
    template_name = "inspections/engagement/own_self_evaluation_file_create.html"
    success = "The files are here. Each is checked before it can be opened; this takes a moment."

    def allow(self) -> None:
        rules.may_put_together(self.evaluation, self.by)

    def form_kwargs(self) -> dict[str, Any]:
        return {"sources": self.evaluation.framework.files.engagement.self_evaluation.suggested_sources}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        for arrived in self.arrived:
            actions.add_file(self.evaluation, arrived, part=given["part"], sources=given["sources"], by=self.by)
        return self.address()


class OwnFilePage(OwnEvaluationPage):
    file: SelfEvaluationFile

    def found(self) -> Any:
        super().found()
        wanted = int(self.kwargs["file"])
        found = next((each for each in queries.files_of(self.evaluation) if each.pk == wanted), None)
        # One that was just removed must lead a repeated sending to its result.
        if found is None and self.request.method == "POST":
            found = SelfEvaluationFile.objects.filter(evaluation=self.evaluation, pk=wanted).first()
        if found is None:
            raise NotHere
        self.file = found

    def allow(self) -> None:
        rules.may_put_together(self.evaluation, self.by)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "file": self.file}


class OwnSelfEvaluationFileTag(OwnFilePage):
    form_class = TagForm
    template_name = "inspections/engagement/own_self_evaluation_file_tag.html"
    success = "Saved."

    def form_kwargs(self) -> dict[str, Any]:
        return {"sources": self.evaluation.framework.files.engagement.self_evaluation.suggested_sources}

    def initial(self) -> dict[str, Any]:
        return {"part": self.file.part, "sources": self.file.sources}

    def perform(self, form: Any) -> str:
        actions.tag_file(self.file, part=form.cleaned_data["part"], sources=form.cleaned_data["sources"], by=self.by)
        return self.address()


class OwnSelfEvaluationFileRemove(OwnFilePage):
    template_name = "inspections/engagement/own_self_evaluation_file_remove.html"
    success = "The file is taken out. Ofsted did not see it."

    def perform(self, form: Any) -> str:
        actions.remove_file(self.file, by=self.by)
        return self.address()


def own_self_evaluation_file(request: HttpRequest, year: int, file: int) -> HttpResponse:
    roles: frozenset[Role] = request.roles  # type: ignore[attr-defined]
    return sent_file(queries.own_evaluation(year, request.user, roles), file)  # type: ignore[arg-type]


class OwnSelfEvaluationAnswers(OwnEvaluationPage):
    form_class = AnswersForm
    template_name = "inspections/engagement/own_self_evaluation_answers.html"
    success = "Your answers are saved. Ofsted sees them once you share."

    def allow(self) -> None:
        rules.may_put_together(self.evaluation, self.by)

    def initial(self) -> dict[str, Any]:
        return {answer.question: answer.text for answer in self.evaluation.answers.all()}

    def form_kwargs(self) -> dict[str, Any]:
        questions = self.evaluation.framework.files.engagement.self_evaluation.questions
        return {"questions": questions, "version": self.evaluation.version}

    def perform(self, form: Any) -> str:
        codes = [*(question.code for question in self.form_kwargs()["questions"]), THEMES]
        texts = {code: form.cleaned_data[code] for code in codes}
        actions.answer_questions(self.evaluation, texts, version=form.cleaned_data["version"], by=self.by)
        return self.address()


class OwnSelfEvaluationShare(OwnEvaluationPage):
    """What is missing is said as advice; only nothing, or an unsafe file, stands in the way (SELF-05, SELF-07)."""

    template_name = "inspections/engagement/own_self_evaluation_share.html"
    success = "Your self-evaluation is shared with Ofsted."

    def context(self) -> dict[str, Any]:
        found = shown(self.evaluation)
        refusal = None
        try:
            answered = len(queries.answers_of(self.evaluation))
            uploads = [file.upload for file, _ in found["files"]]
            rules.may_share(self.evaluation, uploads, answered, self.by)
        except NotAllowed as reason:
            refusal = reason
        return {**super().context(), **found, "refusal": refusal}

    def perform(self, form: Any) -> str:
        actions.share(self.evaluation, by=self.by)
        return self.address()


class OwnSelfEvaluationDecline(OwnEvaluationPage):
    """Not this year, or after all: both are Cafcass's free choice (SELF-02)."""

    template_name = "inspections/engagement/own_self_evaluation_decline.html"
    success = "Saved. Nothing else follows from it."

    def allow(self) -> None:
        rules.may_decline(self.evaluation, self.by)

    def perform(self, form: Any) -> str:
        again = self.request.POST.get("choice") == "reconsider"
        act = actions.reconsider_self_evaluation if again else actions.decline_self_evaluation
        act(self.evaluation, by=self.by)
        return self.address()


class OwnSelfEvaluationDelegate(OwnEvaluationPage):
    form_class = ColleagueForm
    template_name = "inspections/engagement/own_self_evaluation_delegate.html"
    success = "Your colleague can now put it together with you."

    def allow(self) -> None:
        rules.may_put_together(self.evaluation, self.by)

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": contributors(Role.CONTRIBUTOR)}

    def perform(self, form: Any) -> str:
        actions.delegate(self.evaluation, form.cleaned_data["person"], by=self.by)
        return self.address()


def contributors(*roles: Role) -> Any:
    """People at Cafcass who hold one of the posts now."""
    held = Post.objects.held().filter(post__in=[role.value for role in roles]).values("person")
    return Person.objects.filter(pk__in=held, suspended_at=None).order_by("name", "pk")
