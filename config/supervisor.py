"""Runs the web process and the worker under one command (`manage.py serve`)."""

import os
import shlex
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable
from types import FrameType

from config.child import Child, Command

POLL_SECONDS = 0.1
# What can wait gives way to the pages where there are few processors.
BEHIND = ("nice", "-n", "10")
ANSWER_SECONDS = 60
DEMO_SIGN_IN = "Demo mode: the sign-in page lists a cast of invented people; choose one, no password needed."


def say(sentence: str) -> None:
    """Prints one line at once, so that it is in order with the lines of the children."""
    print(sentence, flush=True)


class Supervisor:
    """Keeps its children running. The first TERM or INT lets them finish what they do, the second kills them."""

    def __init__(self, commands: Iterable[Command], say: Callable[[str], None] = say) -> None:
        self.children = [Child(command, say) for command in commands]
        self.say = say
        self.signals = 0

    def run(self, ready: Callable[[], bool] = lambda: True) -> int:
        """Until stopped. `ready` is asked again and again until it is true. Returns the code to leave with."""
        self._listen()
        for child in self.children:
            child.start()
        waiting = True
        while not self.signals:
            waiting = waiting and not ready()
            for child in self.children:
                child.keep_running()
            time.sleep(POLL_SECONDS)
        return self._stop()

    def _listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._count)

    def _count(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1

    def _stop(self) -> int:
        self.say("Stopping: waiting for running work to finish. Ask again to stop at once.")
        for child in self.children:
            child.ask_to_stop()
        while any(child.alive for child in self.children) and self.signals < 2:
            time.sleep(POLL_SECONDS)
        killed = [child for child in self.children if child.alive]
        for child in self.children:
            child.kill()
        self.say("Stopped at once." if killed else "Stopped.")
        return 1 if killed else 0


def web_command(host: str, port: int) -> Command:
    """Two processes; threads enough that five people sending large files leave some to those who read."""
    arguments = f"-m gunicorn config.wsgi --worker-class gthread --workers 2 --threads 8 --bind {host}:{port}"
    quiet = "--log-level warning --graceful-timeout 30 --no-control-socket"
    return Command("web", (sys.executable, *shlex.split(f"{arguments} {quiet}")))


def worker_command(folder: str) -> Command:
    """One job at a time, because a report takes memory; -B is the clock tick, which must run once only."""
    one = ("-m", "celery", "--quiet", "--app", "config", "worker", "--concurrency", "1")
    tick = ("--beat", "--schedule", os.path.join(folder, "beat"))
    quiet = ("--loglevel", "warning", "--without-gossip", "--without-mingle")
    return Command("worker", (*BEHIND, sys.executable, *one, *tick, *quiet))


def answers(host: str, port: int) -> bool:
    """Whether something listens on the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0


def welcome(host: str, port: int, demo: bool) -> Callable[[], bool]:
    """Says the address once the web process answers."""
    deadline = time.monotonic() + ANSWER_SECONDS

    def ready() -> bool:
        if not answers(host, port):
            if time.monotonic() > deadline:
                say(f"The web process has not answered for {ANSWER_SECONDS} seconds; see its messages above.")
            return time.monotonic() > deadline
        say(f"\nOpen http://localhost:{port}/ in a browser. Ctrl-C stops.")
        say(
            "Demo mode: the sign-in page lists invented people; choose one to sign in." if demo else "Sign in by email."
        )
        return True

    return ready
