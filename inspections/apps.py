from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        from accounts import demo
        from inspections import engagement_announcing, queries, roles, steps  # noqa: F401  (roles answers the conditions of the access table)
        from inspections.rules import interruption  # noqa: F401  (its guard holds what may not go out)

        demo.describe(queries.roles_in_words)
        steps.announce_all()
        engagement_announcing.announce_all()
