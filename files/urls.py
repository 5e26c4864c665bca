from django.urls import path

from files import views

urlpatterns = [
    path("files/jobs/<uuid:job_id>/", views.job_show, name="job_show"),
]
