"""Addresses of a visit's findings; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from evidence.views import findings
from inspections.gate import on_inspection

C, W, X = Verb.CREATE, Verb.EDIT, Verb.DECIDE
AT = "inspections/<slug:ref>/findings/"
found, topic = Thing.FINDINGS, Thing.VISIT_TOPIC
ABOUT = "inspections/<slug:ref>/topics/"

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
    path(ABOUT, on_inspection(topic)(findings.topics), name="visit_topics"),
    path(ABOUT + "new/", on_inspection(topic, X)(findings.TopicCreate.as_view()), name="topic_create"),
    path(ABOUT + "suggesting/", on_inspection(topic, C)(findings.TopicSuggest.as_view()), name="topic_suggest"),
    path(
        ABOUT + "<int:pk>/taking-out/", on_inspection(topic, X)(findings.TopicTakeOut.as_view()), name="topic_take_out"
    ),
    path(AT + "agreement/", on_inspection(found, X)(findings.FindingsAgreement.as_view()), name="findings_agreement"),
    path(AT + "reopening/", on_inspection(found, X)(findings.FindingsReopening.as_view()), name="findings_reopening"),
]
