"""What Celery calls. Each takes an id, and does no harm when it is called twice or late."""

from typing import Any
from uuid import UUID

from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings

from files import jobs, mail, uploads
from files.jobs import queueing


@shared_task(name="files.run_job", time_limit=settings.JOB_LONGEST_SECONDS)
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


@worker_ready.connect
def sweep_at_start(**_: Any) -> None:
    """A worker that starts looks at once for what an earlier one left."""
    queueing.publish("files.tick")
