from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import appendonly, checks, demo  # noqa: F401  (they register a system check and a condition)
        from accounts.clock import today
        from accounts.prepared import plan_once
        from govuk.today import announce

        announce(today)
        connection_created.connect(plan_once, dispatch_uid="accounts.plan_once")
        post_migrate.connect(appendonly.install_after_migrate, dispatch_uid="accounts.appendonly")
