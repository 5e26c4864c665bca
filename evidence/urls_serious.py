"""Addresses of serious concerns; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from evidence.views import serious
from inspections.gate import on_inspection

C, X = Verb.CREATE, Verb.DECIDE
AT = "inspections/<slug:ref>/serious-concerns/"
ONE = AT + "<int:pk>/"
of_concern = Thing.SERIOUS_CONCERN

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(of_concern)(serious.serious_concern_list), name="serious_concern_list"),
    path(AT + "new/", on_inspection(of_concern, C)(serious.ConcernCreate.as_view()), name="serious_concern_create"),
    path(ONE, on_inspection(of_concern)(serious.serious_concern_detail), name="serious_concern_detail"),
    path(
        ONE + "passing-on/",
        on_inspection(of_concern, X)(serious.ConcernPassOn.as_view()),
        name="serious_concern_pass_on",
    ),
    path(
        ONE + "withholding/",
        on_inspection(of_concern, X)(serious.ConcernWithhold.as_view()),
        name="serious_concern_withhold",
    ),
    path(
        ONE + "response/",
        on_inspection(of_concern, X)(serious.ConcernAnswer.as_view()),
        name="serious_concern_answer",
    ),
    path(ONE + "closing/", on_inspection(of_concern, X)(serious.ConcernClose.as_view()), name="serious_concern_close"),
]
