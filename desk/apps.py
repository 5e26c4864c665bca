from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from desk import health, reminders
        from files.jobs import on_tick
        from information.staff_pack import announce_privacy

        announce_privacy("privacy")
        on_tick(health.note_tick)
        on_tick(reminders.refresh)
        on_tick(reminders.remind)
