from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "fieldwork"

    def ready(self) -> None:
        from fieldwork import people

        people.announce_all()
