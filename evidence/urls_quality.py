"""Addresses of quality assurance; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from evidence.views import quality
from inspections.gate import on_inspection

C, W, X, COMMENT = Verb.CREATE, Verb.EDIT, Verb.DECIDE, Verb.COMMENT
AT = "inspections/<slug:ref>/quality/"
ONE = AT + "challenges/<int:pk>/"
challenged, analysed = Thing.CHALLENGE, Thing.QA_ANALYSIS

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(challenged)(quality.quality), name="quality"),
    path(
        AT + "challenges/new/",
        on_inspection(challenged, C)(quality.ChallengeCreate.as_view()),
        name="challenge_create",
    ),
    path(ONE, on_inspection(challenged)(quality.challenge_detail), name="challenge_detail"),
    path(
        ONE + "answer/",
        on_inspection(challenged, COMMENT)(quality.ChallengeAnswer.as_view()),
        name="challenge_answer",
    ),
    path(ONE + "phone/", on_inspection(challenged, W)(quality.ChallengePhone.as_view()), name="challenge_phone"),
    path(ONE + "decision/", on_inspection(challenged, W)(quality.ChallengeDecide.as_view()), name="challenge_decide"),
    path(ONE + "clearing/", on_inspection(challenged, X)(quality.ChallengeClear.as_view()), name="challenge_clear"),
    path(AT + "analysis/", on_inspection(analysed, post=C)(quality.AnalysisPage.as_view()), name="qa_analysis"),
    path(AT + "plan/", on_inspection(analysed, C)(quality.PlanPage.as_view()), name="qa_plan"),
    path(AT + "reviews/<slug:area>/", on_inspection(analysed, C)(quality.ReviewPage.as_view()), name="qa_review"),
]
