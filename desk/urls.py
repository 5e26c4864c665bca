"""Addresses of this room; each declares the thing that it shows and the verb that it needs."""

from django.urls import path

from accounts.access import Thing, Verb
from accounts.gate import gate
from desk import views, views_mail, views_week
from inspections.gate import on_inspection

front_door = gate(Thing.FRONT_DOOR)

urlpatterns = [
    path("", gate(Thing.HOME)(views.home), name="home"),
    path("my-week/", gate(Thing.MY_WEEK)(views_week.my_week), name="my_week"),
    path(
        "failed-mail/",
        gate(Thing.FAILED_MAIL, post=Verb.EDIT)(views_mail.FailedMail.as_view()),
        name="failed_mail",
    ),
    path(
        "inspections/<slug:ref>/failed-mail/",
        on_inspection(Thing.INSPECTION_MAIL)(views_mail.inspection_mail),
        name="inspection_mail",
    ),
    path("health/", front_door(views.health), name="health"),
    path("help/", front_door(views.help_page), name="help"),
    path("help/framework/", front_door(views.framework_page), name="framework"),
    path("help/glossary/", front_door(views.glossary), name="glossary"),
    path("help/privacy/", front_door(views.privacy), name="privacy"),
    path("help/accessibility/", front_door(views.accessibility), name="accessibility"),
]
