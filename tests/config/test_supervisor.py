"""The supervisor, with real processes: nothing is left behind, whatever way it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.child import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Child, Command

ROOT = Path(__file__).resolve().parents[2]
SUPERVISE = """
import sys
from config.child import Command
from config.supervisor import Supervisor
pairs = zip(sys.argv[1::2], sys.argv[2::2])
sys.exit(Supervisor([Command(name, (sys.executable, "-c", code)) for name, code in pairs]).run())
"""
# Each writes its process id, so that the test knows whom to look for.
STEADY = "import os, time; open('{folder}/steady', 'w').write(str(os.getpid())); time.sleep(600)"
FINISHES = """
import os, signal, time
stopped = []
signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
open('{folder}/finishes', 'w').write(str(os.getpid()))
while not stopped:
    time.sleep(0.05)
time.sleep(0.7)
open('{folder}/finished', 'w').write('whole')
"""
STUBBORN = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])
open('{folder}/grandchild', 'w').write(str(grandchild.pid))
open('{folder}/stubborn', 'w').write(str(os.getpid()))
time.sleep(600)
"""


def until(true: Callable[[], bool], what: str, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.05)


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Stage:
    """One supervisor under test and the process ids that its children wrote down."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None

    def start(self, **codes: str) -> "Stage":
        arguments = [part for name, code in codes.items() for part in (name, code.format(folder=self.folder))]
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for name in codes:
            until(lambda name=name: self.pid(name) > 0, f"{name} to start")
        return self

    def pid(self, name: str) -> int:
        path = self.folder / name
        return int(path.read_text() or 0) if path.exists() else 0

    def send(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)

    def end(self) -> tuple[int, str]:
        assert self.process
        output, _ = self.process.communicate(timeout=20)
        return self.process.returncode, output

    def clear_up(self) -> None:
        """Leaves no process behind, also where the test has just shown that the supervisor would."""
        assert self.process
        self.process.kill()
        for path in self.folder.iterdir():
            if path.name != "finished" and lives(int(path.read_text())):
                os.kill(int(path.read_text()), signal.SIGKILL)
        self.process.communicate(timeout=20)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.clear_up()


def test_running_work_finishes_before_the_stop(stage: Stage) -> None:
    stage.start(steady=STEADY, finishes=FINISHES)
    stage.send(signal.SIGTERM)
    code, output = stage.end()
    assert code == 0
    assert (stage.folder / "finished").read_text() == "whole"
    assert output.endswith("Stopped.\n")
    assert not lives(stage.pid("steady"))


def test_a_second_signal_kills_the_whole_family(stage: Stage) -> None:
    stage.start(stubborn=STUBBORN)
    stage.send(signal.SIGINT)
    time.sleep(0.5)
    assert lives(stage.pid("stubborn")), "one signal only asks"
    stage.send(signal.SIGINT)
    code, output = stage.end()
    assert code == 1
    assert "Stopped at once." in output
    assert not lives(stage.pid("stubborn"))
    assert not lives(stage.pid("grandchild"))


def test_the_children_lead_groups_of_their_own_so_that_ctrl_c_reaches_the_supervisor_alone(stage: Stage) -> None:
    stage.start(steady=STEADY)
    assert os.getpgid(stage.pid("steady")) == stage.pid("steady")


def test_a_killed_supervisor_leaves_no_orphan(stage: Stage) -> None:
    stage.start(steady=STEADY)
    stage.send(signal.SIGKILL)
    until(lambda: not lives(stage.pid("steady")), "the child to stop with its parent")


def test_a_child_that_dies_is_started_again_and_it_is_said(stage: Stage) -> None:
    stage.start(steady=STEADY)
    first = stage.pid("steady")
    os.kill(first, signal.SIGKILL)
    until(lambda: stage.pid("steady") not in (0, first) and lives(stage.pid("steady")), "a second start")
    stage.send(signal.SIGTERM)
    _, output = stage.end()
    assert "The steady process stopped (signal SIGKILL); starting it again in 1 s." in output


def test_what_a_dead_child_left_behind_is_gone_before_the_next_start(stage: Stage) -> None:
    stage.start(stubborn=STUBBORN)
    first, grandchild = stage.pid("stubborn"), stage.pid("grandchild")
    os.kill(first, signal.SIGKILL)
    until(lambda: not lives(grandchild), "the grandchild to go", FIRST_PAUSE_SECONDS)


def test_the_pause_doubles_to_its_longest_and_starts_anew_after_a_steady_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [0.0]
    monkeypatch.setattr("config.child.time.monotonic", lambda: clock[0])
    said: list[str] = []
    child = Child(Command("short", (sys.executable, "-c", "raise SystemExit(7)")), said.append)

    def die_after(seconds: float) -> str:
        child.start()
        assert child.process
        child.process.wait()
        clock[0] += seconds
        child.keep_running()
        return said[-1]

    pauses = [die_after(1).split(" in ")[1] for _ in range(7)]
    assert pauses == ["1 s.", "2 s.", "4 s.", "8 s.", "16 s.", "30 s.", "30 s."]
    assert said[0] == "The short process stopped (code 7); starting it again in 1 s."
    assert die_after(LONGEST_PAUSE_SECONDS * 2).endswith("again in 1 s.")


def test_a_taken_port_is_said_and_nothing_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert result.returncode == 1
    assert f"Port {port} is in use." in result.stderr
