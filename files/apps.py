from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "files"

    def ready(self) -> None:
        from accounts import outbox
        from files.mail import queue_for_accounts

        outbox.register(queue_for_accounts)
