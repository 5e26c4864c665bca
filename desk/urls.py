"""Addresses of this room; each declares the thing that it shows and the verb that it needs."""

from django.urls import path

from accounts.access import Thing
from accounts.gate import gate
from desk import views, views_week

front_door = gate(Thing.FRONT_DOOR)

urlpatterns = [
    path("", gate(Thing.HOME)(views.home), name="home"),
    path("my-week/", gate(Thing.MY_WEEK)(views_week.my_week), name="my_week"),
    path("health/", front_door(views.health), name="health"),
    path("help/", front_door(views.help_page), name="help"),
    path("help/framework/", front_door(views.framework_page), name="framework"),
    path("help/glossary/", front_door(views.glossary), name="glossary"),
    path("help/privacy/", front_door(views.privacy), name="privacy"),
    path("help/accessibility/", front_door(views.accessibility), name="accessibility"),
]
