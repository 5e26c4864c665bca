"""Addresses of the pre-inspection analysis; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from information.views import pia, talk
from inspections.gate import on_inspection

C, X, OWN = Verb.CREATE, Verb.DECIDE, Verb.EDIT_OWN
AT = "inspections/<slug:ref>/analysis/"

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(Thing.PIA)(pia.pia), name="pia"),
    path(AT + "draft/", on_inspection(Thing.PIA, C)(pia.PiaEdit.as_view()), name="pia_edit"),
    path(AT + "issue/", on_inspection(Thing.PIA, C)(pia.PiaIssue.as_view()), name="pia_issue"),
    path(AT + "read/", on_inspection(Thing.PIA, OWN)(pia.PiaRead.as_view()), name="pia_read"),
    path(AT + "unread/<int:pk>/", on_inspection(Thing.PIA, X)(pia.PiaSettle.as_view()), name="pia_settle"),
    path(AT + "talk/", on_inspection(Thing.PIA, post=C)(talk.AnalystTalkPage.as_view()), name="analyst_talk"),
    path(AT + "priorities/", on_inspection(Thing.PIA, X)(pia.PiaPriorities.as_view()), name="pia_priorities"),
]
