"""Addresses of the documents that are looked through one by one; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from information.views import documents
from inspections.gate import on_inspection

OWN = Verb.EDIT_OWN
AT = "inspections/<slug:ref>/documents/"
reading = Thing.READING

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(reading)(documents.document_list), name="document_list"),
    path(AT + "<int:pk>/sort/", on_inspection(reading, OWN)(documents.DocumentSort.as_view()), name="document_sort"),
    path(
        AT + "<int:pk>/review/",
        on_inspection(reading, OWN)(documents.DocumentReviewPage.as_view()),
        name="document_review",
    ),
]
