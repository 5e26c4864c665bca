"""Every address of the product. Each room declares its own, with the gate that guards it.

The rooms that are used on site stand first: an address is looked for among all that stand before it.
"""

from django.urls import include, path

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("evidence.urls")),
    path("", include("fieldwork.urls")),
    path("", include("inspections.urls")),
    path("", include("information.urls")),
    path("", include("accounts.urls")),
    path("", include("files.urls")),
    path("", include("scheduling.urls")),
    path("", include("reports.urls")),
]
