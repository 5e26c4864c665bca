"""Addresses of case evaluations; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from evidence.views import cases as views
from inspections.gate import on_inspection

C, OWN, COMMENT = Verb.CREATE, Verb.EDIT_OWN, Verb.COMMENT
AT = "inspections/<slug:ref>/case-evaluations/"
ONE = AT + "<uuid:pk>/"
of_case = Thing.CASE_EVALUATION

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(of_case)(views.CaseList.as_view()), name="case_evaluation_list"),
    path(AT + "new/", on_inspection(of_case, C)(views.CaseCreate.as_view()), name="case_evaluation_create"),
    path(ONE, on_inspection(of_case)(views.CaseDetail.as_view()), name="case_evaluation_detail"),
    path(ONE + "edit/", on_inspection(of_case, OWN)(views.CaseEdit.as_view()), name="case_evaluation_edit"),
    path(ONE + "merge/", on_inspection(of_case, OWN)(views.CaseMerge.as_view()), name="case_evaluation_merge"),
    path(
        ONE + "comments/new/",
        on_inspection(of_case, COMMENT)(views.CaseComment.as_view()),
        name="case_evaluation_comment",
    ),
    path(
        ONE + "withdrawal/",
        on_inspection(of_case, OWN)(views.CaseWithdrawal.as_view()),
        name="case_evaluation_withdrawal",
    ),
    path(ONE + "closing/", on_inspection(of_case, OWN)(views.CaseClosing.as_view()), name="case_evaluation_closing"),
]
