"""What this room hangs on the lifecycle: the request of Annex A with the call, and what is open before the start."""

from inspections import lifecycle


def announce_all() -> None:
    """Called once when the app starts."""
    from information.actions.requests import open_request
    from information.queries.readiness import before_start

    if before_start not in lifecycle.OPEN_BEFORE_START:
        lifecycle.OPEN_BEFORE_START.append(before_start)
    follow = lifecycle.FOLLOWERS.setdefault("announce", [])
    if open_request not in follow:
        lifecycle.after("announce")(open_request)
