"""The states of cases, shared summaries, the judgements, QA challenges and serious concerns. Pure."""

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
CASE_EVALUATION = Machine(
    "The evaluation of a child's case",
    "open",
    (
        Transition("close", ("open",), "closed", "whoever wrote it, lead or deputy lead inspector"),
        Transition("change", ("closed",), "open", "whoever wrote it, by a new revision"),
        Transition("withdraw", ("open", "closed"), "withdrawn", "whoever wrote it, lead or deputy lead inspector"),
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
FINDINGS = Machine(
    "The findings of a visit",
    "forming",
    (
        Transition("agree", ("forming",), "agreed", "lead inspector"),
        Transition("reopen", ("agreed",), "forming", "lead inspector, before the draft is sent"),
    ),
)
CHALLENGE = Machine(
    "A challenge of the quality assurance manager",
    "open",
    (
        Transition("answer", ("open", "answered"), "answered", "lead, deputy or team inspector"),
        Transition("phone", ("open", "answered"), "answered", "lead inspector, logging what was agreed by phone"),
        Transition("accept", ("open",), "answered", "lead inspector, where further investigation is recommended"),
        Transition("decline", ("open",), "answered", "lead inspector, where further investigation is recommended"),
        Transition("ask_again", ("answered", "cleared"), "open", "quality assurance manager"),
        Transition("clear", ("open", "answered"), "cleared", "quality assurance manager"),
    ),
)
CHALLENGE_LABELS = {
    "open": ("Waits for the team", "yellow"),
    "answered": ("Waits for the QA manager", "blue"),
    "cleared": ("Cleared", "green"),
}
SERIOUS = Machine(
    "A serious concern over a child",
    "open",
    (
        Transition("pass_on", ("open", "withheld", "answered"), "passed", "lead or deputy lead inspector"),
        Transition("withhold", ("open",), "withheld", "lead or deputy lead inspector, with a reason"),
        Transition("answer", ("passed",), "answered", "lead or deputy lead inspector, recording Cafcass's response"),
        Transition("close", ("answered", "withheld"), "closed", "lead or deputy lead inspector"),
    ),
)
SERIOUS_LABELS = {
    "open": ("Not passed to Cafcass yet", "red"),
    "withheld": ("Not passed on, with a reason", "yellow"),
    "passed": ("Passed to Cafcass, not answered", "orange"),
    "answered": ("Answered", "blue"),
    "closed": ("Closed", "green"),
}
# What stays on top for the lead and the QA manager (EVID-21).
ON_TOP = ("open", "withheld", "passed")
MACHINES = {
    "case_evaluation": CASE_EVALUATION,
    "shared_summary": SHARED_SUMMARY,
    "judgements": JUDGEMENTS,
    "findings": FINDINGS,
    "challenge": CHALLENGE,
    "serious_concern": SERIOUS,
}
