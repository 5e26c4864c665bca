"""What this room does when Cafcass has been told: the request of Annex A comes into being."""

from inspections import lifecycle


def announce_all() -> None:
    """Called once when the app starts."""
    from information.actions.requests import open_request

    follow = lifecycle.FOLLOWERS.setdefault("announce", [])
    if open_request not in follow:
        lifecycle.after("announce")(open_request)
