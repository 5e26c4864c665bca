"""The states of a meeting with people, and every step between them. Pure."""

from framework.workflow import Machine, Transition

PLANNED, CONFIRMED, HELD = "planned", "confirmed", "held"
DECLINED, DID_NOT_HAPPEN = "declined", "did_not_happen"
OPEN = (PLANNED, CONFIRMED)
INSPECTOR = "the inspector who holds it, a deputy or the lead"

MEETING = Machine(
    "Meeting with people",
    PLANNED,
    (
        Transition("confirm", (PLANNED,), CONFIRMED, INSPECTOR),
        Transition("hold", OPEN, HELD, INSPECTOR),
        Transition("decline", OPEN, DECLINED, INSPECTOR),
        Transition("cancel", OPEN, DID_NOT_HAPPEN, INSPECTOR),
        # An answer may change: somebody who declined asks to be heard, or the adviser advises against it.
        Transition("plan_again", (CONFIRMED, DECLINED, DID_NOT_HAPPEN), PLANNED, INSPECTOR),
    ),
)

UPSET = Machine(
    "A member of staff who was upset",
    "open",
    (
        Transition(
            "close",
            ("open",),
            "closed",
            "who recorded it, a deputy or the lead, once the contact was told (or why not) and advice was taken",
        ),
    ),
)
UPSET_LABELS = {"open": ("Open", "yellow"), "closed": ("Closed", "green")}

MACHINES = {"meeting": MEETING, "staff_upset": UPSET}
