from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "fieldwork"

    def ready(self) -> None:
        from fieldwork import people, steps

        steps.announce_all()
        people.announce_all()
