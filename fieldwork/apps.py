from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "fieldwork"

    def ready(self) -> None:
        from fieldwork import people, preparing, steps
        from fieldwork.actions import closing  # noqa: F401  (its guard is hung on the end of fieldwork)
        from fieldwork.actions.arranged import put_first_meeting
        from fieldwork.actions.replacing import hand_on
        from information.following import on_first_meeting
        from inspections.replacing import on_replacement

        steps.announce_all()
        people.announce_all()
        preparing.announce_all()
        on_replacement(hand_on)
        on_first_meeting(put_first_meeting)
