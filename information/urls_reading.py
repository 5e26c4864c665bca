"""Addresses of lines of enquiry, of the reading and of readiness; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from information.views import lines, reading
from inspections.gate import on_inspection

C, W, X, OWN = Verb.CREATE, Verb.EDIT, Verb.DECIDE, Verb.EDIT_OWN
AT = "inspections/<slug:ref>/"
LINES, READING = AT + "lines/", AT + "reading/"
of_line, of_reading = Thing.LINE_OF_ENQUIRY, Thing.READING

urlpatterns: list[URLPattern] = [
    path(LINES, on_inspection(of_line)(lines.line_list), name="line_list"),
    path(LINES + "new/", on_inspection(of_line, C)(lines.LineCreate.as_view()), name="line_create"),
    path(LINES + "told/", on_inspection(of_line, X)(lines.LinesTold.as_view()), name="lines_told"),
    path(LINES + "<int:pk>/edit/", on_inspection(of_line, W)(lines.LineEdit.as_view()), name="line_edit"),
    path(LINES + "<int:pk>/open/", on_inspection(of_line, W)(lines.LineOpen.as_view()), name="line_open"),
    path(READING, on_inspection(of_reading)(reading.reading), name="reading"),
    path(READING + "access/", on_inspection(of_reading, OWN)(reading.CaseAccessSay.as_view()), name="case_access"),
    path(READING + "<int:pk>/", on_inspection(of_reading, W)(reading.ReadingShare.as_view()), name="reading_share"),
    path(
        READING + "<int:pk>/read/",
        on_inspection(of_reading, OWN)(reading.ReadingDonePage.as_view()),
        name="reading_done",
    ),
    path(AT + "key-points/", on_inspection(Thing.DIGEST, post=C)(reading.DigestPage.as_view()), name="digest"),
    path(AT + "readiness/", on_inspection(Thing.READINESS, post=X)(reading.ReadinessPage.as_view()), name="readiness"),
]
