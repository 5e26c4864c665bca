"""The states of a shared evaluative summary and of the judgements. Pure."""

from framework.workflow import Machine, Transition

SHARED_SUMMARY = Machine(
    "The shared evaluative summary",
    "open",
    (
        Transition("agree", ("open",), "agreed", "lead or deputy lead inspector"),
        Transition("change", ("agreed",), "open", "any inspector of the team, by a new revision"),
        Transition("withdraw", ("open", "agreed"), "withdrawn", "lead or deputy lead inspector"),
    ),
)
JUDGEMENTS = Machine(
    "The judgements of an inspection",
    "forming",
    (
        Transition("agree", ("forming",), "agreed", "lead inspector"),
        Transition("reopen", ("agreed",), "forming", "lead inspector, before the draft is sent"),
    ),
)
MACHINES = {"shared_summary": SHARED_SUMMARY, "judgements": JUDGEMENTS}
