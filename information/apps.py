from django.apps import AppConfig


class InformationConfig(AppConfig):
    name = "information"

    def ready(self) -> None:
        from information import confirming, doing, following, owing, resting, steps

        following.announce_all()
        confirming.announce_all()
        doing.announce_all()
        owing.announce_all()
        resting.announce_all()
        steps.announce_all()
