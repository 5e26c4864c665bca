from django.apps import AppConfig


class InformationConfig(AppConfig):
    name = "information"

    def ready(self) -> None:
        from information import confirming, following, steps

        following.announce_all()
        confirming.announce_all()
        steps.announce_all()
