"""The states of an item of Annex A. Pure."""

from framework.workflow import Machine, Transition

ASKED, GIVEN, RETURNED, ACCEPTED, NOT_HELD, SAME_AS = "asked", "given", "returned", "accepted", "not_held", "same_as"

ITEM = Machine(
    "An item of Annex A",
    ASKED,
    (
        Transition("give", (ASKED, GIVEN, RETURNED, ACCEPTED, NOT_HELD, SAME_AS), GIVEN, "Cafcass"),
        Transition("not_hold", (ASKED, RETURNED, SAME_AS), NOT_HELD, "Cafcass"),
        Transition("point", (ASKED, RETURNED, NOT_HELD), SAME_AS, "Cafcass"),
        Transition(
            "empty",
            (GIVEN, ACCEPTED, SAME_AS),
            ASKED,
            "Cafcass, sealing the last file of the item or of the one it points to",
        ),
        Transition("return", (GIVEN, ACCEPTED, NOT_HELD, SAME_AS), RETURNED, "lead inspector or analyst"),
        Transition("accept", (GIVEN, NOT_HELD, SAME_AS), ACCEPTED, "lead inspector or analyst"),
    ),
)

PROPOSED, SENT, DECLINED, ANSWERED, OFFERED = "proposed", "sent", "declined", "answered", "offered"
FURTHER = Machine(
    "A further request",
    PROPOSED,
    (
        Transition("agree", (PROPOSED,), SENT, "lead inspector, or a deputy logging that the lead agreed by phone"),
        Transition("decline", (PROPOSED,), DECLINED, "lead inspector"),
        Transition("answer", (SENT, ANSWERED), ANSWERED, "Cafcass"),
    ),
)
OFFER = Machine(
    "Additional information that Cafcass offers",
    OFFERED,
    (
        Transition("accept", (OFFERED,), ACCEPTED, "lead inspector"),
        Transition("decline", (OFFERED,), DECLINED, "lead inspector"),
    ),
)
GOOD_PRACTICE = Machine(
    "A case that Cafcass offers for its good practice",
    OFFERED,
    (
        Transition("accept", (OFFERED,), ACCEPTED, "lead inspector"),
        Transition("decline", (OFFERED,), DECLINED, "lead inspector"),
    ),
)
INITIAL, OPEN, CLOSED = "initial", "open", "closed"
LINE = Machine(
    "A line of enquiry",
    INITIAL,
    (
        Transition("open", (INITIAL,), OPEN, "lead inspector or deputy, from the first day on site on"),
        Transition("close", (OPEN,), CLOSED, "lead inspector or deputy, with what the evidence answered"),
        Transition("reopen", (CLOSED,), OPEN, "lead inspector or deputy, with a reason"),
    ),
)
LINE_LABELS = {INITIAL: ("Initial", "blue"), OPEN: ("Open", "turquoise"), CLOSED: ("Closed", "grey")}
FURTHER_LABELS = {
    PROPOSED: ("Waits for the lead", "yellow"),
    SENT: ("With Cafcass", "blue"),
    DECLINED: ("Not asked", "grey"),
    ANSWERED: ("Answered", "green"),
}
OFFER_LABELS = {
    OFFERED: ("Waits for the lead", "yellow"),
    ACCEPTED: ("Accepted", "green"),
    DECLINED: ("Declined", "grey"),
}

LABELS = {
    ASKED: ("Asked", "blue"),
    GIVEN: ("Given", "turquoise"),
    RETURNED: ("Returned", "orange"),
    ACCEPTED: ("Accepted", "green"),
    NOT_HELD: ("Not held", "grey"),
    SAME_AS: ("Same as another", "grey"),
}
# What waits for Cafcass; every other state is an answer (NOTI-05).
WAITING = (ASKED, RETURNED)

MACHINES = {
    "annex_item": ITEM,
    "further_request": FURTHER,
    "additional_offer": OFFER,
    "good_practice_offer": GOOD_PRACTICE,
    "line_of_enquiry": LINE,
}
