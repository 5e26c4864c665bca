"""What this room hangs on the lifecycle: the end of the hashes of words that were said to name nobody."""

from inspections import lifecycle

CLOSING = ("publish", "close_incomplete", "cancel_after_call")


def announce_all() -> None:
    """Called once when the app starts."""
    from evidence.actions.guarding import forget_answers

    for transition in CLOSING:
        if forget_answers not in lifecycle.FOLLOWERS.setdefault(transition, []):
            lifecycle.after(transition)(forget_answers)
