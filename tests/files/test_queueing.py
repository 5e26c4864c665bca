"""The broker only wakes the worker: with it down nothing is lost, nothing fails and nobody waits."""

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import Celery, current_app
from django.conf import settings

from files import jobs
from files.jobs import enqueue, queueing
from files.models import Job
from files.workflow import QUEUED

LONGEST_WAIT_SECONDS = 4.5


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """Every task that the broker was told of."""
    sent: list[tuple[str, tuple[str, ...]]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **_: sent.append((name, args)))
    return sent


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where something takes the connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture(params=["refused", "silent"])
def broker_down(request: pytest.FixtureRequest, silent_port: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Redis as production is set to reach it, at an address where there is none. Returns what is then logged."""
    port, says = {"refused": (1, "refused"), "silent": (silent_port, "Timeout reading")}[request.param]
    app = Celery("down", broker=f"redis://127.0.0.1:{port}/0", set_as_current=False)
    timeout = settings.CELERY_BROKER_CONNECTION_TIMEOUT
    app.conf.update(broker_transport_options=settings.REDIS_OPTIONS, broker_connection_timeout=timeout)
    monkeypatch.setattr(queueing, "current_app", app)
    return says


def test_the_broker_is_told_after_the_commit_and_not_before(
    make_copy: Any, db: None, told: list[Any], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("copy", argument="a word", key="copy/1")
        assert told == []
    assert told == [("files.run_job", (str(job.pk),))]
    job.refresh_from_db()
    assert job.offered_at is not None


def test_asking_again_tells_nobody_twice(
    job: Job, told: list[Any], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("copy", argument="a word", key="copy/1")
    assert told == []


def test_with_the_broker_down_the_job_waits_and_nobody_else_does(
    broker_down: str,
    make_copy: Any,
    db: None,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    started = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("copy", argument="a word", key="copy/1")
    assert time.monotonic() - started < LONGEST_WAIT_SECONDS
    assert broker_down in caplog.text
    job.refresh_from_db()
    assert (job.state, job.offered_at) == (QUEUED, None)


def test_a_sweep_does_not_wait_for_a_broker_that_is_down_once_for_every_job(
    db: None, make_copy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def down(name: str, **_: Any) -> None:
        asked.append(name)
        raise OSError("down")

    for number in range(3):
        enqueue("copy", argument="a word", key=f"copy/{number}")
    monkeypatch.setattr(current_app, "send_task", down)
    jobs.sweep()
    assert asked == ["files.run_job"]


def test_the_tick_offers_what_the_broker_never_heard_of(job: Job, told: list[Any]) -> None:
    jobs.sweep()
    assert told == [("files.run_job", (str(job.pk),))]


def test_the_tick_does_not_offer_again_what_was_just_offered(job: Job, told: list[Any]) -> None:
    queueing.offer(job)
    told.clear()
    jobs.sweep()
    assert told == []


def test_the_tick_offers_again_what_the_broker_must_have_lost(
    job: Job, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    queueing.offer(job)
    told.clear()
    monkeypatch.setattr(settings, "JOB_LOST_SECONDS", -1)
    jobs.sweep()
    assert told == [("files.run_job", (str(job.pk),))]
