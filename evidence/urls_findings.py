"""Addresses of a visit's findings; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from evidence.views import findings
from inspections.gate import on_inspection

C, W, X = Verb.CREATE, Verb.EDIT, Verb.DECIDE
AT = "inspections/<slug:ref>/findings/"
found = Thing.FINDINGS

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(found)(findings.findings), name="findings"),
    path(AT + "subjects/new/", on_inspection(found, W)(findings.SubjectCreate.as_view()), name="subject_create"),
    path(
        AT + "subjects/<int:pk>/taking-out/",
        on_inspection(found, W)(findings.SubjectTakeOut.as_view()),
        name="subject_take_out",
    ),
    path(
        AT + "other-areas/new/", on_inspection(found, C)(findings.OtherAreaCreate.as_view()), name="other_area_create"
    ),
    path(AT + "agreement/", on_inspection(found, X)(findings.FindingsAgreement.as_view()), name="findings_agreement"),
    path(AT + "reopening/", on_inspection(found, X)(findings.FindingsReopening.as_view()), name="findings_reopening"),
]
