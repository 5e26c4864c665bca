"""Pages of quality assurance: the queue, a challenge and its thread, the analysis, the reviews and the plan."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from accounts.refusals import NotHere
from evidence import headings
from evidence import quality_rules as rules
from evidence.actions import quality as actions
from evidence.forms import quality as forms
from evidence.models import Challenge, Document, QAAnalysis
from evidence.queries import quality as queries
from framework.versions import FrameworkVersion, version
from information.views.guarding import AskedAboutNames
from inspections import kinds
from inspections.models import Inspection
from inspections.views.base import InspectionPage
from inspections.workflow import SETTLED

WAITS_FOR = (
    ("answered", "Waiting for the QA manager"),
    ("open", "Waiting for the team"),
    ("cleared", "Cleared"),
)


def pinned(inspection: Inspection) -> FrameworkVersion:
    return version(inspection.framework_version)


def quality(request: HttpRequest, **_: Any) -> HttpResponse:
    """The queue, oldest first: what waits for whom, what changed after clearing, what to look at first."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    found = queries.challenges_of(inspection)
    for each in found:
        each.place = headings.label(pinned(inspection), each.area, each.heading)  # type: ignore[attr-defined]
    plan, on = queries.plan_of(inspection), inspection.state not in SETTLED
    newest = queries.newest_by_place(inspection)
    verbs = [
        verbs_for(request.roles, thing, request.user, inspection)  # type: ignore[attr-defined]
        for thing in (Thing.CHALLENGE, Thing.QA_ANALYSIS)
    ]
    context = {
        "inspection": inspection,
        "groups": [(title, [each for each in found if each.state == state]) for state, title in WAITS_FOR],
        "changed": queries.changed_after_clearing(inspection, found, newest),
        "doubts": queries.doubts(inspection),
        "any_shared": bool(newest),
        "areas": queries.area_reviews(inspection, pinned(inspection), plan, newest),
        "plan": plan,
        "may_challenge": on and Verb.CREATE in verbs[0],
        "may_analyse": on and Verb.CREATE in verbs[1],
    }
    return render(request, "evidence/quality.html", context)


class QualityPage(AskedAboutNames, InspectionPage):
    back = "quality"
    guarded = ("text", "reason", "note", "experience", "intelligence")

    def place_of(self, form: Any) -> dict[str, str]:
        area, heading = headings.parse(form.cleaned_data["place"])
        return {"area": area, "heading": heading}


class ChallengeCreate(QualityPage):
    """About the document that the address names, or about a heading."""

    form_class = forms.ChallengeForm
    template_name = "evidence/challenge_create.html"
    success = "The challenge is with the team."

    def allow(self) -> None:
        rules.may_challenge(self.by, self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"framework": pinned(self.inspection), "graded": self.inspection.graded}

    @cached_property
    def document(self) -> Document | None:
        given = self.request.GET if self.request.method == "GET" else self.request.POST
        return self.known(given.get("document", ""))

    def known(self, pk: Any) -> Document | None:
        """Raises NotHere for what is no document of this inspection."""
        if not pk:
            return None
        try:
            number = UUID(str(pk))
        except ValueError as error:
            raise NotHere from error
        found = Document.objects.filter(inspection=self.inspection, pk=number).first()
        if found is None:
            raise NotHere
        return found

    def initial(self) -> dict[str, Any]:
        if self.document is None:
            return {"place": self.request.GET.get("place", ""), "weight": "comment", "kind": "gap"}
        head = self.document.revisions.get(head__latest=True)
        place = f"{head.area}/{head.heading}" if head.heading else head.area
        return {"document": self.document.pk, "place": place, "weight": "comment", "kind": "gap"}

    def context(self) -> dict[str, Any]:
        about = queries.subject_before(self.document, pinned(self.inspection)) if self.document else None
        return super().context() | {"about": about}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("kind", "weight", "text")}
        made = actions.challenge(self.inspection, document=self.document, **self.place_of(form), **given, by=self.by)
        return reverse("challenge_detail", args=[self.inspection.ref, made.pk])


