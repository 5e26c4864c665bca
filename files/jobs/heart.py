"""The heartbeat: a thread that says, while a handler is busy, that its worker still lives."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models.functions import Now

from files.models import Job

logger = logging.getLogger(__name__)


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Within the block the job's row is touched every few seconds."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, stop), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(job: Job, stop: threading.Event) -> None:
    try:
        while not stop.wait(settings.JOB_HEARTBEAT_SECONDS) and _touch(job):
            pass
    finally:
        connection.close()


def _touch(job: Job) -> bool:
    """False once the job is no longer ours. A busy database only costs one beat."""
    try:
        return Job.objects.filter(pk=job.pk).held(job.worker).update(heartbeat_at=Now()) == 1
    except DatabaseError as error:
        logger.warning("A heartbeat was missed: %s", error)
        return True
