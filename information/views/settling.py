"""What both sides settle before the team comes: one set of pages for each."""

from typing import Any

from accounts.access import Thing, Verb, allowed
from information.actions import settling as actions
from information.forms.settling import (
    CONTEXT_FIELDS,
    SITE_FIELDS,
    AnswerForm,
    ContextForm,
    EqualitiesForm,
    QuestionForm,
    SiteSetupForm,
)
from information.queries import settling as queries
from information.rules import settling as rules
from inspections.views.base import InspectionPage
from inspections.workflow import State


class Settling(InspectionPage):
    """`outside`: Cafcass's own page."""

    outside = False

    @property
    def may(self) -> bool:
        wanted = (Thing.OWN_PREPARATION, Verb.CREATE) if self.outside else (Thing.PREPARATION, Verb.EDIT)
        roles = self.request.roles  # type: ignore[attr-defined]
        return self.inspection.state == State.ANNOUNCED and allowed(roles, *wanted, self.by, self.inspection)

    def context(self) -> dict[str, Any]:
        return super().context() | {"may": self.may, "outside": self.outside}


class QuestionList(Settling):
    form_class = QuestionForm
    template_name = "information/question_list.html"
    success = "The question is with the link person."
    back = "question_list"

    def context(self) -> dict[str, Any]:
        return super().context() | {"questions": queries.questions_of(self.inspection)}

    def perform(self, form: Any) -> str:
        actions.ask(self.inspection, text=form.cleaned_data["text"], outside=self.outside, by=self.by)
        return self.address()


class OwnQuestionList(QuestionList):
    outside = True
    template_name = "information/cafcass/own_question_list.html"
    success = "The question is with the lead inspector."
    back = "own_question_list"


class QuestionAnswerPage(Settling):
    form_class = AnswerForm
    template_name = "information/question_answer.html"
    success = "The answer is there for both sides."
    back = "question_list"

    @property
    def question(self) -> Any:
        return queries.question_of(self.inspection, int(self.kwargs["pk"]))

    def allow(self) -> None:
        rules.may_answer(self.by, self.question, outside=self.outside)

    def context(self) -> dict[str, Any]:
        return super().context() | {"question": self.question}

    def perform(self, form: Any) -> str:
        actions.answer(self.question, text=form.cleaned_data["text"], outside=self.outside, by=self.by)
        return self.address()


class OwnQuestionAnswer(QuestionAnswerPage):
    outside = True
    template_name = "information/cafcass/own_question_answer.html"
    back = "own_question_list"


class SiteSetupPage(Settling):
    form_class = SiteSetupForm
    template_name = "information/site_setup.html"
    success = "Saved."
    back = "preparation"

    @property
    def now(self) -> queries.SiteNow:
        return queries.site_now(self.inspection, int(self.kwargs["pk"]), told=self.outside)

    def allow(self) -> None:
        rules.may_settle(self.by, self.inspection, outside=self.outside)

    def initial(self) -> dict[str, Any]:
        last = self.now.last
        return {name: getattr(last, name) for name in SITE_FIELDS} if last else {}

    def context(self) -> dict[str, Any]:
        return super().context() | {"now": self.now}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in SITE_FIELDS}
        actions.describe_site(self.now.site, given, outside=self.outside, by=self.by)
        return self.address()


class OwnSiteSetup(SiteSetupPage):
    outside = True
    template_name = "information/cafcass/own_site_setup.html"
    back = "own_preparation"


class ContextPage(Settling):
    form_class = ContextForm
    template_name = "information/context.html"
    success = "Saved."
    back = "context"

    def context(self) -> dict[str, Any]:
        return super().context() | {"notes": queries.contexts_of(self.inspection, told=self.outside)}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in CONTEXT_FIELDS}
        actions.describe_context(self.inspection, given, outside=self.outside, by=self.by)
        return self.address()


class OwnPreparation(ContextPage):
    """Cafcass's page: its sites, each ready or not, and its own context."""

    outside = True
    template_name = "information/cafcass/own_preparation.html"
    back = "own_preparation"

    def context(self) -> dict[str, Any]:
        sites = queries.sites_now(self.inspection, told=True)
        return super().context() | {"sites": sites, "equalities": queries.equalities_of(self.inspection)}


class OwnEqualities(Settling):
    """Cafcass says whether anybody needs anything, and may say so again."""

    outside = True
    form_class = EqualitiesForm
    template_name = "information/cafcass/own_equalities.html"
    success = "The lead inspector knows."
    back = "own_preparation"

    def allow(self) -> None:
        rules.may_settle(self.by, self.inspection, outside=True)

    def context(self) -> dict[str, Any]:
        return super().context() | {"raised": queries.raised_by_cafcass(self.inspection)}

    def perform(self, form: Any) -> str:
        needs = form.cleaned_data["needs"] == "yes"
        actions.say_equalities(self.inspection, needs=needs, need=form.cleaned_data["need"], by=self.by)
        return self.address()
