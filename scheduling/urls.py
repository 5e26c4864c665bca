"""This room has no addresses of its own: the rooms above show its dates."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
