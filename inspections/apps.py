from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        from inspections import roles, steps  # noqa: F401  (roles answers the conditions of the access table)

        steps.announce_all()
