"""Addresses of this room; each declares the thing that it shows and the verb that it needs."""

from django.urls import path

from accounts.access import Thing, Verb
from accounts.gate import gate
from desk import views, views_data, views_week

front_door = gate(Thing.FRONT_DOOR)
RIGHTS, KEEPS = "data-protection/requests/", "data-protection/retention/"
of_rights, of_retention = Thing.RIGHTS_REQUEST, Thing.RETENTION

urlpatterns = [
    path("", gate(Thing.HOME)(views.home), name="home"),
    path("my-week/", gate(Thing.MY_WEEK)(views_week.my_week), name="my_week"),
    path("health/", front_door(views.health), name="health"),
    path("help/", front_door(views.help_page), name="help"),
    path("help/framework/", front_door(views.framework_page), name="framework"),
    path("help/glossary/", front_door(views.glossary), name="glossary"),
    path("help/privacy/", front_door(views.privacy), name="privacy"),
    path("help/accessibility/", front_door(views.accessibility), name="accessibility"),
    path(RIGHTS, gate(of_rights)(views_data.rights_request_list), name="rights_request_list"),
    path(
        RIGHTS + "new/",
        gate(of_rights, Verb.CREATE)(views_data.RightsRequestCreate.as_view()),
        name="rights_request_create",
    ),
    path(
        RIGHTS + "<int:pk>/answer/",
        gate(of_rights, Verb.CREATE)(views_data.RightsRequestAnswer.as_view()),
        name="rights_request_answer",
    ),
    path(KEEPS, gate(of_retention)(views_data.retention_report), name="retention_report"),
    path(
        KEEPS + "<slug:record_class>/period/",
        gate(of_retention, Verb.EDIT)(views_data.RetentionPeriodEdit.as_view()),
        name="retention_period",
    ),
    path(
        KEEPS + "<slug:record_class>/<int:pk>/deletion/",
        gate(of_retention, Verb.DECIDE)(views_data.RetentionDelete.as_view()),
        name="retention_delete",
    ),
]
