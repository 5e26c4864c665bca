"""One child process of the supervisor: started in a group of its own, restarted with a growing pause."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Command:
    """What to run, and the name that messages call it by."""

    name: str
    arguments: tuple[str, ...]


class Child:
    """A process that should be running. Each start leads a new process group, so that Ctrl-C reaches only us."""

    def __init__(self, command: Command, say: Callable[[str], None]) -> None:
        self.command = command
        self.say = say
        self.process: subprocess.Popen[bytes] | None = None
        self._pause = FIRST_PAUSE_SECONDS
        self._started = 0.0
        self._again_at: float | None = None

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Starts it now."""
        parent = os.getpid()
        self._again_at = None
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            self.command.arguments, start_new_session=True, preexec_fn=lambda: _stop_with_parent(parent)
        )

    def keep_running(self) -> None:
        """Notices a death, says it, and starts again when the pause is over."""
        if self.alive:
            return
        if self._again_at is None:
            self._note_death()
        elif time.monotonic() >= self._again_at:
            self.start()

    def ask_to_stop(self) -> None:
        """TERM to the leading process only: its own children finish their work under its care."""
        self._again_at = None
        if self.process and self.alive:
            self.process.terminate()

    def kill(self) -> None:
        """KILL to the whole group, so that nothing of it is left behind."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _note_death(self) -> None:
        assert self.process is not None
        code = self.process.poll()
        self.kill()
        if time.monotonic() - self._started >= STEADY_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        self.say(f"The {self.command.name} process stopped ({_ending(code)}); starting it again in {self._pause:g} s.")
        self._again_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"code {code}"


def _stop_with_parent(parent: int) -> None:
    """In the child before exec: Linux sends TERM when the parent dies, even by KILL; no orphan keeps the port."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
