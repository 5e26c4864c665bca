"""What this room hangs on the lifecycle: the request of Annex A with the call, what is open before the start, and the
end of every list of children when the inspection closes."""

from typing import TYPE_CHECKING, Protocol

from inspections import lifecycle

if TYPE_CHECKING:
    from accounts.models import Person
    from information.models import CallSheet

CLOSING = ("publish", "close_incomplete", "cancel_after_call")


class Arranging(Protocol):
    """What a room above does when a sheet is saved; `before` is the sheet as it stood. May raise Invalid."""

    def __call__(self, sheet: "CallSheet", before: "CallSheet | None", *, by: "Person") -> None: ...


ARRANGING: list[Arranging] = []


def on_first_meeting(arrange: Arranging) -> None:
    """Called by a room's AppConfig when the app starts."""
    if arrange not in ARRANGING:
        ARRANGING.append(arrange)


def announce_all() -> None:
    """Called once when the app starts."""
    from information.actions.listing import destroy_lists
    from information.actions.requests import open_request
    from information.queries.readiness import before_start

    if before_start not in lifecycle.OPEN_BEFORE_START:
        lifecycle.OPEN_BEFORE_START.append(before_start)
    follow = lifecycle.FOLLOWERS.setdefault("announce", [])
    if open_request not in follow:
        lifecycle.after("announce")(open_request)
    for transition in CLOSING:
        if destroy_lists not in lifecycle.FOLLOWERS.setdefault(transition, []):
            lifecycle.after(transition)(destroy_lists)
