from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "framework"

    def ready(self) -> None:
        from framework import holidays, versions

        # A bad file must stop the start, and not the first page that happens to ask for it.
        versions.all_versions()
        holidays.bank_holidays()
