"""Doing a job: claimed by one worker, heard of while it runs, ended in the same transaction as its result."""

import logging
from contextlib import ExitStack
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from accounts import clock
from accounts.record import record
from accounts.refusals import Invalid, NotAllowed
from files.jobs import heart, liveness, registry
from files.models import Job, JobQuerySet, StoredFile, one_more
from files.workflow import JOB, QUEUED, RUNNING

logger = logging.getLogger(__name__)
FAULT = (
    "This could not be made: it was tried {attempts} times and each time a fault stopped it. "
    "The fault is in the system's log. Ask for it again, and tell an administrator if that fails too."
)
TOO_LONG = (
    "This took longer than {seconds} seconds, so it was stopped. Ask for it again; "
    "what is done by itself is tried again after a while. Tell an administrator if that fails too."
)


class Superseded(Exception):
    """This worker was taken for dead and another one has the job: whatever this one made does not count."""


class Run:
    """One attempt at a job, as its handler sees it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.ending = ExitStack()
        self.in_last_step = False

    @property
    def argument(self) -> str:
        return self.job.argument

    def step(self, text: str, progress: int) -> None:
        """Says what is being done and how far it is, 0 to 100. Raises Superseded."""
        self._must_hold(self.held().update(step=text, progress=progress, heartbeat_at=Now()))

    def last_step(self, text: str = "Keeping the result", progress: int = 95) -> None:
        """Opens the transaction in which the handler writes its result and the job ends. Raises Superseded."""
        self.step(text, progress)
        self.ending.enter_context(transaction.atomic())
        self._must_hold(len(self.held().select_for_update()))
        self.in_last_step = True

    def finish(self, result: StoredFile | None) -> None:
        """Ends the job inside that transaction. Raises RuntimeError when a file was kept outside of it."""
        if not self.in_last_step:
            if result:
                raise RuntimeError(f"The handler of '{self.job.kind}' kept a file without calling run.last_step first.")
            self.last_step()
        state = JOB.target(RUNNING, "finish")
        self._must_hold(self.held().update(state=state, result=result, progress=100, step="", ended_at=clock.now()))
        record("finished", self.job, by=None, inspection=self.job.inspection, before=RUNNING, after=state)

    def held(self) -> JobQuerySet:
        return Job.objects.filter(pk=self.job.pk).held(self.job.worker)

    def _must_hold(self, rows: int) -> None:
        if not rows:
            raise Superseded(f"Job {self.job.pk} was taken over by another worker.")


def run_job(job_id: UUID) -> bool:
    """Claims the job and does it. False when there was nothing to claim: done, running elsewhere, or unknown."""
    registry.load()
    worker = liveness.new_name()
    if not _claim(job_id, worker):
        return False
    run = Run(Job.objects.select_related("by").get(pk=job_id))
    with heart.beating(run.job):
        _attempt(run)
    return True


def run_queued() -> int:
    """Does every queued job in this process, one after the other, and returns how many attempts that took."""
    attempts = 0
    while job_id := Job.objects.filter(state=QUEUED).values_list("pk", flat=True).first():
        attempts += run_job(job_id)
    return attempts


def let_go(job: Job, *, at_once: bool) -> None:
    """Puts a job whose attempt ended back in the queue, or fails it after the last attempt; never one that moved on."""
    if job.attempts >= settings.JOB_ATTEMPTS:
        fail(job, FAULT.format(attempts=job.attempts))
        return
    # Offered now and not again for a while, so that what stopped it may pass; a killed worker's job is offered at once.
    state = JOB.target(RUNNING, "try_again")
    Job.objects.filter(pk=job.pk).held(job.worker).update(state=state, worker="", offered_at=None if at_once else Now())


def fail(job: Job, sentence: str) -> None:
    """Ends the job with a sentence for whoever asked."""
    target = JOB.target(RUNNING, "fail")
    with transaction.atomic():
        held = Job.objects.filter(pk=job.pk).held(job.worker)
        if held.update(state=target, error=sentence[:500], ended_at=clock.now()):
            record("failed", job, by=None, inspection=job.inspection, before=RUNNING, after=target)


def timed_out(job_id: UUID, seconds: float) -> None:
    """Fails a job whose attempt was killed because it took too long: a second attempt would hang as well."""
    job = Job.objects.filter(pk=job_id, state=RUNNING).first()
    if job is not None:
        fail(job, TOO_LONG.format(seconds=int(seconds)))


def _claim(job_id: UUID, worker: str) -> bool:
    """One conditional update, so that of two workers only one gets the job."""
    claimed = Job.objects.filter(pk=job_id, state=QUEUED).update(
        state=JOB.target(QUEUED, "claim"),
        worker=worker,
        attempts=one_more(),
        heartbeat_at=Now(),
        started_at=clock.now(),
        progress=0,
        step="",
    )
    return claimed == 1


def _attempt(run: Run) -> None:
    try:
        _perform(run)
    except Superseded as late:
        logger.warning("%s", late)
    except (registry.GiveUp, NotAllowed, Invalid) as refusal:
        fail(run.job, str(refusal) or "This could not be made.")
    except Exception:
        logger.exception("Attempt %s at job %s (%s) stopped.", run.job.attempts, run.job.pk, run.job.kind)
        let_go(run.job, at_once=False)


def _perform(run: Run) -> None:
    with run.ending:
        run.finish(registry.HANDLERS[run.job.kind](run))
