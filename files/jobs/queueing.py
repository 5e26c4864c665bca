"""Asking for a job. The row is written with the caller's work; the broker hears of it after the commit."""

import logging
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Person
from accounts.record import record
from files.jobs import registry
from files.models import Job
from files.workflow import FAILED, JOB, QUEUED

logger = logging.getLogger(__name__)


def enqueue(kind: str, *, argument: str, key: str, by: Person | None = None, inspection: str = "") -> Job:
    """The job for this key: one that waits, runs or is done, or else a new one. Raises KeyError for an unknown kind."""
    registry.load()
    if kind not in registry.HANDLERS:
        raise KeyError(f"No room has a handler for jobs of kind '{kind}'.")
    given = {"kind": kind, "argument": argument, "by": by, "inspection": inspection, "state": JOB.initial}
    with transaction.atomic():
        job, new = Job.objects.exclude(state=FAILED).get_or_create(key=key, defaults=given)
        if new:
            record("queued", job, by=by, inspection=inspection, after=job.state)
            transaction.on_commit(lambda: offer(job))
    return job


def offer(job: Job) -> bool:
    """Tells the broker of a queued job. False when the broker is down: then a tick offers it again."""
    if not publish("files.run_job", str(job.pk), time_limit=longest(job.kind)):
        return False
    Job.objects.filter(pk=job.pk, state=QUEUED).update(offered_at=Now())
    return True


def longest(kind: str) -> int:
    """Seconds after which an attempt at a job of this kind is killed."""
    return int(settings.JOB_LIMITS.get(kind, settings.JOB_LONGEST_SECONDS))


def publish(task: str, *arguments: str, **options: Any) -> bool:
    """Sends a task without ever failing or waiting for long, because the rows hold all that matters."""
    try:
        current_app.send_task(task, args=arguments, retry=False, ignore_result=True, **options)
    except Exception as error:  # whatever a broker's client raises
        logger.warning("The job queue cannot be reached (%s); the next tick will offer the work again.", error)
        return False
    return True
