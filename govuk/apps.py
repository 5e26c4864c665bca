"""The look. No models and no words of the field."""

from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "govuk"
