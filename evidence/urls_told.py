"""Addresses of keep-in-touch meetings; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from evidence.views import told
from inspections.gate import on_inspection

AT = "inspections/<slug:ref>/keep-in-touch/"
kept = Thing.KEEP_IN_TOUCH

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(kept)(told.keep_in_touch), name="keep_in_touch"),
    path(AT + "new/", on_inspection(kept, Verb.CREATE)(told.KeepInTouchCreate.as_view()), name="keep_in_touch_create"),
    path(
        AT + "headlines/<int:pk>/",
        on_inspection(kept, Verb.EDIT_OWN)(told.HeadlineLink.as_view()),
        name="headline_link",
    ),
]
