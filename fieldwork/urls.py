"""Addresses of this room."""

from fieldwork import urls_people

urlpatterns = [*urls_people.urlpatterns]
