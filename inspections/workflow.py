"""The lifecycle of an inspection, a focused visit and a monitoring visit. Pure."""

from enum import StrEnum

from framework.workflow import Machine, Transition


class State(StrEnum):
    PLANNED = "planned"
    ANNOUNCED = "announced"
    FIELDWORK_ENDED = "fieldwork_ended"
    DRAFT_SENT = "draft_sent"
    FINAL_SENT = "final_sent"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


LABELS = {
    State.PLANNED: ("Planned", "grey"),
    State.ANNOUNCED: ("Announced", "blue"),
    State.FIELDWORK_ENDED: ("Fieldwork ended", "purple"),
    State.DRAFT_SENT: ("Draft with Cafcass", "yellow"),
    State.FINAL_SENT: ("Final sent, under embargo", "orange"),
    State.PUBLISHED: ("Published", "green"),
    State.CANCELLED: ("Cancelled", "red"),
}

LIFECYCLE = Machine(
    "The inspection",
    State.PLANNED,
    (
        Transition("announce", (State.PLANNED,), State.ANNOUNCED, "lead inspector"),
        Transition("end_fieldwork", (State.ANNOUNCED,), State.FIELDWORK_ENDED, "lead inspector"),
        Transition("send_draft", (State.FIELDWORK_ENDED,), State.DRAFT_SENT, "lead inspector"),
        Transition("send_final", (State.DRAFT_SENT,), State.FINAL_SENT, "lead inspector"),
        Transition("publish", (State.FINAL_SENT,), State.PUBLISHED, "the worker's clock"),
        Transition("cancel", (State.PLANNED,), State.CANCELLED, "scheduler"),
    ),
)

MACHINES = {"lifecycle": LIFECYCLE}

# The order in which states follow one another; a cancelled inspection stands outside it.
ORDER = (State.PLANNED, State.ANNOUNCED, State.FIELDWORK_ENDED, State.DRAFT_SENT, State.FINAL_SENT, State.PUBLISHED)


def reached(state: str, wanted: State) -> bool:
    """True when an inspection in `state` has come as far as `wanted`."""
    return state in ORDER and ORDER.index(State(state)) >= ORDER.index(wanted)
