"""Addresses of the daily team meeting; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from evidence.views import daily
from inspections.gate import on_inspection

AT = "inspections/<slug:ref>/team-meetings/"
met = Thing.TEAM_MEETING

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(met)(daily.team_meetings), name="team_meetings"),
    path(AT + "new/", on_inspection(met, Verb.CREATE)(daily.MeetingCreate.as_view()), name="team_meeting_create"),
    path(AT + "review/", on_inspection(met, Verb.EDIT_OWN)(daily.RecordReviewed.as_view()), name="record_review"),
]
