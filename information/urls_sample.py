"""Addresses of the sample and of access to systems; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from information.views import own_sample as own
from information.views import sample as views
from information.views import systems
from inspections.gate import on_inspection

C, W, X, OWN = Verb.CREATE, Verb.EDIT, Verb.DECIDE, Verb.EDIT_OWN
AT, SYSTEMS = "inspections/<slug:ref>/sample/", "inspections/<slug:ref>/systems/"
ONE, PRACTICE = AT + "<int:pk>/", AT + "practice/<int:pk>/"
of_sample, of_access = Thing.SAMPLE, Thing.SYSTEM_ACCESS

team_pages: list[URLPattern] = [
    path(AT, on_inspection(of_sample)(views.sample), name="sample"),
    path(AT + "new/", on_inspection(of_sample, C)(views.ChildCreate.as_view()), name="sample_child_create"),
    path(AT + "share-out/", on_inspection(of_sample, W)(views.SampleShareOut.as_view()), name="sample_share_out"),
    path(AT + "confirm/", on_inspection(of_sample, X)(views.SampleConfirm.as_view()), name="sample_confirm"),
    path(ONE, on_inspection(of_sample)(views.sampled_child), name="sampled_child"),
    path(ONE + "edit/", on_inspection(of_sample, OWN)(views.ChildEdit.as_view()), name="sample_child_edit"),
    path(ONE + "take-out/", on_inspection(of_sample, W)(views.ChildTakeOut.as_view()), name="sample_child_take_out"),
    path(ONE + "practice/", on_inspection(of_sample, OWN)(views.PracticeNote.as_view()), name="sample_practice"),
    path(
        PRACTICE + "take-back/",
        on_inspection(of_sample, OWN)(views.PracticeTakeBack.as_view()),
        name="sample_practice_take_back",
    ),
    path(SYSTEMS, on_inspection(of_access)(systems.system_access), name="system_access"),
    path(SYSTEMS + "new/", on_inspection(of_access, W)(systems.SystemCreate.as_view()), name="system_create"),
    path(SYSTEMS + "ask/", on_inspection(of_access, W)(systems.SystemAsk.as_view()), name="system_ask"),
    path(
        SYSTEMS + "<int:pk>/tested/",
        on_inspection(of_access, OWN)(systems.SystemTested.as_view()),
        name="system_tested",
    ),
]

cafcass_pages: list[URLPattern] = [
    path("cafcass/<slug:ref>/sample/", on_inspection(Thing.OWN_SAMPLE)(own.own_sample), name="own_sample"),
    path(
        "cafcass/<slug:ref>/systems/",
        on_inspection(Thing.OWN_SYSTEM_ACCESS, post=C)(systems.OwnSystemAccess.as_view()),
        name="own_system_access",
    ),
    path(
        "cafcass/<slug:ref>/systems/new/",
        on_inspection(Thing.OWN_SYSTEM_ACCESS, C)(systems.OwnSystemCreate.as_view()),
        name="own_system_create",
    ),
]

urlpatterns = [*team_pages, *cafcass_pages]
