"""Addresses of the day of the call and of the preparation; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from information.views import notification as views
from inspections.gate import on_inspection

C, W = Verb.CREATE, Verb.EDIT
AT = "inspections/<slug:ref>/"

urlpatterns: list[URLPattern] = [
    path(AT + "call-sheet/", on_inspection(Thing.CALL_SHEET, post=W)(views.CallSheetPage.as_view()), name="call_sheet"),
    path(AT + "call-sheet/record/", on_inspection(Thing.CALL_SHEET, W)(views.CallRecord.as_view()), name="call_record"),
    path(AT + "preparation/", on_inspection(Thing.PREPARATION)(views.preparation), name="preparation"),
    path(
        AT + "preparation/contact/",
        on_inspection(Thing.PREPARATION, W)(views.WellbeingContactEdit.as_view()),
        name="wellbeing_contact",
    ),
    path(
        AT + "preparation/matters/<slug:code>/",
        on_inspection(Thing.PREPARATION, W)(views.PreparationMatter.as_view()),
        name="preparation_matter",
    ),
    path(AT + "well-being/", on_inspection(Thing.WELLBEING, post=W)(views.WellbeingPage.as_view()), name="wellbeing"),
    path(AT + "incidents/", on_inspection(Thing.INCIDENT, post=C)(views.IncidentPage.as_view()), name="incident_list"),
]
