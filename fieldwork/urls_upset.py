"""Addresses of what was seen of members of staff who were upset; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from fieldwork.views import upset
from inspections.gate import on_inspection

C, OWN = Verb.CREATE, Verb.EDIT_OWN
AT = "inspections/<slug:ref>/staff-well-being/"
ONE = AT + "<int:pk>/"
of_staff = Thing.STAFF_UPSET

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(of_staff)(upset.staff_upset_list), name="staff_upset_list"),
    path(AT + "new/", on_inspection(of_staff, C)(upset.UpsetCreate.as_view()), name="staff_upset_create"),
    path(ONE, on_inspection(of_staff)(upset.staff_upset_detail), name="staff_upset_detail"),
    path(ONE + "told/", on_inspection(of_staff, OWN)(upset.UpsetTold.as_view()), name="staff_upset_told"),
    path(ONE + "advice/", on_inspection(of_staff, OWN)(upset.UpsetAdvice.as_view()), name="staff_upset_advice"),
    path(ONE + "closing/", on_inspection(of_staff, OWN)(upset.UpsetClose.as_view()), name="staff_upset_close"),
]
