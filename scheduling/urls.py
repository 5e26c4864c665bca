"""Addresses of this room."""

from django.urls import path

from accounts.access import Thing, Verb
from accounts.gate import gate
from scheduling import views

urlpatterns = [
    path("holidays/", gate(Thing.HOLIDAYS)(views.holiday_list), name="holiday_list"),
    path(
        "holidays/new/",
        gate(Thing.HOLIDAYS, Verb.CREATE)(views.HolidayProclaim.as_view()),
        name="holiday_proclaim",
    ),
]
