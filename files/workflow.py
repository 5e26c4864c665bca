"""The states of a job, of a mail and of a file that somebody sent, and every step between them."""

from framework.workflow import Machine, Transition

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
SENDING, SENT = "sending", "sent"
RECEIVED, QUARANTINED, AVAILABLE, HELD = "received", "quarantined", "available", "held"

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

# Nothing leaves quarantine but through the checks; what they cannot finish stays there.
UPLOAD = Machine(
    "Upload",
    RECEIVED,
    (
        Transition("quarantine", (RECEIVED,), QUARANTINED, "the worker, when the bytes read back are those received"),
        Transition("release", (QUARANTINED,), AVAILABLE, "the worker, when every check lets it through"),
        Transition("hold", (QUARANTINED,), HELD, "the worker, when a check finds fault"),
    ),
)

MACHINES = {"job": JOB, "outgoing_mail": OUTGOING_MAIL, "upload": UPLOAD}
