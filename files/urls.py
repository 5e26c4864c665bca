"""Addresses of this room."""

from django.urls import path

from accounts.access import Thing, Verb
from accounts.gate import gate
from files import arriving_views, views

urlpatterns = [
    path("files/arriving/", gate(Thing.ARRIVING_FILE, Verb.CREATE)(arriving_views.begin), name="arriving_file_create"),
    path(
        "files/arriving/<uuid:pk>/",
        gate(Thing.ARRIVING_FILE, Verb.EDIT_OWN)(arriving_views.go_on),
        name="arriving_file",
    ),
    path("files/jobs/<uuid:job_id>/", views.job_show, name="job_show"),
    path(
        "files/waiting/",
        gate(Thing.WAITING_FILE, post=Verb.DECIDE)(views.WaitingFiles.as_view()),
        name="waiting_file_list",
    ),
    path(
        "files/<int:pk>/check/",
        gate(Thing.OWN_FILE_CHECK, Verb.EDIT_OWN)(views.UploadCheck.as_view()),
        name="upload_check",
    ),
    path("mail/trouble/", gate(Thing.MAIL_TROUBLE)(views.mail_trouble_list), name="mail_trouble_list"),
    path(
        "mail/<uuid:mail>/bounce/",
        gate(Thing.MAIL_TROUBLE, Verb.DECIDE)(views.MailBounce.as_view()),
        name="mail_bounce",
    ),
    path(
        "mail/<uuid:mail>/seen-to/",
        gate(Thing.MAIL_TROUBLE, Verb.DECIDE)(views.MailSeenTo.as_view()),
        name="mail_seen_to",
    ),
]
