"""F1: the worker is killed with -9 in the middle of a PDF and started again: one finished PDF, whenever it happened."""

import hashlib
import random
import time

import pytest

from tests.files.worker import Installation

KILLS = 20
# About what the job's PDF takes, so that most kills fall into the middle of it and some just after its end.
RENDER_SECONDS = 1.2


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
        kill_in_the_middle(installation, number, chance.uniform(0, RENDER_SECONDS))
        caught += installation.state(number)[0] == "running"
        installation.start()
        wait_until_done(installation, number)
        assert_whole(installation, jobs=number)
        installation.kill()
    assert caught >= KILLS // 2, f"Only {caught} of {KILLS} kills fell into a PDF, so the proof proves little."


@pytest.mark.prove("F1")
def test_a_job_whose_process_alone_was_killed_is_done_without_a_restart(installation: Installation) -> None:
    chance = random.Random(5)
    installation.start()
    for number in range(1, 6):
        installation.ask_for(number)
        wait_for_first_step(installation, number)
        time.sleep(chance.uniform(0, RENDER_SECONDS))
        installation.kill_process_of(number)
        wait_until_done(installation, number)
        assert_whole(installation, jobs=number)


@pytest.mark.prove("F1")
def test_two_workers_do_each_job_once(installation: Installation) -> None:
    numbers = range(1, 11)
    installation.ask_for(*numbers)
    installation.start("beat")
    installation.start("second-beat")
    for number in numbers:
        wait_until_done(installation, number)
    assert_whole(installation, jobs=len(numbers))
    assert installation.rows("SELECT DISTINCT attempts FROM files_job") == [(1,)]
    processes = {name.split(":")[1] for (name,) in installation.rows("SELECT worker FROM files_job")}
    assert len(processes) == 2


def kill_in_the_middle(installation: Installation, number: int, after_seconds: float) -> None:
    """Asks for a PDF and kills the worker so long after the job's first step."""
    installation.ask_for(number)
    installation.start()
    wait_for_first_step(installation, number)
    time.sleep(after_seconds)
    installation.kill()


def wait_for_first_step(installation: Installation, number: int) -> None:
    def begun() -> bool:
        state, progress = installation.state(number)
        return progress >= 10 or state == "done"

    installation.wait_for(begun)


def wait_until_done(installation: Installation, number: int) -> None:
    installation.wait_for(lambda: installation.state(number)[0] == "done")


def assert_whole(installation: Installation, jobs: int) -> None:
    """Every job is done with a result of its own, there is no other row, and each file has the bytes of its row."""
    states = installation.rows("SELECT state, progress FROM files_job WHERE result_id IS NOT NULL")
    assert states == [("done", 100)] * jobs
    files = installation.rows("SELECT key, sha256 FROM files_storedfile")
    assert len(files) == jobs
    for key, sha256 in files:
        content = (installation.folder / "var" / "files" / key[:2] / key).read_bytes()
        assert content.startswith(b"%PDF")
        assert hashlib.sha256(content).hexdigest() == sha256
