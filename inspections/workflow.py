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

# Sharing is Cafcass's own choice: no state here is late, and none blocks anything (SELF-01, SELF-02, SELF-12).
SELF_EVALUATION = Machine(
    "The self-evaluation of a year",
    "asked",
    (
        Transition("share", ("asked",), "shared", "Cafcass"),
        Transition("decline", ("asked",), "not_sharing", "Cafcass"),
        Transition("reconsider", ("not_sharing",), "asked", "Cafcass"),
        Transition("analyse", ("shared",), "analysed", "analyst, saving the analysis"),
        Transition("discuss", ("shared", "analysed"), "discussed", "chair, when the engagement meeting was held"),
        Transition("close", ("asked", "shared", "analysed"), "closed", "chair, when it will not be discussed"),
    ),
)
ENGAGEMENT_MEETING = Machine(
    "The engagement meeting of a year",
    "planned",
    (
        Transition("agree", ("planned",), "agenda_agreed", "chair and chief executive, the second of the two"),
        Transition("edit", ("agenda_agreed",), "planned", "chair, changing what was agreed"),
        Transition("hold", ("planned", "agenda_agreed"), "held", "chair"),
        Transition("send_letter", ("held",), "letter_sent", "chair"),
        Transition("decline", ("planned", "agenda_agreed"), "declined", "chief executive, or the chair recording it"),
        Transition("reconsider", ("declined",), "planned", "chief executive, or the chair recording it"),
    ),
)
ENGAGEMENT_LABELS = {
    "not_asked": ("Not asked for", "grey"),
    "asked": ("Asked for, not yet shared", "blue"),
    "shared": ("Shared", "turquoise"),
    "analysed": ("Analysed", "purple"),
    "discussed": ("Discussed", "green"),
    "not_sharing": ("Cafcass is not sharing one this year", "grey"),
    "closed": ("Closed without being discussed", "grey"),
    "planned": ("Planned", "grey"),
    "agenda_agreed": ("Agenda agreed", "blue"),
    "held": ("Held", "purple"),
    "letter_sent": ("Letter sent", "green"),
    "declined": ("Declined by Cafcass", "grey"),
}

MACHINES = {"lifecycle": LIFECYCLE, "self_evaluation": SELF_EVALUATION, "engagement_meeting": ENGAGEMENT_MEETING}

# The order in which states follow one another; a cancelled inspection stands outside it.
# Nothing of the team or the plan changes any more.
SETTLED = (State.PUBLISHED, State.CANCELLED, State.INCOMPLETE)

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
