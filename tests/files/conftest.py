"""What the tests of this room share: jobs of kind "copy" and what a handler of them does."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from files.actions import store
from files.jobs import Run, enqueue, registry
from files.models import Job, StoredFile
from tests.files.worker import Installation

Handler = Callable[[Run], StoredFile | None]


def keep(run: Run) -> StoredFile:
    return store(run.argument.encode(), name="copy.txt", content_type="text/plain", by=run.job.by)


@pytest.fixture(autouse=True)
def no_room_above(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rooms above do at each tick is tested there."""
    registry.load()
    monkeypatch.setattr(registry, "ON_TICK", [])


@pytest.fixture
def handled_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    """`handled_by(function)` lets the function do the jobs of kind "copy" during one test."""
    return lambda function: monkeypatch.setitem(registry.HANDLERS, "copy", function)


@pytest.fixture
def make_copy(handled_by: Callable[[Handler], None]) -> Handler:
    """The usual handler: keeps its argument as a file in its last step."""

    def handler(run: Run) -> StoredFile:
        run.step("Writing", 40)
        run.last_step()
        return keep(run)

    handled_by(handler)
    return handler


@pytest.fixture
def job(db: None, make_copy: Any) -> Job:
    return enqueue("copy", argument="a word", key="copy/1")


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """With Redis where the tests are given one, as they are in the checks of every change; otherwise with a folder."""
    made = Installation(tmp_path, os.environ.get("REDIS_URL", ""))
    yield made
    made.kill()
