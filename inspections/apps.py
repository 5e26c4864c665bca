from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        from inspections import roles  # noqa: F401  (answers the conditions of the access table)
