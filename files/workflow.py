"""The states of a job and of a mail, and every step between them."""

from framework.workflow import Machine, Transition

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
SENDING, SENT = "sending", "sent"

JOB = Machine(
    "Job",
    QUEUED,
    (
        Transition("claim", (QUEUED,), RUNNING, "the worker"),
        Transition("finish", (RUNNING,), DONE, "the worker"),
        Transition("try_again", (RUNNING,), QUEUED, "the worker's clock"),
        Transition("fail", (RUNNING,), FAILED, "the worker"),
    ),
)

OUTGOING_MAIL = Machine(
    "Outgoing mail",
    QUEUED,
    (
        Transition("claim", (QUEUED,), SENDING, "the worker"),
        Transition("finish", (SENDING,), SENT, "the worker"),
        Transition("try_again", (SENDING,), QUEUED, "the worker"),
        Transition("fail", (SENDING,), FAILED, "the worker"),
    ),
)

MACHINES = {"job": JOB, "outgoing_mail": OUTGOING_MAIL}
