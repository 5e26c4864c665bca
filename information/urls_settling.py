"""Addresses of what both sides settle before the team comes; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from information.views import settling as views
from information.views import staff_pack
from inspections.gate import on_inspection

AT, OWN = "inspections/<slug:ref>/preparation/", "cafcass/<slug:ref>/preparation/"
asks, changes = on_inspection(Thing.PREPARATION, post=Verb.EDIT), on_inspection(Thing.PREPARATION, Verb.EDIT)
own_read = on_inspection(Thing.OWN_PREPARATION)
own, says = on_inspection(Thing.OWN_PREPARATION, post=Verb.CREATE), on_inspection(Thing.OWN_PREPARATION, Verb.CREATE)

urlpatterns: list[URLPattern] = [
    path(AT + "questions/", asks(views.QuestionList.as_view()), name="question_list"),
    path(AT + "questions/<int:pk>/", changes(views.QuestionAnswerPage.as_view()), name="question_answer"),
    path(AT + "sites/<int:pk>/", changes(views.SiteSetupPage.as_view()), name="site_setup"),
    path(AT + "staff-pack/", asks(staff_pack.StaffPackPage.as_view()), name="staff_pack"),
    path(AT + "context/", asks(views.ContextPage.as_view()), name="context"),
    path("cafcass/<slug:ref>/staff-pack/", own_read(staff_pack.own_staff_pack), name="own_staff_pack"),
    path(
        "cafcass/<slug:ref>/staff-pack/<int:pk>/", own_read(staff_pack.own_staff_pack_file), name="own_staff_pack_file"
    ),
    path(OWN, own(views.OwnPreparation.as_view()), name="own_preparation"),
    path(OWN + "questions/", own(views.OwnQuestionList.as_view()), name="own_question_list"),
    path(OWN + "questions/<int:pk>/", says(views.OwnQuestionAnswer.as_view()), name="own_question_answer"),
    path(OWN + "equalities/", says(views.OwnEqualities.as_view()), name="own_equalities"),
    path(OWN + "sites/<int:pk>/", says(views.OwnSiteSetup.as_view()), name="own_site_setup"),
]
