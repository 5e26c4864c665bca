"""Addresses of the board of lines of enquiry; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from evidence.views import board
from inspections.gate import on_inspection

AT = "inspections/<slug:ref>/lines/"
ONE = AT + "<int:pk>/"
of_line = Thing.LINE_OF_ENQUIRY

urlpatterns: list[URLPattern] = [
    path(AT + "board/", on_inspection(Thing.COVERAGE)(board.line_board), name="line_board"),
    path(ONE + "closing/", on_inspection(of_line, Verb.EDIT)(board.LineClose.as_view()), name="line_close"),
    path(ONE + "reopening/", on_inspection(of_line, Verb.EDIT)(board.LineReopen.as_view()), name="line_reopen"),
    path(ONE + "late/", on_inspection(of_line, Verb.DECIDE)(board.LineCount.as_view()), name="line_count"),
]
