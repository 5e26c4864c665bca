"""Every address of the product. Each room declares its own, with the gate that guards it."""

from django.urls import include, path

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("accounts.urls")),
    path("", include("files.urls")),
    path("", include("scheduling.urls")),
    path("", include("inspections.urls")),
    path("", include("information.urls")),
    path("", include("fieldwork.urls")),
    path("", include("evidence.urls")),
    path("", include("reports.urls")),
]
