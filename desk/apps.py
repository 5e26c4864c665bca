from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from desk import health, reminding
        from files.jobs import on_tick

        on_tick(health.note_tick)
        on_tick(reminding.remind_daily)