def challenge_detail(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    """What was put, about which words, and everything that was said to it."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    challenge = queries.challenge_of(inspection, pk)
    verbs = verbs_for(request.roles, Thing.CHALLENGE, request.user, inspection)  # type: ignore[attr-defined]
    on, standing = inspection.state not in SETTLED, challenge.state != "cleared"
    context = {
        "inspection": inspection,
        "challenge": challenge,
        "subject": queries.subject_of(challenge, pinned(inspection)),
        "changed": bool(queries.changed_after_clearing(inspection, [challenge], queries.newest_by_place(inspection))),
        "may_answer": on and standing and not challenge.recommends and Verb.COMMENT in verbs,
        "may_log_phone": on and standing and not challenge.recommends and Verb.EDIT in verbs,
        "may_decide": on and challenge.state == "open" and challenge.recommends and Verb.EDIT in verbs,
        "may_clear": on and Verb.DECIDE in verbs,
    }
    return render(request, "evidence/challenge_detail.html", context)


class OfChallenge(QualityPage):
    @cached_property
    def challenge(self) -> Challenge:
        return queries.challenge_of(self.inspection, int(self.kwargs["pk"]))

    def address(self, name: str = "") -> str:
        return reverse("challenge_detail", args=[self.inspection.ref, self.challenge.pk])

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.challenge.version}

    def context(self) -> dict[str, Any]:
        subject = queries.subject_of(self.challenge, pinned(self.inspection))
        return super().context() | {"challenge": self.challenge, "subject": subject}


class ChallengeAnswer(OfChallenge):
    form_class = forms.AnswerForm
    template_name = "evidence/challenge_answer.html"
    success = "The answer is with the QA manager."

    def allow(self) -> None:
        rules.may_answer(self.challenge, self.by)

    def perform(self, form: Any) -> str:
        actions.answer(self.challenge, text=form.cleaned_data["text"], by=self.by)
        return self.address()


class ChallengePhone(OfChallenge):
    form_class = forms.PhoneForm
    template_name = "evidence/challenge_phone.html"
    success = "It is logged. The QA manager confirms it by clearing."

    def allow(self) -> None:
        rules.may_log_phone(self.challenge, self.by)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        at = clock.at(given["day"], given["time"].hour, given["time"].minute)
        actions.log_phone(self.challenge, text=given["text"], agreed_at=at, by=self.by)
        return self.address()


class ChallengeDecide(OfChallenge):
    form_class = forms.DecideForm
    template_name = "evidence/challenge_decide.html"
    success = "The QA manager can read your decision."

    def allow(self) -> None:
        rules.may_decide(self.challenge, self.by)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.decide(self.challenge, accept=given["accept"] == "yes", reason=given["reason"], by=self.by)
        return self.address()


class ChallengeClear(OfChallenge):
    """Clears, or asks again; a form opened before an answer came in is shown that answer first."""

    form_class = forms.ClearForm
    template_name = "evidence/challenge_clear.html"

    @property
    def success(self) -> str:  # type: ignore[override]
        cleared = self.request.POST.get("settled") == "clear"
        return "It is cleared." if cleared else "The team is asked again."

    def allow(self) -> None:
        step = "ask_again" if self.challenge.state == "cleared" else "clear"
        rules.may_clear(self.challenge, self.by, step)

    def initial(self) -> dict[str, Any]:
        return {"settled": "ask_again"} if self.challenge.state == "cleared" else {}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        act = {"clear": actions.clear, "ask_again": actions.ask_again}[given["settled"]]
        act(self.challenge, text=given["text"], version=given["version"], by=self.by)
        return self.address()


class AnalysisPage(QualityPage):
    """Read by the lead and the team; written by the QA manager alone (QA-02)."""

    form_class = forms.AnalysisForm
    template_name = "evidence/qa_analysis.html"
    success = "Your analysis is in the record."

    def form_kwargs(self) -> dict[str, Any]:
        return {"framework": pinned(self.inspection)}

    def context(self) -> dict[str, Any]:
        found = list(QAAnalysis.objects.filter(inspection=self.inspection).select_related("by"))
        for each in found:
            each.place = headings.label(pinned(self.inspection), each.area, each.heading)  # type: ignore[attr-defined]
        roles = self.request.roles  # type: ignore[attr-defined]
        verbs = verbs_for(roles, Thing.QA_ANALYSIS, self.by, self.inspection)
        return super().context() | {"analyses": found, "may_analyse": Verb.CREATE in verbs}

    def perform(self, form: Any) -> str:
        actions.analyse(self.inspection, **self.place_of(form), text=form.cleaned_data["text"], by=self.by)
        return reverse("qa_analysis", args=[self.inspection.ref])


class ReviewPage(QualityPage):
    form_class = forms.ReviewForm
    template_name = "evidence/qa_review.html"
    success = "The review is in the record."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.area: str = kwargs["area"]
        if self.area not in headings.areas(pinned(self.inspection)):
            raise NotHere

    def allow(self) -> None:
        rules.may_analyse(self.by, self.inspection)

    def context(self) -> dict[str, Any]:
        return super().context() | {"area": pinned(self.inspection).area(self.area)}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        said = {name: given[name] == "yes" for name in ("sufficient", "aligned")}
        actions.review(self.inspection, self.area, **said, text=given["text"], by=self.by)
        return self.address()


class PlanPage(QualityPage):
    """The plan that stands opens in the form; saving makes a new one beside it."""

    form_class = forms.PlanForm
    template_name = "evidence/qa_plan.html"
    success = "The plan is saved."

    def allow(self) -> None:
        rules.may_analyse(self.by, self.inspection)

    def initial(self) -> dict[str, Any]:
        plan = queries.plan_of(self.inspection)
        if plan is None:
            return {}
        names = ("level", "new_inspectors", "experience", "intelligence", "note")
        closer = "yes" if plan.closer_look else "no"
        return {name: getattr(plan, name) for name in names} | {"closer_look": closer}

    def context(self) -> dict[str, Any]:
        return super().context() | {"kind": kinds.label(self.inspection.kind, pinned(self.inspection))}

    def perform(self, form: Any) -> str:
        names = ("level", "new_inspectors", "experience", "intelligence", "note")
        given = {name: form.cleaned_data[name] for name in names}
        closer = form.cleaned_data["closer_look"] == "yes"
        actions.set_plan(self.inspection, closer_look=closer, **given, by=self.by)
        return self.address()
