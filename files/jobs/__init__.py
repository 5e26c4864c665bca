"""Slow work: a room below registers nothing here, the rooms above do (in their `tasks.py`), and a worker does it.

@handler("report_pdf")
def make_pdf(run: Run) -> StoredFile | None:
    run.step("Laying out the pages", 40)
    content = ...                      # slow, outside any transaction
    run.last_step("Keeping the file")  # from here all is one transaction, in which the job ends
    return store(content, ...)
"""

from files.jobs.queueing import enqueue
from files.jobs.registry import GiveUp, handler, on_tick, readable_by
from files.jobs.running import Run, Superseded, run_job, run_queued, timed_out
from files.jobs.sweeping import sweep, tick

__all__ = [
    "GiveUp",
    "Run",
    "Superseded",
    "enqueue",
    "handler",
    "on_tick",
    "readable_by",
    "run_job",
    "run_queued",
    "sweep",
    "tick",
    "timed_out",
]
