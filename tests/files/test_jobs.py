"""Jobs: asked for once, claimed once, ended once, and never lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts.record import history
from accounts.refusals import NotAllowed
from files import jobs
from files.actions import store
from files.jobs import GiveUp, Run, Superseded, enqueue, registry, run_job, run_queued
from files.models import Job, StoredFile
from files.workflow import JOB
from tests.cast import Cast

Handled = Callable[[Callable[[Run], Any]], None]


def keep(run: Run, text: str = "a word") -> StoredFile:
    return store(text.encode(), name="copy.txt", content_type="text/plain", by=run.job.by)


def fault(run: Run) -> None:
    raise ZeroDivisionError("a secret")


def refusing(error: Exception) -> Callable[[Run], None]:
    def handler(run: Run) -> None:
        raise error

    return handler


def test_asking_twice_with_one_key_gives_one_job(job: Job) -> None:
    assert enqueue("copy", argument="a word", key="copy/1").pk == job.pk
    assert Job.objects.count() == 1


def test_asking_again_after_it_is_done_gives_the_same_job(job: Job) -> None:
    run_queued()
    assert enqueue("copy", argument="a word", key="copy/1").pk == job.pk


def test_asking_again_after_it_failed_gives_a_new_job(job: Job, handled_by: Handled) -> None:
    handled_by(refusing(GiveUp("There is nothing to copy.")))
    run_queued()
    again = enqueue("copy", argument="a word", key="copy/1")
    assert (again.pk == job.pk, again.state) == (False, "queued")


def test_the_database_refuses_a_second_job_for_a_key(job: Job) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.create(kind="copy", key="copy/1")


def test_a_kind_that_nobody_handles_is_refused_when_asked_for(db: None) -> None:
    with pytest.raises(KeyError, match="unheard_of"):
        enqueue("unheard_of", argument="", key="x")


def test_two_handlers_of_one_kind_are_refused(make_copy: Any) -> None:
    with pytest.raises(ValueError, match="copy"):
        jobs.handler("copy")(fault)


def test_a_job_ends_with_its_result(job: Job, cast: Cast) -> None:
    assert run_queued() == 1
    job.refresh_from_db()
    assert (job.state, job.progress, job.attempts) == ("done", 100, 1)
    assert job.result is not None
    assert job.result.read() == b"a word"
    assert job.started_at is not None
    assert job.ended_at is not None
    assert [event.verb for event in history(job)] == ["queued", "finished"]


def test_the_row_says_what_is_being_done(job: Job, handled_by: Handled) -> None:
    seen: list[tuple[str, int, str]] = []

    def handler(run: Run) -> None:
        run.step("Laying out the pages", 40)
        row = Job.objects.get(pk=run.job.pk)
        seen.append((row.step, row.progress, row.state))

    handled_by(handler)
    run_queued()
    assert seen == [("Laying out the pages", 40, "running")]


def test_of_two_workers_only_one_gets_the_job(job: Job, handled_by: Handled) -> None:
    second: list[bool] = []
    handled_by(lambda run: second.append(run_job(run.job.pk)))
    assert run_job(job.pk) is True
    assert second == [False]
    assert run_job(job.pk) is False


def test_an_unknown_job_is_nothing_to_do(db: None) -> None:
    assert run_job(Job().pk) is False


def test_what_the_last_step_wrote_goes_when_it_fails(job: Job, handled_by: Handled) -> None:
    def handler(run: Run) -> StoredFile:
        run.last_step()
        keep(run)
        raise ZeroDivisionError

    handled_by(handler)
    run_job(job.pk)
    assert StoredFile.objects.count() == 0


def test_a_file_kept_outside_the_last_step_is_refused(job: Job, handled_by: Handled) -> None:
    """Otherwise a worker that comes back late would leave a second one."""
    handled_by(keep)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("queued", None)


def test_a_worker_that_was_replaced_ends_nothing_and_leaves_no_file(job: Job, handled_by: Handled) -> None:
    def slow(run: Run) -> StoredFile:
        Job.objects.filter(pk=run.job.pk).update(worker="another")
        run.last_step()
        return keep(run)

    handled_by(slow)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.worker, job.result) == ("running", "another", None)
    assert StoredFile.objects.count() == 0


def test_a_worker_that_was_replaced_learns_it_at_its_next_step(job: Job, handled_by: Handled) -> None:
    reached: list[str] = []

    def slow(run: Run) -> None:
        Job.objects.filter(pk=run.job.pk).update(worker="another")
        with pytest.raises(Superseded):
            run.step("Going on", 50)
        reached.append("refused")

    handled_by(slow)
    run_job(job.pk)
    job.refresh_from_db()
    assert (reached, job.worker, job.step) == (["refused"], "another", "")


def test_a_replaced_worker_that_fails_does_not_touch_the_job(job: Job, handled_by: Handled) -> None:
    def slow(run: Run) -> None:
        Job.objects.filter(pk=run.job.pk).update(worker="another")
        raise ZeroDivisionError

    handled_by(slow)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.worker) == ("running", "another")


def test_a_fault_is_tried_again_and_then_said(job: Job, handled_by: Handled, settings: Any) -> None:
    handled_by(fault)
    assert run_queued() == settings.JOB_ATTEMPTS
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", settings.JOB_ATTEMPTS)
    assert f"tried {settings.JOB_ATTEMPTS} times" in job.error
    assert "secret" not in job.error


def test_a_fault_that_passes_does_no_harm(job: Job, handled_by: Handled) -> None:
    def handler(run: Run) -> StoredFile:
        if run.job.attempts == 1:
            raise ZeroDivisionError
        run.last_step()
        return keep(run)

    handled_by(handler)
    assert run_queued() == 2
    job.refresh_from_db()
    assert (job.state, StoredFile.objects.count()) == ("done", 1)


@pytest.mark.parametrize("error", [GiveUp("It was withdrawn."), NotAllowed("It was withdrawn.")])
def test_a_refusal_ends_the_job_at_once_with_its_sentence(job: Job, handled_by: Handled, error: Exception) -> None:
    handled_by(refusing(error))
    assert run_queued() == 1
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "It was withdrawn.")
    assert [event.verb for event in history(job)] == ["queued", "failed"]


@pytest.mark.parametrize("ending", ["done", "failed"])
def test_an_ended_job_is_never_changed(job: Job, handled_by: Handled, ending: str) -> None:
    if ending == "failed":
        handled_by(refusing(GiveUp("It was withdrawn.")))
    run_queued()
    assert Job.objects.get(pk=job.pk).state == ending
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="queued", result=None, error="")


def test_a_job_is_never_deleted(job: Job) -> None:
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Job.objects.filter(pk=job.pk)._raw_delete("default")


@pytest.mark.parametrize(
    "change",
    [
        {"state": "asleep"},
        {"state": "failed", "error": ""},
        {"progress": 101},
    ],
)
def test_the_database_refuses_an_impossible_job(job: Job, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**change)


def test_the_database_refuses_a_result_before_the_end(job: Job) -> None:
    stored = store(b"x", name="x", content_type="text/plain", by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(result=stored)


def test_every_state_of_the_table_is_a_choice_of_the_row() -> None:
    assert set(JOB.states) == set(Job.State.values)


def test_the_rooms_above_are_loaded_before_a_job_runs(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr(registry, "load", lambda: loaded.append(True))
    run_job(Job().pk)
    assert loaded == [True]
