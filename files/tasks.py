"""What Celery calls. Each takes an id, and does no harm when it is called twice or late."""

import logging
from typing import Any
from uuid import UUID

from celery import Task, shared_task
from celery.signals import worker_ready
from celery.worker.request import Request
from django.conf import settings
from django.db import DatabaseError, connection

from files import arriving, destroying, jobs, mail, uploads
from files.jobs import queueing

logger = logging.getLogger(__name__)


class JobRequest(Request):
    """One attempt, as the worker's parent process sees it: it lives on when the attempt is killed."""

    def on_timeout(self, soft: bool, timeout: float) -> None:
        super().on_timeout(soft, timeout)
        if soft:
            return
        try:
            jobs.timed_out(UUID(self.args[0]), timeout)
        except DatabaseError as error:
            # The sweep finds that the attempt is gone.
            logger.warning("A job that was stopped could not be failed: %s", error)
        finally:
            # A process that is forked later must not share this connection.
            connection.close()


class JobTask(Task):
    Request = JobRequest


@shared_task(name="files.run_job", base=JobTask, time_limit=settings.JOB_LONGEST_SECONDS)
def run_job(job_id: str) -> None:
    jobs.run_job(UUID(job_id))


@shared_task(name="files.send_mail")
def send_mail(mail_id: str) -> None:
    mail.send(UUID(mail_id))


@shared_task(name="files.tick")
def tick() -> None:
    jobs.tick()


jobs.handler(uploads.JOB_KIND)(uploads.check)
jobs.on_tick(uploads.check_waiting)
jobs.on_tick(destroying.finish)
jobs.on_tick(arriving.sweep)


@worker_ready.connect
def sweep_at_start(**_: Any) -> None:
    """A worker that starts looks at once for what an earlier one left."""
    queueing.publish("files.tick")
