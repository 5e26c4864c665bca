"""What this room hangs on the lifecycle, the end of hashes of words, and on a list of children: a second look.

Texts of the room below are looked through by the same guard."""

from inspections import lifecycle

CLOSING = ("publish", "close_incomplete", "cancel_after_call")


def announce_all() -> None:
    """Called once when the app starts."""
    from evidence.actions.guarding import forget_answers, keep_as_written, look_again_soon
    from evidence.queries.names import stopping_in
    from information.actions.counting import on_names_kept
    from information.views import guarding

    on_names_kept(look_again_soon)
    guarding.announce(guarding.Guard(stopping_in, keep_as_written))
    for transition in CLOSING:
        if forget_answers not in lifecycle.FOLLOWERS.setdefault(transition, []):
            lifecycle.after(transition)(forget_answers)
