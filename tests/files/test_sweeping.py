"""What a dead worker left is run again; a worker that lives is left alone."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now

from files import jobs
from files.jobs import heart, liveness, registry, run_queued
from files.models import Job, StoredFile


def running(job: Job, worker: str, silent_seconds: int = 0, attempts: int = 1) -> Job:
    heard = Now() - timedelta(seconds=silent_seconds)
    Job.objects.filter(pk=job.pk).update(state="running", worker=worker, heartbeat_at=heard, attempts=attempts)
    return job


@pytest.fixture
def process() -> Iterator["subprocess.Popen[bytes]"]:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield child
    assert child.stdin is not None
    child.stdin.close()
    child.kill()
    child.wait()


def name_of(pid: int) -> str:
    """The name of a run in another process of this machine."""
    host, *_ = liveness.new_name().split(":")
    return f"{host}:{pid}:{liveness._start(pid)}:abc"


def test_every_run_has_a_name_of_its_own() -> None:
    assert liveness.new_name() != liveness.new_name()
    assert len(liveness.new_name()) <= 120


def test_a_killed_process_is_known_to_be_gone(process: "subprocess.Popen[bytes]") -> None:
    worker = name_of(process.pid)
    assert liveness.is_gone(worker) is False
    process.kill()
    # Dead but not yet buried by its parent: the pid is still taken.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert liveness.is_gone(worker) is True
    process.wait()
    assert liveness.is_gone(worker) is True


def test_a_later_process_with_the_same_pid_is_another_one() -> None:
    host, pid, start, rest = liveness.new_name().split(":")
    assert liveness.is_gone(f"{host}:{pid}:{start}:{rest}") is False
    assert liveness.is_gone(f"{host}:{pid}:{int(start) - 1}:{rest}") is True


@pytest.mark.parametrize("worker", ["elsewhere/1234abcd:1:1:abc", "", "nonsense"])
def test_of_another_machine_only_silence_tells(worker: str) -> None:
    assert liveness.is_gone(worker) is False


def test_the_job_of_a_killed_worker_waits_again_at_once(job: Job, process: "subprocess.Popen[bytes]") -> None:
    running(job, name_of(process.pid))
    process.kill()
    process.wait()
    jobs.sweep()
    job.refresh_from_db()
    assert (job.state, job.worker) == ("queued", "")


def test_the_job_of_a_living_worker_is_left_alone(job: Job) -> None:
    running(job, liveness.new_name())
    jobs.sweep()
    job.refresh_from_db()
    assert job.state == "running"


def test_the_job_of_a_silent_worker_elsewhere_waits_again(job: Job, settings: Any) -> None:
    running(job, "elsewhere/1234abcd:1:1:abc", silent_seconds=settings.JOB_STALE_SECONDS + 5)
    jobs.sweep()
    job.refresh_from_db()
    assert job.state == "queued"


def test_the_job_of_a_worker_elsewhere_that_was_just_heard_is_left_alone(job: Job, settings: Any) -> None:
    running(job, "elsewhere/1234abcd:1:1:abc", silent_seconds=settings.JOB_STALE_SECONDS - 10)
    jobs.sweep()
    job.refresh_from_db()
    assert job.state == "running"


def test_a_job_that_kills_its_worker_each_time_fails_in_the_end(job: Job, settings: Any) -> None:
    running(job, "elsewhere/1234abcd:1:1:abc", silent_seconds=3600, attempts=settings.JOB_ATTEMPTS)
    jobs.sweep()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "Ask for it again" in job.error


def test_a_job_that_was_swept_ends_with_one_result(job: Job) -> None:
    running(job, "elsewhere/1234abcd:1:1:abc", silent_seconds=3600)
    jobs.sweep()
    run_queued()
    job.refresh_from_db()
    assert (job.state, job.attempts, StoredFile.objects.count()) == ("done", 2, 1)


def test_a_heartbeat_is_heard(job: Job, settings: Any) -> None:
    running(job, "elsewhere/1234abcd:1:1:abc", silent_seconds=3600)
    job.refresh_from_db()
    assert heart._touch(job) is True
    assert not Job.objects.stale().exists()


def test_a_heartbeat_stops_when_another_has_the_job(job: Job) -> None:
    running(job, "another")
    job.worker = "the first"
    assert heart._touch(job) is False


def test_the_heart_beats_while_the_handler_works(job: Job, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.JOB_HEARTBEAT_SECONDS = 0.01
    beats: list[int] = []

    def beat(job: Job) -> bool:
        beats.append(1)
        return True

    monkeypatch.setattr(heart, "_touch", beat)
    with heart.beating(job):
        deadline = time.monotonic() + 5
        while len(beats) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert len(beats) >= 3
    assert not [thread for thread in threading.enumerate() if thread.name == "heartbeat"]


def test_a_tick_goes_on_after_a_part_that_failed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def broken() -> None:
        raise ZeroDivisionError

    def release_due() -> None:
        done.append("released")

    monkeypatch.setattr(registry, "ON_TICK", [])
    jobs.on_tick(broken)
    jobs.on_tick(release_due)
    jobs.on_tick(release_due)
    assert jobs.tick() == [f"{__name__}.broken"]
    assert done == ["released"]
    with pytest.raises(CommandError, match="broken"):
        call_command("tick")


def test_queued_jobs_can_be_done_by_hand(job: Job) -> None:
    out = StringIO()
    call_command("work", "--once", stdout=out)
    assert out.getvalue() == "Attempts at jobs: 1\n"
    job.refresh_from_db()
    assert job.state == "done"
