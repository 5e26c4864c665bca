"""The way of a report or letter until it may be sent. Pure. Sending moves the inspection's lifecycle."""

from framework.workflow import Machine, Transition

# The QA manager clears both; the draft may go out from there. An inspection report also passes the national director,
# whose review is offered before the draft and needed before the final version (CLEAR-01, CLEAR-02).
CLEARING = Machine(
    "The report or letter",
    "drafting",
    (
        Transition("submit", ("drafting",), "with_qa_manager", "lead inspector"),
        Transition("return", ("with_qa_manager", "with_director"), "drafting", "QA manager or national director"),
        Transition("pass_to_director", ("with_qa_manager",), "with_director", "QA manager, clearing a report"),
        Transition("clear", ("with_qa_manager",), "cleared", "QA manager, for a letter"),
        Transition("approve", ("with_director",), "cleared", "national director, for an inspection report"),
        Transition(
            "edit", ("with_qa_manager", "with_director", "cleared"), "drafting", "lead inspector, changing the text"
        ),
    ),
)
COMPLAINT = Machine(
    "A formal complaint",
    "open",
    (Transition("decide", ("open",), "decided", "complaint handler"),),
)
MACHINES = {"clearing": CLEARING, "complaint": COMPLAINT}

LABELS = {
    "drafting": ("Being drafted", "grey"),
    "with_qa_manager": ("With the QA manager", "blue"),
    "with_director": ("Cleared by the QA manager, with the national director", "purple"),
    "cleared": ("Cleared", "green"),
}
COMPLAINT_LABELS = {"open": ("Open", "orange"), "decided": ("Decided", "grey")}
