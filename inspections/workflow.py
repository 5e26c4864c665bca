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
    DEFERRED = "deferred"
    INCOMPLETE = "incomplete"


LABELS = {
    State.PLANNED: ("Planned", "grey"),
    State.ANNOUNCED: ("Announced", "blue"),
    State.FIELDWORK_ENDED: ("Fieldwork ended", "purple"),
    State.DRAFT_SENT: ("Draft with Cafcass", "yellow"),
    State.FINAL_SENT: ("Final sent, under embargo", "orange"),
    State.PUBLISHED: ("Published", "green"),
    State.CANCELLED: ("Cancelled", "red"),
    State.DEFERRED: ("Deferred, waiting for new dates", "yellow"),
    State.INCOMPLETE: ("Closed, incomplete", "red"),
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
        Transition("defer", (State.ANNOUNCED,), State.DEFERRED, "programme decision-maker"),
        Transition("plan_again", (State.DEFERRED,), State.PLANNED, "lead inspector or scheduler"),
        Transition("close_incomplete", (State.ANNOUNCED,), State.INCOMPLETE, "programme decision-maker"),
        Transition("cancel_after_call", (State.ANNOUNCED, State.DEFERRED), State.CANCELLED, "programme decision-maker"),
    ),
)

MACHINES = {"lifecycle": LIFECYCLE}

# The order in which states follow one another; a cancelled inspection stands outside it.
ORDER = (State.PLANNED, State.ANNOUNCED, State.FIELDWORK_ENDED, State.DRAFT_SENT, State.FINAL_SENT, State.PUBLISHED)


# A state beside the order opens what the state opens that it has come as far as: a deferred inspection was announced.
AS_FAR_AS = {State.DEFERRED: State.ANNOUNCED, State.INCOMPLETE: State.FIELDWORK_ENDED}


def reached(state: str, wanted: State) -> bool:
    """True when an inspection in `state` has come as far as `wanted`."""
    standing = AS_FAR_AS.get(State(state), State(state))
    return standing in ORDER and ORDER.index(standing) >= ORDER.index(wanted)


def from_on(wanted: State) -> tuple[State, ...]:
    """Every state that has reached `wanted`, for a query."""
    return tuple(state for state in State if reached(state, wanted))
