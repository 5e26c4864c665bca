"""The tick: what a dead worker left is run again, what the broker lost is offered again, the rooms above get a turn."""

import logging

from files import mail
from files.jobs import liveness, queueing, registry
from files.jobs.running import let_go
from files.models import Job
from files.workflow import RUNNING

logger = logging.getLogger(__name__)


def sweep() -> None:
    """Finds the jobs that nobody runs any more or that the broker lost."""
    silent = set(Job.objects.stale().values_list("pk", flat=True))
    for job in Job.objects.filter(state=RUNNING):
        if job.pk in silent or liveness.is_gone(job.worker):
            let_go(job, at_once=True)
    for job in Job.objects.unheard().only("kind"):
        if not queueing.offer(job):
            return


def tick() -> list[str]:
    """One tick. A part that fails is logged and the others still run; returns the names of those that failed."""
    registry.load()
    parts: list[registry.TickFunction] = [sweep, mail.send_waiting, *registry.ON_TICK]
    return [name for part in parts if (name := _failed(part))]


def _failed(part: registry.TickFunction) -> str:
    name = f"{part.__module__}.{part.__name__}"
    try:
        part()
    except Exception:
        logger.exception("A part of the tick failed: %s", name)
        return name
    return ""
