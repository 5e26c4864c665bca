"""What the pages outside inspection have in common: they are found by their year."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.access import Role
from accounts.pages import FormPage
from accounts.refusals import Invalid
from inspections import engagement_queries as queries
from inspections.forms.self_evaluation import ConfirmForm
from inspections.models import EngagementLetter, EngagementMeeting, SelfEvaluation
from inspections.rules import engagement as rules


class YearPage(FormPage):
    """A form page of one year. `allow` asks the rule before the page opens; the action asks it again."""

    form_class: Any = ConfirmForm
    back = ""

    @property
    def year(self) -> int:
        return int(self.kwargs["year"])

    @property
    def roles(self) -> frozenset[Role]:
        return self.request.roles  # type: ignore[attr-defined]

    def allow(self) -> None:
        """Raises NotAllowed when this cannot be done now."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.found()
        # A form that was sent already must lead to its result again, even where the state has moved on because of it.
        if request.method == "GET":
            self.allow()
        return super().dispatch(request, *args, **kwargs)

    def found(self) -> Any:
        """What the page is about. Raises NotHere."""
        raise NotImplementedError

    def address(self, name: str = "") -> str:
        return reverse(name or self.back, args=[self.year])

    def context(self) -> dict[str, Any]:
        return {"year": self.year, "cancel": self.address()}


class EvaluationPage(YearPage):
    back = "self_evaluation_detail"
    evaluation: SelfEvaluation

    def found(self) -> Any:
        self.evaluation = queries.evaluation_of(self.year)
        return self.evaluation

    def context(self) -> dict[str, Any]:
        return {**super().context(), "evaluation": self.evaluation}


class OwnEvaluationPage(EvaluationPage):
    """The same as Cafcass finds it."""

    back = "own_self_evaluation"

    def found(self) -> Any:
        self.evaluation = queries.own_evaluation(self.year, self.by, self.roles)
        return self.evaluation


class MeetingPage(YearPage):
    """Nothing that names a case, a child, evidence or a grade is taken here (AEM-02)."""

    back = "engagement_meeting_detail"
    meeting: EngagementMeeting

    def found(self) -> Any:
        self.meeting = queries.meeting_of(self.year)
        return self.meeting

    def context(self) -> dict[str, Any]:
        return {**super().context(), "meeting": self.meeting}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        try:
            rules.must_not_link(list(request.POST), set(form.fields))
        except Invalid as finding:
            form.is_valid()
            form.add_error(None, finding.message)
            return self.page(form, status=400)
        return super().post(request, *args, **kwargs)


class OwnMeetingPage(MeetingPage):
    back = "own_engagement_meeting"

    def found(self) -> Any:
        self.meeting = queries.own_meeting(self.year, self.by, self.roles)
        return self.meeting


class LetterPage(YearPage):
    back = "engagement_letter"
    letter: EngagementLetter

    def found(self) -> Any:
        self.letter = queries.letter_of(queries.meeting_of(self.year))
        return self.letter

    def context(self) -> dict[str, Any]:
        return {**super().context(), "letter": self.letter, "meeting": self.letter.meeting}
