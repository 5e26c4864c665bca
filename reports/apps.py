from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports import conditions, guards, steps  # noqa: F401  (they answer the access table and the lifecycle)

        steps.announce_all()
