"""What this room hangs on the lifecycle, the end of hashes of words, and on a list of children: a second look."""

from inspections import lifecycle

CLOSING = ("publish", "close_incomplete", "cancel_after_call")


def announce_all() -> None:
    """Called once when the app starts."""
    from evidence.actions.guarding import forget_answers, look_again_soon
    from information.actions.counting import on_names_kept

    on_names_kept(look_again_soon)
    for transition in CLOSING:
        if forget_answers not in lifecycle.FOLLOWERS.setdefault(transition, []):
            lifecycle.after(transition)(forget_answers)
