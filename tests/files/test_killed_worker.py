"""F1: the worker is killed with -9 in the middle of a PDF and started again: one finished PDF, whenever it happened."""

import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files.worker import Installation

KILLS = 20
# From the first step of a job to its last, on a machine of two cores; a kill later than that finds it done.
LONGEST_RENDER_SECONDS = 2.5


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path)
    yield made
    made.kill()


@pytest.mark.journey
def test_a_killed_worker_leaves_one_finished_pdf(installation: Installation) -> None:
    kill_in_the_middle(installation, 1, after_seconds=0.2)
    assert installation.state(1)[0] == "running"
    installation.start()
    installation.wait_for(lambda: installation.state(1)[0] == "done")
    assert_whole(installation, jobs=1)


@pytest.mark.prove("F1")
def test_killed_at_random_points_each_job_ends_with_one_pdf(installation: Installation) -> None:
    chance = random.Random(20)
    caught = 0
    for number in range(1, KILLS + 1):
        kill_in_the_middle(installation, number, chance.uniform(0, LONGEST_RENDER_SECONDS))
        caught += installation.state(number)[0] == "running"
        installation.start()
        installation.wait_for(lambda number=number: installation.state(number)[0] == "done")  # type: ignore[misc]
        assert_whole(installation, jobs=number)
        installation.kill()
    assert caught >= KILLS // 4, (
        f"Only {caught} of {KILLS} kills fell into the middle of a PDF: the proof proves little."
    )


def kill_in_the_middle(installation: Installation, number: int, after_seconds: float) -> None:
    """Asks for a PDF and kills the worker so long after the job's first step."""
    installation.ask_for(number)
    installation.start()
    installation.wait_for(
        lambda: installation.state(number) >= ("running", 10) or installation.state(number)[0] == "done"
    )
    time.sleep(after_seconds)
    installation.kill()


def assert_whole(installation: Installation, jobs: int) -> None:
    """Every job is done with a result of its own, there is no other file, and each file has the bytes of its row."""
    states = installation.rows("SELECT state, progress FROM files_job WHERE result_id IS NOT NULL")
    assert states == [("done", 100)] * jobs
    files = installation.rows("SELECT key, sha256 FROM files_storedfile")
    assert len(files) == jobs
    for key, sha256 in files:
        content = (installation.folder / "var" / "files" / key[:2] / key).read_bytes()
        assert content.startswith(b"%PDF")
        assert hashlib.sha256(content).hexdigest() == sha256
